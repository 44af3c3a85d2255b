"""Which tones come before a call? Two falling ones that ring like a struck bar, made by arithmetic."""

import array
import math
import sys
import wave
from pathlib import Path
from uuid import uuid4

RATE = 22_050
TONES_HZ = (783.99, 622.25)
SECOND_AFTER_S = 0.34
LENGTH_S = 1.25
RELEASE_S = 0.05
# So that it is as loud as what follows it, -20 LUFS; measured by a test, because no numerical library is loaded here.
PEAK = 0.396
NAME = "chime-3.wav"


def chime_file(folder: Path) -> Path:
    """Return the chime's WAV file in a folder, made when it is not there."""
    path = folder / NAME
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{uuid4().hex}.wav"
        with wave.open(str(draft), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(_samples().tobytes())
        draft.replace(path)
    return path


def _samples() -> "array.array[int]":
    length = int(LENGTH_S * RATE)
    sound = [_loudness_at_end(index / RATE) * _tones(index / RATE) for index in range(length)]
    gain = PEAK * 32767 / max(map(abs, sound))
    samples = array.array("h", (int(value * gain) for value in sound))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _tones(at: float) -> float:
    """The first tone still rings while the second begins."""
    return _struck(TONES_HZ[0], at) + _struck(TONES_HZ[1], at - SECOND_AFTER_S)


def _struck(tone_hz: float, at: float) -> float:
    """A tone with a soft beginning and one overtone, dying away; silent before it is struck."""
    if at <= 0:
        return 0.0
    swell = min(1.0, at / 0.01) * math.exp(-4.5 * at)
    return swell * (math.sin(2 * math.pi * tone_hz * at) + 0.3 * math.sin(4 * math.pi * tone_hz * at))


def _loudness_at_end(at: float) -> float:
    """Cut off while it rings, it would click."""
    return min(1.0, (LENGTH_S - at) / RELEASE_S)
