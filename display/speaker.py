"""How does a process have sentences spoken? By a child that is killed when it hangs and started again when needed."""

import json
import select
import subprocess
import sys
import threading
from pathlib import Path

RATE = 140
DEADLINE_S = 8.0


class SpeechError(RuntimeError):
    """No speech was made; the message says why."""


class Speaker:
    """Owns the speech process. Safe to share: one sentence at a time."""

    def __init__(self, command: list[str] | None = None, *, deadline_s: float = DEADLINE_S) -> None:
        self._command = command or [sys.executable, "-m", "display.speech_process"]
        self._deadline_s = deadline_s
        self._child: subprocess.Popen[bytes] | None = None
        self._one = threading.Lock()

    def say(self, sentence: str, *, language: str, path: Path, rate: int = RATE) -> None:
        """Write a sentence to a WAV file. Raises SpeechError; the next call starts a new child then."""
        asked = json.dumps({"text": sentence, "language": language, "rate": rate, "path": str(path)})
        with self._one:
            try:
                answer = self._ask(asked)
            except (OSError, SpeechError) as error:
                self._end()
                raise SpeechError(f"the speech process failed: {error}") from error
        if "error" in answer:
            raise SpeechError(answer["error"])

    def close(self) -> None:
        """End the child."""
        with self._one:
            self._end()

    def _ask(self, line: str) -> dict[str, str]:
        child = self._started()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(line.encode() + b"\n")
        child.stdin.flush()
        ready, _, _ = select.select([child.stdout], [], [], self._deadline_s)
        told = child.stdout.readline() if ready else b""
        if not told:
            raise SpeechError("it gave no answer" if not ready else "it ended")
        answer: dict[str, str] = json.loads(told)
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
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
                pipe.close()
        self._child = None
