"""Says sentences into WAV files, in a process of its own: espeak-ng may hang or crash, and is GPL-3.

One JSON object a line on standard input, {"text", "language", "rate", "times", "path"} to speak or {"parts", "times",
"path"} to join recorded pieces; one a line back, {"ok"} or {"error"}.
"""

import ctypes
import json
import os
import sys
import wave
from pathlib import Path
from typing import Any

import espeakng_loader

from display.shape import shape

VOICES = {"vi": "aav/vi", "en": "gmw/en", "fr": "roa/fr"}


def _engine() -> Any:
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    # pyttsx3 looks the library up by its soname, which finds the one that is loaded already.
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    import pyttsx3

    return pyttsx3.init("espeak")


def _say(engine: Any, asked: dict[str, Any]) -> None:
    from pyttsx3.drivers._espeak import RATE, SetParameter, Synchronize

    voice = VOICES[asked["language"]]
    engine.setProperty("voice", voice)
    # Set by pyttsx3 alone, a rate came one sentence late or never; so, in 240 changes, always (espeak-ng 1.52).
    SetParameter(RATE, asked["rate"], 0)
    Synchronize()
    raw = Path(asked["path"] + ".raw")
    # Where no file can be made, the engine would hang for ever.
    raw.touch()
    try:
        engine.save_to_file(asked["text"], str(raw))
        # One sentence a run: of several, only the last file would be written.
        engine.runAndWait()
        # It may come back while espeak's own thread still writes, and that thread would then end the next run early.
        Synchronize()
        used = engine.getProperty("voice")
        if used != voice:
            raise RuntimeError(f"voice {voice} is not there, {used} spoke")
        shape([(raw, 0)], Path(asked["path"]), times=asked["times"])
    finally:
        raw.unlink(missing_ok=True)


def _join(asked: dict[str, Any]) -> None:
    shape([(Path(file), pause_ms) for file, pause_ms in asked["parts"]], Path(asked["path"]), times=asked["times"])


def main() -> None:
    """Answer until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # pyttsx3 prints on standard output, which belongs to the answers.
    os.dup2(2, 1)
    engine = _engine()
    for line in sys.stdin:
        try:
            asked = json.loads(line)
            if "parts" in asked:
                _join(asked)
            else:
                _say(engine, asked)
            answer: dict[str, bool | str] = {"ok": True}
        except (KeyError, RuntimeError, ValueError, AssertionError, OSError, EOFError, wave.Error) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
