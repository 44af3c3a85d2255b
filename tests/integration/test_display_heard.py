"""Is each digit and letter heard as itself? Nearest by its sound (MFCC, dynamic time warping) at another speed."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from config.load import hanoi_path, load_network
from display import numerals
from display.manner import SLOW
from display.speaker import RATE, Speaker
from display.wav import Sound, read_wav

Features = NDArray[np.float64]
FRAME_S, STEP_S, BANDS, KEPT = 0.025, 0.010, 26, 13
LEAST_SHARE = 0.95


def mfcc(sound: Sound, rate: int) -> Features:
    """Mel-frequency cepstra, a row a frame, without the mean (Davis and Mermelstein 1980)."""
    size, step = int(FRAME_S * rate), int(STEP_S * rate)
    sound = np.append(sound[0], sound[1:] - 0.97 * sound[:-1])
    starts = range(0, max(1, len(sound) - size), step)
    frames = np.array([sound[at : at + size] * np.hamming(size) for at in starts])
    power = np.abs(np.fft.rfft(frames, 512)) ** 2
    energies = np.log(power @ filters(rate).T + 1e-10)
    turns = np.cos(np.pi / BANDS * np.outer(np.arange(KEPT), np.arange(BANDS) + 0.5))
    cepstra: Features = energies @ turns.T
    return cepstra - cepstra.mean(axis=0)


def filters(rate: int) -> Features:
    """Triangles that overlap by half, evenly spaced in mel."""
    mel = np.linspace(0, 2595 * np.log10(1 + rate / 2 / 700), BANDS + 2)
    bins = 700 * (10 ** (mel / 2595) - 1) / rate * 512
    at = np.arange(257)
    up = (at - bins[:-2, None]) / (bins[1:-1] - bins[:-2])[:, None]
    down = (bins[2:, None] - at) / (bins[2:] - bins[1:-1])[:, None]
    triangles: Features = np.maximum(0, np.minimum(up, down))
    return triangles


def apart(one: Features, other: Features) -> float:
    """The cost of the cheapest alignment, by its length (Sakoe and Chiba 1978)."""
    cost = np.linalg.norm(one[:, None] - other[None], axis=2)
    best = np.full((len(one) + 1, len(other) + 1), np.inf)
    best[0, 0] = 0
    for row in range(len(one)):
        for column in range(len(other)):
            step = min(best[row, column], best[row, column + 1], best[row + 1, column])
            best[row + 1, column + 1] = cost[row, column] + step
    return float(best[-1, -1]) / (len(one) + len(other))


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    started = Speaker()
    yield started
    started.close()


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_digits_and_the_letters_of_the_example_are_nearest_to_themselves_at_two_speeds(
    tmp_path: Path, speaker: Speaker, language: str
) -> None:
    signs = [*"0123456789", *(service.letter for service in load_network(hanoi_path()).services)]

    def heard(sign: str, rate: int) -> Features:
        path = tmp_path / "sign.wav"
        speaker.say(numerals.spelled(sign, language), language=language, path=path, rate=rate)
        return mfcc(*read_wav(path))

    known = {sign: heard(sign, RATE) for sign in signs}
    slow = {sign: heard(sign, SLOW) for sign in signs}

    found = {sign: min(known, key=lambda one: apart(sound, known[one])) for sign, sound in slow.items()}
    right = sum(sign == one for sign, one in found.items())
    assert right / len(signs) >= LEAST_SHARE, {sign: one for sign, one in found.items() if sign != one}


def test_another_word_is_farther_than_the_same_word_and_noise_is_no_word(tmp_path: Path, speaker: Speaker) -> None:
    sounds = {}
    for word in ("ba", "bảy", "không"):
        speaker.say(word, language="vi", path=tmp_path / "word.wav")
        sounds[word] = mfcc(*read_wav(tmp_path / "word.wav"))
    noise = mfcc(np.random.default_rng(3).normal(size=8000) * 0.1, 22_050)

    assert apart(sounds["ba"], sounds["ba"]) == 0
    assert apart(sounds["ba"], sounds["bảy"]) > 0
    assert apart(sounds["không"], noise) > apart(sounds["không"], sounds["ba"])
