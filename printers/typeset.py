"""How do words become rows of dots? Grey strips as wide as the paper, made black and white at the end."""

import math
import re
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

# So much smaller may words be where that saves a line: nobody sees it, and paper is money.
_SMALLER = 0.92
# A short number or a dash stays with the word before it: "số 1 -", not "1" alone at the head of a line.
_TIED = re.compile(r" (?=\d{1,3}\b(?![/–])|[-–] )")
NO_BREAK = "\u00a0"

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
        return _text(_whole(words), size, weight, align=align, width=self.width, left=self._margin, room=self.room)

    def item(self, words: str, *, size: int, weight: int = 500) -> Image.Image:
        """Return a strip with one item of a list, a dot before it. It is shared: do not draw on it."""
        return _item(_whole(words), size, weight, width=self.width, margin=self._margin)

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
        """Return a strip with the words white on black, for what must not be overlooked; "·" may become a new line."""
        font = font_of(size, 700)
        lines = [words] if font.getlength(words) + 2 * size <= self.room else words.split(" · ")
        longest = max(font.getlength(line) for line in lines)
        if longest + 2 * size > self.room:
            size = math.floor(size * self.room / (longest + 2 * size))
            font = font_of(size, 700)
        pitch = round(size * 1.3)
        strip = self.strip(pitch * len(lines) + round(size * 0.3))
        pen = ImageDraw.Draw(strip)
        half = max(font.getlength(line) for line in lines) / 2 + size
        middle = self.width / 2
        pen.rounded_rectangle((middle - half, 0, middle + half, strip.height - 1), radius=size // 4, fill=BLACK)
        for row, line in enumerate(lines):
            pen.text((middle, row * pitch + round(size * 1.15)), line, fill=WHITE, font=font, anchor="ms")
        return strip

    def beside(self, picture: Image.Image, words: str, *, size: int) -> Image.Image:
        """Return a strip with a picture at the left and words in the room beside it, both in the middle of its height.

        The picture brings its own margin.
        """
        left = picture.width
        told = _text(_whole(words), size, 500, align="left", width=self.width, left=left, room=self.width - left)
        strip = self.strip(max(picture.height, told.height))
        strip.paste(told, (0, (strip.height - told.height) // 2))
        strip.paste(picture, (0, (strip.height - picture.height) // 2))
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


@lru_cache(maxsize=256)
def _text(words: str, size: int, weight: int, *, align: Align, width: int, left: int, room: int) -> Image.Image:
    """Set words as a strip. Kept (25 kB each): most words of a ticket are those of the ticket before."""
    size = _fitting(words, size, weight, room)
    font = font_of(size, weight)
    lines = wrap(words, room, font.getlength) or [""]
    pitch = round(size * 1.25)
    # Marks above a capital (Ẫ) and below a letter (ậ) reach farther than a line of other words does.
    above = max(round(size * 1.02), 1 - math.floor(font.getbbox(lines[0], anchor="ls")[1]))
    below = max(round(size * 0.36), 1 + math.ceil(font.getbbox(lines[-1], anchor="ls")[3]))
    strip = Image.new("L", (width, above + pitch * (len(lines) - 1) + below), WHITE)
    pen = ImageDraw.Draw(strip)
    for row, line in enumerate(lines):
        x = left + ((room - font.getlength(line)) / 2 if align == "centre" else 0)
        pen.text((round(x), above + row * pitch), line, fill=BLACK, font=font, anchor="ls")
    return strip


@lru_cache(maxsize=64)
def _item(words: str, size: int, weight: int, *, width: int, margin: int) -> Image.Image:
    """Set an item of a list: its lines stand under each other, right of the dot."""
    indent = round(size * 0.8)
    left = margin + indent
    strip = _text(words, size, weight, align="left", width=width, left=left, room=width - left - margin).copy()
    middle, radius = round(size * 0.7), max(2, size // 8)
    place = (margin + radius, middle - radius, margin + 3 * radius, middle + radius)
    ImageDraw.Draw(strip).ellipse(place, fill=BLACK)
    return strip


def _fitting(words: str, size: int, weight: int, room: int) -> int:
    """Return the size, or a smaller one where a word would be broken (to two thirds) or a line can be saved."""
    font = font_of(size, weight)
    longest = max((font.getlength(word) for word in _words(words, room, font.getlength)), default=0.0)
    if longest > room:
        return max(math.floor(size * room / longest), round(size * 2 / 3))
    smaller = math.ceil(size * _SMALLER)
    saves = len(wrap(words, room, font_of(smaller, weight).getlength)) < len(wrap(words, room, font.getlength))
    return smaller if saves else size


def _whole(words: str) -> str:
    """Return words with their marks joined to their letters, as fonts draw them best, and what is tied, tied."""
    return _TIED.sub(NO_BREAK, unicodedata.normalize("NFC", words))


def _words(words: str, room: float, length: Callable[[str], float]) -> list[str]:
    """Return what may stand on lines of its own; what is tied stays together as long as it fits."""
    tied = re.findall(r"[^ \t\n]+", words)
    parted = ([word] if length(word) <= room else word.split(NO_BREAK) for word in tied)
    return [word for group in parted for word in group if word]


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
    pieces = [piece for word in _words(words, room, length) for piece in _broken(word, room, length)]
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
