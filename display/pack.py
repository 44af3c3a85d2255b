"""Which recorded pieces are there? A folder of WAV files with a manifest, one folder a language.

`manifest.json`: {"language", "voice", "pieces": {key: file}}. A pack that lacks a piece of a sentence leaves the whole
sentence to the voice of the machine: two voices in one sentence would be worse.
"""

import array
import json
import sys
import wave
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from hashlib import sha256
from pathlib import Path

from config.network import WEEKDAYS, Network
from display.words import SILENT, TOLD, Facts, Piece, pieces

MANIFEST = "manifest.json"
CLIPPED, QUIET = 32700, 2000
LONGEST_S = 20.0
# What a sentence asks for is filled in with these, to find its own fragments.
ANY = Facts(number="A0", counter="1", service="-", time=time(8), minutes=15)


class BadPack(ValueError):
    """The folder is no pack; the message says why."""


@dataclass(frozen=True)
class Pack:
    """A language's recorded pieces. `mark` changes with any of its files."""

    folder: Path
    voice: str
    files: Mapping[str, Path]
    mark: str

    def parts(self, wanted: Sequence[Piece], *, slow: bool) -> list[tuple[Path, int]] | None:
        """Return each piece's file with the pause after it; None when one is missing."""
        if not wanted or any(piece.key not in self.files for piece in wanted):
            return None
        stretch = 2 if slow else 1
        return [(self.files[piece.key], piece.pause_ms * stretch) for piece in wanted]


def load(folder: Path) -> Pack:
    """Read a pack. Raises BadPack."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {str(key): folder / str(name) for key, name in told["pieces"].items()}
        voice = str(told["voice"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPack(f"{folder / MANIFEST} cannot be read: {error}") from error
    there = {key: path for key, path in files.items() if path.is_file() and path.parent == folder}
    marked = sha256()
    for key, path in sorted(there.items()):
        found = path.stat()
        marked.update(f"{key} {path.name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return Pack(folder, voice, there, marked.hexdigest())


def all_pieces(network: Network, language: str) -> dict[str, Piece]:
    """Return every piece that a network's spoken announcements are made of: words, letters, digits, counters, hours."""
    found: dict[str, Piece] = {}

    def add(kind: str, facts: Facts, *, beginning: str = "") -> None:
        told = pieces(kind, facts, language=language)
        found.update((piece.key, piece) for piece in told if piece.key.startswith(beginning))

    for kind in TOLD:
        if kind not in SILENT:
            add(kind, ANY, beginning=f"{kind}-")
    for service in network.services:
        add("corrected", Facts(number=f"{service.letter}0123456789"))
        add("transfer", replace(ANY, service=getattr(service.names, language)), beginning="service-")
    for branch in network.branches:
        for counter in branch.counters:
            add("pause", Facts(counter=counter.code))
    for at in sorted(_hours(network)):
        add("lunch", Facts(time=at))
    add("missed", replace(ANY, minutes=network.rules.no_show_grace_min), beginning="count-")
    return found


def _hours(network: Network) -> set[time]:
    """When a branch opens again within a day, and when it closes: the times of lunch and closing."""
    weeks = [network.hours, *(branch.hours for branch in network.branches if branch.hours)]
    days = [ranges for week in weeks for ranges in (*(getattr(week, day) for day in WEEKDAYS), *week.days.values())]
    return {at for ranges in days if ranges for at in (*(opens for opens, _ in ranges[1:]), ranges[-1][1])}


def problems(pack: Pack, wanted: Iterable[str]) -> Iterator[str]:
    """Tell what a pack lacks and which of its files would sound wrong."""
    for key in wanted:
        if key not in pack.files:
            yield f"{key}: missing"
    rates: set[int] = set()
    for key, path in sorted(pack.files.items()):
        fault, rate = _fault(path)
        rates |= {rate} if rate else set()
        if fault:
            yield f"{key}: {path.name} {fault}"
    if len(rates) > 1:
        yield f"all files need one sample rate; there are {', '.join(map(str, sorted(rates)))}"


def _fault(path: Path) -> tuple[str | None, int | None]:
    try:
        with wave.open(str(path), "rb") as sound:
            shape = sound.getparams()
            samples = array.array("h", sound.readframes(shape.nframes)) if shape.sampwidth == 2 else None
    except (OSError, EOFError, wave.Error, ValueError) as error:
        return f"is no WAV file: {error}", None
    if samples is None or shape.nchannels != 1:
        return "is not 16-bit mono", shape.framerate
    if sys.byteorder == "big":
        samples.byteswap()
    peak = max(map(abs, samples), default=0)
    if peak < QUIET:
        return "is silent or much too quiet", shape.framerate
    if peak > CLIPPED:
        return "is clipped: record it less loud", shape.framerate
    if shape.nframes > LONGEST_S * shape.framerate:
        return f"is longer than {LONGEST_S:.0f} s", shape.framerate
    return None, shape.framerate
