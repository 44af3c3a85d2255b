"""How do pieces of speech become one announcement? Trimmed, joined, at one loudness. For the speech process only."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from display.loudness import levelled
from display.wav import Sound, read_wav, write_wav

SILENCE = 0.01
TAIL_S = 0.08
BEFORE_REPEAT_S = 0.7


def shape(parts: Sequence[tuple[Path, int]], target: Path, *, times: int = 1) -> None:
    """Write one announcement of files, each with the pause after it in ms; said so many times.

    Raises ValueError for silence, for files that do not fit together, and for none.
    """
    sounds = [read_wav(path) for path, _ in parts]
    rates = {rate for _, rate in sounds}
    if len(rates) != 1:
        raise ValueError("the pieces do not have one sample rate")
    rate = rates.pop()
    pieces: list[Sound] = []
    for (sound, _), (_, pause_ms) in zip(sounds, parts, strict=True):
        pieces += [trimmed(sound, rate), np.zeros(pause_ms * rate // 1000)]
    once = np.concatenate(pieces)
    between = np.zeros(int(BEFORE_REPEAT_S * rate))
    said = np.concatenate([once, *([between, once] * (times - 1))])
    write_wav(target, levelled(said, rate), rate)


def trimmed(sound: Sound, rate: int) -> Sound:
    """Return sound without the silence round it. Raises ValueError if there is nothing else."""
    loud = np.flatnonzero(np.abs(sound) > SILENCE)
    if not len(loud):
        raise ValueError("the voice wrote silence")
    tail = int(TAIL_S * rate)
    return sound[max(0, loud[0] - tail) : loud[-1] + tail]
