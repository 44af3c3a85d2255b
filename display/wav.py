"""How does sound lie in a file? 16-bit mono WAV, and as samples from -1 to 1. For the speech process and tests only."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]
FULL = 32767


def read_wav(path: Path) -> tuple[Sound, int]:
    """Return samples and samples a second. Raises ValueError unless it is 16-bit mono."""
    with wave.open(str(path), "rb") as sound:
        if sound.getnchannels() != 1 or sound.getsampwidth() != 2:
            raise ValueError(f"{path.name} is not 16-bit mono")
        samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
        return samples.astype(np.float64) / FULL, sound.getframerate()


def write_wav(path: Path, sound: Sound, rate: int) -> None:
    """Write samples from -1 to 1."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(np.round(np.clip(sound, -1, 1) * FULL).astype("<i2").tobytes())
