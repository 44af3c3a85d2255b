"""Where is the sound of an announcement? Made once, kept by its content."""

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import structlog

from display.manner import Manner
from display.pack import BadPack, Pack, load
from display.speaker import RATE, Speaker, SpeechError
from display.words import Facts, Piece, pieces, sentence

__all__ = ["Announcement", "Clips", "SpeechError", "announcement", "packs_of"]

ENGINE = "espeak-ng 1.52 pyttsx3 2.99 levelled 2"
KEEP_BYTES = 200_000_000
WAIT_S = 10.0
A_CLIP = "[0-9a-f]" * 64 + ".wav"

log = structlog.get_logger()


@dataclass(frozen=True)
class Announcement:
    """A sentence, how it is said, and the recorded pieces that it could be made of."""

    sentence: str
    language: str
    rate: int = RATE
    times: int = 1
    pieces: tuple[Piece, ...] = ()


def announcement(kind: str, facts: Facts, *, language: str, manner: Manner = Manner()) -> Announcement:  # noqa: B008
    """Return an announcement of the catalogue. Raises ValueError for what cannot be said."""
    return Announcement(
        sentence(kind, facts, language=language),
        language,
        manner.rate,
        manner.times,
        tuple(pieces(kind, facts, language=language)),
    )


def packs_of(folder: Path | None) -> Mapping[str, Pack]:
    """Return the recorded packs of a folder, by language; one that cannot be used is logged and left out."""
    packs = {}
    for place in sorted(folder.iterdir()) if folder is not None and folder.is_dir() else ():
        try:
            packs[place.name] = load(place)
        except BadPack as bad:
            log.error("voice pack left out", pack=place.name, error=str(bad))
    return packs


class Clips:
    """A folder of WAV files. Those who ask for the same sentence at once wait for one rendering."""

    def __init__(
        self,
        folder: Path,
        speaker: Speaker | None = None,
        *,
        keep_bytes: int = KEEP_BYTES,
        packs: Mapping[str, Pack] | None = None,
    ) -> None:
        self._folder = folder
        self._speaker = speaker or Speaker()
        self._keep_bytes = keep_bytes
        self._packs = packs or {}
        self._making = threading.Lock()

    def clip(self, sentence: str, language: str, *, rate: int = RATE) -> Path:
        """Return the file of a spoken sentence. Raises SpeechError."""
        return self.of(Announcement(sentence, language, rate))

    def of(self, said: Announcement) -> Path:
        """Return the file of an announcement: joined from recorded pieces if all are there. Raises SpeechError."""
        parts = self._recorded(said)
        mark = self._packs[said.language].mark if parts else ENGINE
        path = self._folder / f"{content_key(said, mark)}.wav"
        if _used_now(path):
            return path
        if not self._making.acquire(timeout=WAIT_S):
            raise SpeechError("too many sentences wait to be spoken")
        try:
            if not path.is_file():
                self._make(path, said, parts)
        finally:
            self._making.release()
        return path

    def _recorded(self, said: Announcement) -> list[tuple[Path, int]] | None:
        pack = self._packs.get(said.language)
        return pack.parts(said.pieces, slow=said.rate < RATE) if pack else None

    def _make(self, path: Path, said: Announcement, parts: list[tuple[Path, int]] | None) -> None:
        draft = self._folder / f".{uuid4().hex}.wav"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if parts:
                self._speaker.join(parts, path=draft, times=said.times)
            else:
                self._speaker.say(said.sentence, language=said.language, path=draft, rate=said.rate, times=said.times)
            draft.replace(path)
        except OSError as error:
            raise SpeechError(f"the clip cannot be written: {error}") from error
        finally:
            # A speech process that was killed leaves the voice's own file beside the draft.
            for left in self._folder.glob(f"{draft.name}*"):
                left.unlink(missing_ok=True)
        self._forget_oldest(keep=path)

    def _forget_oldest(self, *, keep: Path) -> None:
        """Delete what was asked for longest ago until the folder is within its size."""
        kept = sorted(_weighed(file) for file in self._folder.glob(A_CLIP))
        too_much = sum(size for _, size, _ in kept) - self._keep_bytes
        for _, size, file in kept:
            if too_much <= 0:
                return
            if file != keep:
                file.unlink(missing_ok=True)
                too_much -= size


def _weighed(file: Path) -> tuple[float, int, Path]:
    """When a clip was asked for, and its bytes; none if another process has just deleted it."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return 0.0, 0, file
    return found.st_mtime, found.st_size, file


def _used_now(path: Path) -> bool:
    """Whether a clip is there; if so it counts as asked for now."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def content_key(said: Announcement, mark: str) -> str:
    """Return the name of a clip: everything that its sound depends on. mark: the engine, or the pack."""
    told = (mark, said.language, str(said.rate), str(said.times), said.sentence)
    return sha256("\n".join(told).encode()).hexdigest()
