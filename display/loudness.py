"""How loud is an announcement? One loudness for all (EBU R 128), and no sample that clips. Not for the web process.

Loudness by ITU-R BS.1770-4 (pyloudnorm). A target of -20 LUFS leaves room for the peaks of speech; what still goes
beyond the ceiling is turned down smoothly by a limiter that looks ahead.
"""

import numpy as np
import pyloudnorm
from scipy.ndimage import minimum_filter1d

from display.wav import Sound

TARGET_LUFS = -20.0
CEILING = 0.89
NEAR_LU = 0.1
ROUNDS = 6
AHEAD_S = 0.005
SHORTEST_S = 0.5


def loudness(sound: Sound, rate: int) -> float:
    """Return the integrated loudness in LUFS; what is shorter than the meter's blocks counts as if it went on."""
    again = int(np.ceil(SHORTEST_S * rate / len(sound)))
    measured: float = pyloudnorm.Meter(rate).integrated_loudness(np.tile(sound, max(1, again)))
    return measured


def levelled(sound: Sound, rate: int) -> Sound:
    """Return sound at the target loudness with every sample under the ceiling. Raises ValueError for silence."""
    heard = loudness(sound, rate)
    if not np.isfinite(heard):
        raise ValueError("the voice wrote silence")
    gain_lu = TARGET_LUFS - heard
    for _ in range(ROUNDS):
        out = _limited(sound * 10 ** (gain_lu / 20), rate)
        left = TARGET_LUFS - loudness(out, rate)
        if abs(left) < NEAR_LU:
            break
        gain_lu += left
    return out


def _limited(sound: Sound, rate: int) -> Sound:
    """Turn down round each peak: the gain is the least that any sample near needs, smoothed over the same span."""
    needed = np.minimum(1.0, CEILING / np.maximum(np.abs(sound), 1e-9))
    if needed.min() == 1.0:
        return sound
    half = int(AHEAD_S * rate)
    held = np.pad(minimum_filter1d(needed, 2 * half + 1), half, mode="edge")
    smooth = np.hanning(2 * half + 3)[1:-1]
    return sound * np.convolve(held, smooth / smooth.sum(), mode="valid")
