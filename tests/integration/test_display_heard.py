"""Is each digit and letter heard as itself, and does no announcement lack a word? Nearest by sound, told by machine.

Sounds are compared by mel-frequency cepstra (Davis and Mermelstein 1980) along the cheapest alignment (dynamic time
warping, Sakoe and Chiba 1978). What is heard and what is known never come from one voice and one rendering.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import time
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from display import numerals
from display.clips import Clips, announcement
from display.manner import SLOW
from display.pack import Pack
from display.speaker import RATE, Speaker
from display.wav import Sound, read_wav
from display.words import SILENT, TOLD, Facts, sentence

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
FACTS = {
    language: Facts(number="T0765", counter="32", service=service, time=time(13, 30), minutes=15)
    for language, service in (("vi", "Đất đai"), ("en", "Land"), ("fr", "Foncier"))
}
# Every announcement in Vietnamese, by `make soak`. Of long English and French ones a weak word (the, de) may be lost.
SELDOM = [kind for kind in TOLD if kind not in SILENT | {"call", "short", "transfer"}]
Lacking = Callable[..., list[str]]


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


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory, voices: dict[str, Speaker]) -> Lacking:
    """Return a function that returns which words a clip seems to lack, of those that are asked for or of all.

    A word is doubted when the clip is no nearer to the whole sentence than to the sentence without it, both said more
    slowly; of a word so doubted another voice is asked too, and the two doubts are added.
    """
    folder = tmp_path_factory.mktemp("known")

    @cache
    def known(voice: str, rate: int, text: str, language: str) -> Features:
        return coarse(heard(voices[voice], text, language, folder, rate=rate))

    def seems_to_lack(
        clip: Sound, words: Sequence[str], language: str, asked: Iterable[int] | None = None
    ) -> list[str]:
        doubts = dict.fromkeys(range(len(words)) if asked is None else asked, 0.0)
        for voice, rate in (("usual", SLOW), ("another", RATE)):
            texts = [" ".join(words), *(without(words, at) for at in doubts)]
            whole, *costs = apart(coarse(clip), [known(voice, rate, text, language) for text in texts])
            told = {at: doubt + cost / whole - 1 for (at, doubt), cost in zip(doubts.items(), costs, strict=True)}
            doubts = {at: doubt for at, doubt in told.items() if doubt <= 0}
        return [words[at] for at in doubts]

    return seems_to_lack


def coarse(sound: Sound) -> Features:
    return mfcc(sound, step_s=0.02)


def words_of(kind: str, language: str) -> list[str]:
    return [word for word in sentence(kind, FACTS[language], language=language).split() if word != ":"]


@pytest.mark.parametrize(
    ("kind", "language"),
    [
        *((kind, language) for kind in ("call", "short") for language in LANGUAGES),
        ("transfer", "vi"),
        *(pytest.param(kind, "vi", marks=pytest.mark.soak) for kind in SELDOM),
    ],
)
def test_no_announcement_lacks_a_word(
    tmp_path: Path, voices: dict[str, Speaker], lacking: Lacking, kind: str, language: str
) -> None:
    words = words_of(kind, language)

    clip = heard(voices["usual"], " ".join(words), language, tmp_path)

    assert lacking(clip, words, language) == []


def test_no_announcement_joined_from_recordings_lacks_a_word(
    tmp_path: Path, voices: dict[str, Speaker], lacking: Lacking
) -> None:
    said = announcement("call", FACTS["vi"], language="vi")
    files = {piece.key: tmp_path / f"{piece.key}.wav" for piece in said.pieces}
    for piece in said.pieces:
        voices["usual"].say(piece.says, language="vi", path=files[piece.key])
    pack = Pack(tmp_path, "a test", files, mark="")

    joined, _ = read_wav(Clips(tmp_path / "clips", voices["usual"], packs={"vi": pack}).of(said))

    assert pack.parts(said.pieces, slow=False)
    assert lacking(joined, words_of("call", "vi"), "vi") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_announcement_that_does_lack_a_word_is_found_out(
    tmp_path: Path, voices: dict[str, Speaker], lacking: Lacking, language: str
) -> None:
    words = words_of("short", language)

    for at, word in enumerate(words):
        clip = heard(voices["usual"], without(words, at), language, tmp_path)
        assert lacking(clip, words, language, [at]) == [word]


def test_an_evacuation_says_to_leave_and_not_by_the_lift_and_is_found_out_without_its_not(
    tmp_path: Path, voices: dict[str, Speaker], lacking: Lacking
) -> None:
    words = words_of("evacuation", "vi")
    leave, no_lift = words.index("rời"), words.index("không")
    asked = [leave, leave + 1, *range(no_lift, no_lift + 4)]

    said = heard(voices["usual"], " ".join(words), "vi", tmp_path)
    not_said = heard(voices["usual"], without(words, no_lift), "vi", tmp_path)

    assert [words[at] for at in asked] == ["rời", "khỏi", "không", "dùng", "thang", "máy,"]
    assert lacking(said, words, "vi", asked) == []
    assert lacking(not_said, words, "vi", [no_lift]) == ["không"]


def without(words: Sequence[str], at: int) -> str:
    """Return a sentence without a word; the stop that followed it stays."""
    left = [*words[:at], *words[at + 1 :]]
    if at and words[at][-1] in ",.:":
        left[at - 1] = left[at - 1].rstrip(",.:") + words[at][-1]
    return " ".join(left)
