"""Is each digit and letter heard as itself, and does no announcement lack a word? Nearest by sound, told by machine.

Sounds are compared by mel-frequency cepstra (Davis and Mermelstein 1980) along the cheapest alignment (dynamic time
warping, Sakoe and Chiba 1978). What is heard and what is known never come from one voice and one rendering.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from display import numerals
from display.manner import SLOW
from display.speaker import RATE, Speaker
from display.wav import Sound, read_wav
from display.words import Facts, sentence

Features = NDArray[np.float64]
LANGUAGES = ("vi", "en", "fr")
SIGNS = {one: [*"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", *("Đ" if one == "vi" else "")] for one in LANGUAGES}
FRAME_S, STEP_S, BANDS, KEPT, POINTS = 0.025, 0.010, 26, 13, 1024
QUIET, IN_A_ROW = 0.012, 4
LEAST_SHARE = 0.95
# The same texts in another throat: a variant that comes with espeak-ng.
ANOTHER = (
    sys.executable,
    "-P",
    "-c",
    "import display.speech_process as speech; "
    "speech.VOICES = {language: voice + '+m3' for language, voice in speech.VOICES.items()}; speech.main()",
)
FACTS = Facts(number="T0765", counter="32")


@pytest.fixture(scope="module")
def voices() -> Iterator[dict[str, Speaker]]:
    found = {"usual": Speaker(), "another": Speaker(ANOTHER)}
    yield found
    for voice in found.values():
        voice.close()


def heard(voice: Speaker, text: str, language: str, folder: Path, *, rate: int = RATE) -> Sound:
    path = folder / "heard.wav"
    voice.say(text, language=language, path=path, rate=rate)
    return read_wav(path)[0]


def mfcc(sound: Sound, *, rate: int = 22_050, step_s: float = STEP_S) -> Features:
    """Mel-frequency cepstra, a row a frame, without their mean and without the silence round the sound."""
    loud = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())
    sound = sound[loud[0] : loud[-1] + 1]
    size, step = int(FRAME_S * rate), int(step_s * rate)
    sound = np.pad(np.append(sound[0], sound[1:] - 0.97 * sound[:-1]), size // 2)
    frames = np.array([sound[at : at + size] * np.hamming(size) for at in range(0, len(sound) - size, step)])
    energies = np.abs(np.fft.rfft(frames, POINTS)) ** 2 @ filters(rate).T
    turns = np.cos(np.pi / BANDS * np.outer(np.arange(KEPT), np.arange(BANDS) + 0.5))
    cepstra: Features = np.log(energies + 1e-4 * energies.max()) @ turns.T
    return cepstra - cepstra.mean(axis=0)


def filters(rate: int) -> Features:
    """Triangles that overlap by half, evenly spaced in mel."""
    mel = np.linspace(0, 2595 * np.log10(1 + rate / 2 / 700), BANDS + 2)
    bins = 700 * (10 ** (mel / 2595) - 1) / rate * POINTS
    at = np.arange(POINTS // 2 + 1)
    up = (at - bins[:-2, None]) / (bins[1:-1] - bins[:-2])[:, None]
    down = (bins[2:, None] - at) / (bins[2:] - bins[1:-1])[:, None]
    triangles: Features = np.maximum(0, np.minimum(up, down))
    return triangles


def apart(one: Features, others: Sequence[Features]) -> list[float]:
    """Return the cost of the cheapest alignment with each of the others, by its length; all at once, by diagonals."""
    rows, widest = len(one), max(map(len, others))
    cost = np.full((len(others), rows, widest), np.inf)
    for at, other in enumerate(others):
        cost[at, :, : len(other)] = np.linalg.norm(one[:, None] - other[None], axis=2)
    found = [0.0] * len(others)
    before, last = (np.full((len(others), rows + 1), np.inf) for _ in range(2))
    before[:, 0] = 0
    for diagonal in range(2, rows + widest + 1):
        row = np.arange(max(1, diagonal - widest), min(rows, diagonal - 1) + 1)
        now = np.full_like(last, np.inf)
        cheapest = np.minimum(np.minimum(last[:, row - 1], last[:, row]), before[:, row - 1])
        now[:, row] = cost[:, row - 1, diagonal - row - 1] + cheapest
        before, last = last, now
        for at, other in enumerate(others):
            if diagonal == rows + len(other):
                found[at] = float(now[at, rows]) / diagonal
    return found


def cut(sound: Sound, count: int, *, rate: int = 22_050) -> list[Sound]:
    """Return so many words of a clip: it is cut where it is silent for longest."""
    hop = rate // 200
    loud = [np.abs(sound[at : at + 2 * hop]).max() > QUIET for at in range(0, len(sound) - hop, hop)]
    edges = [at for at in range(1, len(loud)) if loud[at] != loud[at - 1]]
    silent = [(end - begin, begin, end) for begin, end in pairwise(edges) if not loud[begin]]
    parted = sorted((begin, end) for _, begin, end in sorted(silent)[len(silent) - (count - 1) :])
    bounds = [0, *(at for span in parted for at in span), len(loud)]
    return [sound[begin * hop : end * hop] for begin, end in zip(bounds[::2], bounds[1::2], strict=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_digit_and_letter_cut_from_clips_of_two_speeds_and_voices_is_nearest_to_its_own_word(
    tmp_path: Path, voices: dict[str, Speaker], language: str
) -> None:
    signs = SIGNS[language]
    known = [mfcc(heard(voices["usual"], numerals.spelled(sign, language), language, tmp_path)) for sign in signs]
    # Backwards, so that no sign stands beside those that it stands beside in the alphabet.
    numbers = ["".join(signs[at : at + IN_A_ROW])[::-1] for at in range(0, len(signs), IN_A_ROW)]

    wrong, total = [], 0
    for name, voice in voices.items():
        for rate in (RATE, SLOW):
            for number in numbers:
                said = f"{numerals.spelled(number, language)}."
                words = cut(heard(voice, said, language, tmp_path, rate=rate), len(number))
                for sign, word in zip(number, words, strict=True):
                    costs = apart(mfcc(word), known)
                    found = signs[costs.index(min(costs))]
                    total += 1
                    wrong += [] if found == sign else [(name, rate, sign, found)]

    assert total == 4 * len(signs)
    assert 1 - len(wrong) / total >= LEAST_SHARE, wrong


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["call", "last", "short"])
def test_no_announcement_lacks_a_word(tmp_path: Path, voices: dict[str, Speaker], kind: str, language: str) -> None:
    words = [word for word in sentence(kind, FACTS, language=language).split() if word != ":"]
    told = {*numerals.spelled("T0765", language).split(", "), *numerals.counter("32", language).split()}

    def sounds(voice: str, text: str) -> Features:
        return mfcc(heard(voices[voice], text, language, tmp_path), step_s=0.02)

    whole = sounds("usual", " ".join(words))
    lacking = [sounds("another", without(words, at)) for at in range(len(words))]

    all_there, *missing = apart(whole, [sounds("another", " ".join(words)), *lacking])
    doubted = [word.strip(",.:") for word, cost in zip(words, missing, strict=True) if cost <= all_there]

    assert not told & set(doubted)
    assert 1 - len(doubted) / len(words) >= LEAST_SHARE or len(doubted) <= 1, doubted


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_announcement_that_does_lack_a_word_is_found_out(
    tmp_path: Path, voices: dict[str, Speaker], language: str
) -> None:
    words = sentence("short", FACTS, language=language).split()

    def sounds(voice: str, text: str) -> Features:
        return mfcc(heard(voices[voice], text, language, tmp_path), step_s=0.02)

    whole = sounds("another", " ".join(words))
    for at in range(len(words)):
        lacks = without(words, at)
        with_it, without_it = apart(sounds("usual", lacks), [whole, sounds("another", lacks)])
        assert without_it < with_it, words[at]


def without(words: Sequence[str], at: int) -> str:
    """Return a sentence without a word; the stop that followed it stays."""
    left = [*words[:at], *words[at + 1 :]]
    if at and words[at][-1] in ",.:":
        left[at - 1] = left[at - 1].rstrip(",.:") + words[at][-1]
    return " ".join(left)
