"""How does a kiosk read its screen aloud? By the voice of the hall, in a process of its own, kept by content."""

import logging
import time
import unicodedata
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Semaphore

from config.texts import LANGUAGES
from display.clips import Clips, SpeechError
from display.speaker import Speaker
from kiosk.offline import NotHere

LONGEST = 400
# Which letters with marks a voice can read; others it would spell by their codes, so Vietnamese names lose theirs.
MARKED = {"en": frozenset(), "fr": frozenset("àâäæçéèêëîïôöœùûüÿ")}
KEEP_BYTES = 50_000_000
# The voice's process holds tens of megabytes: it ends when nobody has listened for so long.
REST_AFTER_S = 300.0
# A voice that hangs may hold so many of the agent's threads, and who comes then waits so long; the others take tickets.
AT_ONCE = 3
WAIT_S = 2.0
_log = logging.getLogger(__name__)


class Speech:
    """The voice of all kiosks of one process. Used by several threads at once."""

    def __init__(
        self, folder: Path, speaker: Speaker | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._speaker = speaker or Speaker()
        self._clips = Clips(folder, self._speaker, keep_bytes=KEEP_BYTES)
        self._clock = clock
        self._used = clock()
        self._one = Lock()
        self._room = Semaphore(AT_ONCE)

    @property
    def is_there(self) -> bool:
        """Whether this machine has a voice installed."""
        return all(find_spec(name) is not None for name in ("espeakng_loader", "pyttsx3"))

    def clip(self, sentence: str, language: str) -> Path:
        """Return the file of a spoken sentence. Raises NotHere for what is no sentence, and when the voice fails."""
        words = " ".join(sentence.split())
        if language not in LANGUAGES or not 0 < len(words) <= LONGEST or not words.isprintable():
            raise NotHere(422, "problems.bad-field")
        with self._one:
            self._used = self._clock()
        if not self._room.acquire(timeout=WAIT_S):
            raise NotHere(503, "agent.cannot-speak")
        try:
            return self._clips.clip(sayable(words, language), language)
        except SpeechError as error:
            _log.warning("a sentence cannot be spoken: %s", error)
            raise NotHere(503, "agent.cannot-speak") from error
        finally:
            self._room.release()

    def rest(self) -> None:
        """End the voice's process if nobody has listened lately; the next sentence starts it again."""
        with self._one:
            if self._speaker.pid is not None and self._clock() - self._used > REST_AFTER_S:
                self._speaker.close()

    def close(self) -> None:
        """End the voice's process."""
        self._speaker.close()


def sayable(words: str, language: str) -> str:
    """Return words with those letters only that the language's voice knows: "Cầu Giấy" is "Cau Giay" in English."""
    known = MARKED.get(language)
    return words if known is None else "".join(sign if sign.lower() in known else _plain(sign) for sign in words)


def _plain(sign: str) -> str:
    if sign in "đĐ":
        return "d" if sign == "đ" else "D"
    return "".join(part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))
