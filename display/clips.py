"""Where is the sound of a sentence? Made once, kept by its content."""

import os
import threading
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from display.speaker import RATE, Speaker, SpeechError

__all__ = ["Clips", "SpeechError"]

ENGINE = "espeak-ng 1.52 pyttsx3 2.99 trimmed 1"
KEEP_AT_MOST = 2000


class Clips:
    """A folder of WAV files. Those who ask for the same sentence at once wait for one rendering."""

    def __init__(self, folder: Path, speaker: Speaker | None = None) -> None:
        self._folder = folder
        self._speaker = speaker or Speaker()
        self._making = threading.Lock()

    def clip(self, sentence: str, language: str, *, rate: int = RATE) -> Path:
        """Return the file of a spoken sentence. Raises SpeechError."""
        path = self._folder / f"{content_key(sentence, language, rate)}.wav"
        if path.is_file():
            return path
        with self._making:
            if not path.is_file():
                self._make(path, sentence, language, rate)
        return path

    def _make(self, path: Path, sentence: str, language: str, rate: int) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".{uuid4().hex}.wav"
        try:
            self._speaker.say(sentence, language=language, path=draft, rate=rate)
            os.replace(draft, path)
        except OSError as error:
            raise SpeechError(f"the clip cannot be written: {error}") from error
        finally:
            draft.unlink(missing_ok=True)
        self._forget_oldest()

    def _forget_oldest(self) -> None:
        kept = sorted(self._folder.glob("[0-9a-f]*.wav"), key=lambda file: file.stat().st_mtime)
        for file in kept[:-KEEP_AT_MOST]:
            file.unlink(missing_ok=True)


def content_key(sentence: str, language: str, rate: int) -> str:
    """Return the name of a clip: everything that its sound depends on."""
    return sha256("\n".join((ENGINE, language, str(rate), sentence)).encode()).hexdigest()
