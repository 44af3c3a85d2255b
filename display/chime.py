"""Which tones come before a call? Two falling ones, made by arithmetic."""

import array
import math
import os
import sys
import wave
from pathlib import Path
from uuid import uuid4

RATE = 22_050
TONES_HZ = (783.99, 622.25)
TONE_S = 0.38
LEVEL = 0.5
NAME = "chime-1.wav"


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
        os.replace(draft, path)
    return path


def _samples() -> "array.array[int]":
    length = int(TONE_S * RATE)
    values = []
    for tone in TONES_HZ:
        for index in range(length):
            at = index / RATE
            swell = min(1.0, at / 0.01) * math.exp(-4.5 * at)
            sound = math.sin(2 * math.pi * tone * at) + 0.3 * math.sin(4 * math.pi * tone * at)
            values.append(int(LEVEL * 32767 * swell * sound / 1.3))
    samples = array.array("h", values)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples
