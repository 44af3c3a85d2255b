"""How is a spoken clip made fit for a hall? Without the silence round it, at a fixed peak."""

import array
import sys
import wave
from pathlib import Path

PEAK = 0.89
SILENCE = 0.01
TAIL_S = 0.08


def trim(source: Path, target: Path) -> None:
    """Copy a 16-bit mono WAV without the silence round it, its peak at a fixed level. Raises ValueError if silent."""
    with wave.open(str(source), "rb") as sound:
        shape = sound.getparams()
        samples = array.array("h", sound.readframes(shape.nframes))
    if shape.nchannels != 1 or shape.sampwidth != 2:
        raise ValueError("the voice did not write 16-bit mono")
    if sys.byteorder == "big":
        samples.byteswap()
    limit = SILENCE * 32767
    loud = [index for index, sample in enumerate(samples) if abs(sample) > limit]
    if not loud:
        raise ValueError("the voice wrote silence")
    tail = int(TAIL_S * shape.framerate)
    kept = samples[max(0, loud[0] - tail) : loud[-1] + tail]
    gain = PEAK * 32767 / max(map(abs, kept))
    levelled = array.array("h", (int(sample * gain) for sample in kept))
    if sys.byteorder == "big":
        levelled.byteswap()
    with wave.open(str(target), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(shape.framerate)
        out.writeframes(levelled.tobytes())
