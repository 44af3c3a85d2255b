"""How do words become rows of dots? Grey strips as wide as the paper, made black and white at the end."""

import math
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
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
    """Sets text for paper of one width."""

    def __init__(self, *, width: int, margin: int) -> None:
        self.width = width
        self.room = width - 2 * margin
        self._margin = margin

    def text(self, words: str, *, size: int, weight: int = 500, align: Align = "centre") -> Image.Image:
        """Return a strip with the words, on as many lines as they need. It is shared: do not draw on it."""
        whole = unicodedata.normalize("NFC", words)
        return _text(whole, size, weight, align=align, width=self.width, margin=self._margin)

    def headline(self, words: str, *, height: int, weight: int = 700) -> Image.Image:
        """Return a strip with one line whose digits are `height` dots high, made narrower where it is too wide."""
        font = font_of(math.ceil(height * 200 / _digit_height(font_of(200, weight))), weight)
        left, top, right, bottom = font.getbbox(words)
        drawn = Image.new("L", (round(right - left), round(bottom - top)), WHITE)
        ImageDraw.Draw(drawn).text((-left, -top), words, fill=BLACK, font=font)
        if drawn.width > self.room:
            drawn = drawn.resize((self.room, drawn.height), Image.Resampling.LANCZOS)
        return self.centred(drawn)

    def label(self, words: str, *, size: int) -> Image.Image:
        """Return a strip with the words white on black, for what must not be overlooked."""
        font = font_of(size, 700)
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


def font_of(size: int, weight: int = 500) -> Font:
    """Open the ticket's font, anew each time since threads must not share one (30 µs).

    Always with the same simple shaping, so that every machine draws the same dots.
    """
    path = str(fontpkg.path(FAMILY, weight=weight))
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=96)
def _text(words: str, size: int, weight: int, *, align: Align, width: int, margin: int) -> Image.Image:
    """Set words as a strip. Kept (20 kB each): most words of a ticket are those of the ticket before."""
    font = font_of(size, weight)
    room = width - 2 * margin
    lines = wrap(words, room, font.getlength) or [""]
    pitch = round(size * 1.25)
    # Marks above a capital (Ẫ) and below a letter (ậ) reach farther than a line of other words does.
    above = max(round(size * 1.02), 1 - math.floor(font.getbbox(lines[0], anchor="ls")[1]))
    below = max(round(size * 0.36), 1 + math.ceil(font.getbbox(lines[-1], anchor="ls")[3]))
    strip = Image.new("L", (width, above + pitch * (len(lines) - 1) + below), WHITE)
    pen = ImageDraw.Draw(strip)
    for row, line in enumerate(lines):
        x = margin + ((room - font.getlength(line)) / 2 if align == "centre" else 0)
        pen.text((round(x), above + row * pitch), line, fill=BLACK, font=font, anchor="ls")
    return strip


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
    pieces = [piece for word in words.split() for piece in _broken(word, room, length)]
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


def _broken(word: str, room: float, length: Callable[[str], float]) -> list[tuple[str, float]]:
    """Return the word, or the pieces that fit the room, with their lengths."""
    whole = length(word)
    if whole <= room:
        return [(word, whole)]
    pieces = [""]
    for letter in word:
        if pieces[-1] and length(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return [(piece, length(piece)) for piece in pieces]


def _digit_height(font: Font) -> float:
    _, top, _, bottom = font.getbbox("0")
    return bottom - top


def _dot(grey: int) -> int:
    return WHITE if grey >= THRESHOLD else BLACK
