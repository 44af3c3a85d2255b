"""How do words become rows of dots? Grey strips as wide as the paper, made black and white at the end."""

import math
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import fontpkg
from PIL import Image, ImageDraw, ImageFont

FAMILY = "Be Vietnam Pro"
WHITE = 255
BLACK = 0
# What is darker than this becomes a dot: measured as the best for thin strokes at 203 dpi, without dithering.
THRESHOLD = 140

Align = Literal["left", "centre"]
Font = ImageFont.FreeTypeFont


class Typesetter:
    """Sets text for paper of one width. Holds fonts, which threads must not share: make one for each drawing."""

    def __init__(self, *, width: int, margin: int) -> None:
        self.width = width
        self.room = width - 2 * margin
        self._margin = margin
        self._fonts: dict[tuple[int, int], Font] = {}

    def font(self, size: int, weight: int = 500) -> Font:
        """Return the ticket's font. Always the same simple shaping, so that every machine draws the same dots."""
        key = (size, weight)
        if key not in self._fonts:
            path = str(fontpkg.path(FAMILY, weight=weight))
            self._fonts[key] = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
        return self._fonts[key]

    def text(self, words: str, *, size: int, weight: int = 500, align: Align = "centre") -> Image.Image:
        """Return a strip with the words, on as many lines as they need."""
        font = self.font(size, weight)
        lines = wrap(unicodedata.normalize("NFC", words), self.room, font.getlength) or [""]
        pitch = round(size * 1.25)
        # Marks above a capital (Ẫ) and below a letter (ậ) reach farther than a line of other words does.
        above = max(round(size * 1.02), 1 - math.floor(font.getbbox(lines[0], anchor="ls")[1]))
        below = max(round(size * 0.36), 1 + math.ceil(font.getbbox(lines[-1], anchor="ls")[3]))
        strip = self.strip(above + pitch * (len(lines) - 1) + below)
        pen = ImageDraw.Draw(strip)
        for row, line in enumerate(lines):
            free = self.room - font.getlength(line)
            x = self._margin + (free / 2 if align == "centre" else 0)
            pen.text((round(x), above + row * pitch), line, fill=BLACK, font=font, anchor="ls")
        return strip

    def headline(self, words: str, *, height: int, weight: int = 700) -> Image.Image:
        """Return a strip with one line whose digits are `height` dots high, made narrower where it is too wide."""
        font = self.font(math.ceil(height * 200 / _digit_height(self.font(200, weight))), weight)
        left, top, right, bottom = font.getbbox(words)
        drawn = Image.new("L", (round(right - left), round(bottom - top)), WHITE)
        ImageDraw.Draw(drawn).text((-left, -top), words, fill=BLACK, font=font)
        if drawn.width > self.room:
            drawn = drawn.resize((self.room, drawn.height), Image.Resampling.LANCZOS)
        return self.centred(drawn)

    def label(self, words: str, *, size: int) -> Image.Image:
        """Return a strip with the words white on black, for what must not be overlooked."""
        font = self.font(size, 700)
        height = round(size * 1.6)
        strip = self.strip(height)
        pen = ImageDraw.Draw(strip)
        half = min(self.width, font.getlength(words) + 2 * size) / 2
        middle = self.width / 2
        pen.rounded_rectangle((middle - half, 0, middle + half, height - 1), radius=size // 4, fill=BLACK)
        pen.text((middle, height / 2 + size * 0.36), words, fill=WHITE, font=font, anchor="ms")
        return strip

    def centred(self, picture: Image.Image) -> Image.Image:
        """Return a strip with a picture in its middle."""
        strip = self.strip(picture.height)
        strip.paste(picture, ((self.width - picture.width) // 2, 0))
        return strip

    def rule(self, thickness: int) -> Image.Image:
        """Return a line across the paper."""
        strip = self.strip(thickness)
        ImageDraw.Draw(strip).rectangle((self._margin, 0, self.width - self._margin - 1, thickness), fill=BLACK)
        return strip

    def strip(self, height: int) -> Image.Image:
        """Return so many rows of blank paper."""
        return Image.new("L", (self.width, height), WHITE)


def stack(strips: Sequence[Image.Image]) -> Image.Image:
    """Return the strips below each other, as black and white."""
    ticket = Image.new("L", (strips[0].width, sum(strip.height for strip in strips)), WHITE)
    top = 0
    for strip in strips:
        ticket.paste(strip, (0, top))
        top += strip.height
    return ticket.point(partial(_dot), mode="1")


def wrap(words: str, room: float, length: Callable[[str], float]) -> list[str]:
    """Break words into as few lines as fit the room, of as even a length as that allows.

    A single word that is wider than the room is broken where it must be.
    """
    pieces = [(piece, length(piece)) for word in words.split() for piece in _broken(word, room, length)]
    space = length(" ")
    lines = _fill(pieces, room, space)
    narrow, wide = max((width for _, width in pieces), default=0.0), room
    while len(lines) > 1 and wide - narrow > 1:
        middle = (narrow + wide) / 2
        if len(_fill(pieces, middle, space)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return _fill(pieces, wide, space)


def _fill(pieces: Sequence[tuple[str, float]], room: float, space: float) -> list[str]:
    lines: list[str] = []
    used = room
    for piece, width in pieces:
        if lines and used + space + width <= room:
            lines[-1] += f" {piece}"
            used += space + width
        else:
            lines.append(piece)
            used = width
    return lines


def _broken(word: str, room: float, length: Callable[[str], float]) -> list[str]:
    """Return the word, or the pieces that fit the room."""
    if length(word) <= room:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and length(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _digit_height(font: Font) -> float:
    _, top, _, bottom = font.getbbox("0")
    return bottom - top


def _dot(grey: int) -> int:
    return WHITE if grey >= THRESHOLD else BLACK
