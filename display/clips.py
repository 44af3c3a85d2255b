"""Where is the sound of a sentence? Made once, kept by its content."""

import os
import threading
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from display.speaker import RATE, Speaker, SpeechError

__all__ = ["Clips", "SpeechError"]

ENGINE = "espeak-ng 1.52 pyttsx3 2.99 trimmed 1"
KEEP_BYTES = 200_000_000
WAIT_S = 10.0
A_CLIP = "[0-9a-f]" * 64 + ".wav"


class Clips:
    """A folder of WAV files. Those who ask for the same sentence at once wait for one rendering."""

    def __init__(self, folder: Path, speaker: Speaker | None = None, *, keep_bytes: int = KEEP_BYTES) -> None:
        self._folder = folder
        self._speaker = speaker or Speaker()
        self._keep_bytes = keep_bytes
        self._making = threading.Lock()

    def clip(self, sentence: str, language: str, *, rate: int = RATE) -> Path:
        """Return the file of a spoken sentence. Raises SpeechError."""
        path = self._folder / f"{content_key(sentence, language, rate)}.wav"
        if _used_now(path):
            return path
        if not self._making.acquire(timeout=WAIT_S):
            raise SpeechError("too many sentences wait to be spoken")
        try:
            if not path.is_file():
                self._make(path, sentence, language, rate)
        finally:
            self._making.release()
        return path

    def _make(self, path: Path, sentence: str, language: str, rate: int) -> None:
        draft = self._folder / f".{uuid4().hex}.wav"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._speaker.say(sentence, language=language, path=draft, rate=rate)
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


def content_key(sentence: str, language: str, rate: int) -> str:
    """Return the name of a clip: everything that its sound depends on."""
    return sha256("\n".join((ENGINE, language, str(rate), sentence)).encode()).hexdigest()
