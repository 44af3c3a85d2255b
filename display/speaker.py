"""How does a process have sentences spoken? By a child that is killed when it hangs and started again when needed."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

# Words a minute, as the voice counts them.
RATE = 140
DEADLINE_S = 8.0
# Its first answer waits for libraries to be loaded, which takes a second, and many on a machine that is busy.
STARTS_WITHIN_S = 30.0
# -P: a folder named display where the process was started must not be taken for ours.
COMMAND = (sys.executable, "-P", "-m", "display.speech_process")


class SpeechError(RuntimeError):
    """No speech was made; the message says why."""


class Ended(SpeechError):
    """The speech process is gone."""


class Speaker:
    """Owns the speech process. Safe to share between threads or greenlets: one sentence at a time."""

    def __init__(
        self,
        command: tuple[str, ...] = COMMAND,
        *,
        deadline_s: float = DEADLINE_S,
        starts_within_s: float = STARTS_WITHIN_S,
    ) -> None:
        """deadline_s: for a sentence. starts_within_s: for the first one of a process that was just started."""
        self._command = command
        self._deadline_s = deadline_s
        self._starts_within_s = starts_within_s
        self._answered = False
        self._child: subprocess.Popen[bytes] | None = None
        self._one = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The speech process, if one was started."""
        return None if self._child is None else self._child.pid

    def say(self, sentence: str, *, language: str, path: Path, rate: int = RATE, times: int = 1) -> None:
        """Write a sentence to a WAV file. Raises SpeechError; the next call starts a new child then."""
        self._do({"text": sentence, "language": language, "rate": rate, "times": times, "path": str(path)})

    def join(self, parts: Sequence[tuple[Path, int]], *, path: Path, times: int = 1) -> None:
        """Write recorded pieces to one WAV file, each with the pause after it in ms. Raises SpeechError."""
        self._do({"parts": [[str(file), pause_ms] for file, pause_ms in parts], "times": times, "path": str(path)})

    def _do(self, work: Mapping[str, object]) -> None:
        asked = json.dumps(work)
        if not self._one.acquire(timeout=self._deadline_s):
            raise SpeechError("the speech process is busy")
        try:
            answer = self._asked_twice(asked)
        except (OSError, ValueError, SpeechError) as error:
            self._end()
            raise SpeechError(f"the speech process failed: {error}") from error
        finally:
            self._one.release()
        if "error" in answer:
            raise SpeechError(answer["error"])

    def close(self) -> None:
        """End the child."""
        with self._one:
            self._end()

    def _asked_twice(self, line: str) -> dict[str, str]:
        """A child that died meanwhile costs nobody the sentence; one that hangs is not asked again."""
        try:
            return self._ask(line)
        except (BrokenPipeError, Ended):
            self._end()
            return self._ask(line)

    def _ask(self, line: str) -> dict[str, str]:
        child = self._started()
        assert child.stdin is not None
        child.stdin.write(line.encode() + b"\n")
        child.stdin.flush()
        answer: dict[str, str] = json.loads(self._line(child))
        return answer

    def _line(self, child: "subprocess.Popen[bytes]") -> bytes:
        """Read one line by the deadline, without ever blocking in a read: under gevent that would stop the process."""
        assert child.stdout is not None
        told = b""
        until = time.monotonic() + (self._deadline_s if self._answered else self._starts_within_s)
        while not told.endswith(b"\n"):
            ready, _, _ = select.select([child.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise SpeechError("it gave no answer in time")
            part = os.read(child.stdout.fileno(), 65536)
            if not part:
                raise Ended("it ended")
            told += part
        self._answered = True
        return told

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._child is not None and self._child.poll() is not None:
            self._end()
        if self._child is None:
            self._child = subprocess.Popen(  # noqa: S603 (our own module)
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._child

    def _end(self) -> None:
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                _close(pipe)
        self._child, self._answered = None, False


def _close(pipe: IO[bytes]) -> None:
    """Close a pipe whose reader may be gone with a line unread."""
    with suppress(BrokenPipeError):
        pipe.close()
