"""Are all announcements equally loud, unclipped and whole, spoken by the machine or joined from recordings?"""

import json
import subprocess
import sys
import wave
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest

from config.load import hanoi_path, load_network
from config.texts import LANGUAGES
from display.chime import chime_file
from display.clips import Announcement, Clips, announcement, packs_of
from display.loudness import CEILING, TARGET_LUFS, levelled, loudness
from display.manner import Manner
from display.pack import BadPack, all_pieces, load, problems
from display.speaker import Speaker
from display.wav import read_wav, write_wav
from display.words import TOLD, Facts, pieces
from tests.acceptance.installation import MOTCUA

FACTS = Facts(number="T0765", counter="32", service="Land", time=time(13, 30), minutes=15)
NEAR_LU = 1.0
RATE = 22_050


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    started = Speaker()
    yield started
    started.close()


@pytest.fixture(scope="module")
def a_pack(tmp_path_factory: pytest.TempPathFactory, speaker: Speaker) -> Path:
    """A folder with a Vietnamese pack of a few pieces at very different loudness."""
    folder = tmp_path_factory.mktemp("voices") / "vi"
    folder.mkdir()
    wanted = {piece.key: piece for piece in pieces("call", FACTS, language="vi")}
    for at, (key, piece) in enumerate(wanted.items()):
        speaker.say(piece.says, language="vi", path=folder / f"{key}.wav")
        sound, rate = read_wav(folder / f"{key}.wav")
        write_wav(folder / f"{key}.wav", sound * (0.2 if at % 2 else 0.9), rate)
    told = {"language": "vi", "voice": "a test", "pieces": {key: f"{key}.wav" for key in wanted}}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def measured(path: Path) -> tuple[float, float]:
    """Return loudness (EBU R 128, by pyloudnorm alone) and the highest sample of a clip."""
    sound, rate = read_wav(path)
    return pyloudnorm.Meter(rate).integrated_loudness(sound), float(np.abs(sound).max())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_announcement_and_the_chime_have_one_loudness_and_no_sample_clips(
    tmp_path: Path, speaker: Speaker, language: str
) -> None:
    clips = Clips(tmp_path, speaker)
    made = {kind: clips.of(announcement(kind, FACTS, language=language)) for kind in TOLD}
    made |= {
        "slow and twice": clips.of(announcement("call", FACTS, language=language, manner=Manner(115, 2))),
        "chime": chime_file(tmp_path / "chime"),
    }

    found = {kind: measured(path) for kind, path in made.items()}

    loud = [lufs for lufs, _ in found.values()]
    assert all(lufs == pytest.approx(TARGET_LUFS, abs=NEAR_LU) for lufs in loud), found
    assert all(peak <= CEILING + 0.001 for _, peak in found.values()), found


def test_recorded_pieces_of_different_loudness_become_one_announcement(
    tmp_path: Path, speaker: Speaker, a_pack: Path
) -> None:
    packs = packs_of(a_pack.parent)
    said = announcement("call", FACTS, language="vi")

    joined, rate = read_wav(Clips(tmp_path, speaker, packs=packs).of(said))
    spoken, _ = read_wav(Clips(tmp_path, speaker).of(said))

    assert loudness(joined, rate) == pytest.approx(TARGET_LUFS, abs=NEAR_LU)
    assert np.abs(joined).max() <= CEILING + 0.001
    assert len(joined) > len(spoken) * 0.8
    assert len({path.name for path in tmp_path.iterdir()}) == 2


def test_a_sentence_with_a_piece_that_was_not_recorded_is_left_to_the_machine(
    tmp_path: Path, speaker: Speaker, a_pack: Path
) -> None:
    packs = packs_of(a_pack.parent)
    said = announcement("call", Facts(number="T0999", counter="32"), language="vi")

    with_pack = Clips(tmp_path, speaker, packs=packs).of(said)

    assert with_pack == Clips(tmp_path, speaker).of(said)


def test_slowly_spoken_takes_longer_and_twice_takes_twice_as_long(tmp_path: Path, speaker: Speaker) -> None:
    clips = Clips(tmp_path, speaker)

    def length(manner: Manner) -> int:
        return len(read_wav(clips.of(announcement("call", FACTS, language="vi", manner=manner)))[0])

    once, slow, twice = length(Manner()), length(Manner(rate=115)), length(Manner(times=2))

    assert slow > 1.1 * once
    assert 2 * once < twice < 2.5 * once


@pytest.mark.parametrize("gain", [0.01, 0.3, 1.0])
def test_the_loudness_reached_does_not_depend_on_how_loud_the_voice_was(gain: float) -> None:
    noise = np.random.default_rng(7).normal(size=2 * RATE) * np.linspace(0.05, 1, 2 * RATE)
    sound = gain * noise / np.abs(noise).max()

    out = levelled(sound, RATE)

    assert loudness(out, RATE) == pytest.approx(TARGET_LUFS, abs=0.5)
    assert np.abs(out).max() <= CEILING + 1e-9


def test_rare_loud_peaks_are_turned_down_and_the_rest_is_left() -> None:
    sound = 0.05 * np.sin(np.arange(3 * RATE) * 0.05)
    sound[RATE] = sound[2 * RATE] = 1.0

    out = levelled(sound, RATE)

    assert np.abs(out).max() <= CEILING + 1e-9
    assert loudness(out, RATE) == pytest.approx(TARGET_LUFS, abs=0.5)


def test_what_is_shorter_than_the_meters_blocks_is_levelled_all_the_same() -> None:
    out = levelled(0.5 * np.sin(np.arange(RATE // 10) * 0.1), RATE)

    assert loudness(out, RATE) == pytest.approx(TARGET_LUFS, abs=0.5)


def test_silence_is_refused() -> None:
    with pytest.raises(ValueError, match="silence"):
        levelled(np.zeros(RATE), RATE)


def test_a_pack_is_told_what_it_lacks_and_what_would_sound_wrong(a_pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "vi"
    folder.mkdir()
    loud, stereo, quiet = folder / "loud.wav", folder / "stereo.wav", folder / "quiet.wav"
    write_wav(loud, np.ones(RATE), RATE)
    write_wav(quiet, np.zeros(RATE), 16_000)
    with wave.open(str(stereo), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(bytes(400))
    (folder / "no.wav").write_bytes(b"ID3")
    files = {"digit-0": "loud.wav", "digit-1": "stereo.wav", "digit-2": "quiet.wav", "digit-3": "no.wav"}
    told = {"voice": "x", "pieces": {**files, "digit-4": "../x.wav"}}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")

    found = list(problems(load(folder), ["digit-0", "digit-4"]))

    assert [line.split(":")[0] for line in found[:-1]] == ["digit-4", "digit-0", "digit-1", "digit-2", "digit-3"]
    assert [
        word
        for line, word in zip(found, ("missing", "clipped", "mono", "silent", "no WAV"), strict=False)
        if word in line
    ] == ["missing", "clipped", "mono", "silent", "no WAV"]
    assert "one sample rate" in found[-1]
    assert list(problems(load(a_pack), [])) == []


def test_a_folder_without_a_manifest_is_no_pack_and_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()

    with pytest.raises(BadPack, match="cannot be read"):
        load(tmp_path / "vi")
    assert packs_of(tmp_path) == {}
    assert packs_of(None) == {}


def test_a_pack_of_the_machine_is_made_whole_and_its_pieces_are_listed(tmp_path: Path) -> None:
    def motcua(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(MOTCUA), "voice", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )

    listed = motcua("list", "--language", "en")
    missing = motcua("check", "en", "--language", "en")
    made = motcua("render", "en", "--language", "en")
    whole = motcua("check", "en", "--language", "en")

    keys = [line.split("\t")[0] for line in listed.stdout.splitlines()]
    assert keys == list(all_pieces(load_network(hanoi_path()), "en"))
    assert missing.returncode == 1
    assert "cannot be read" in missing.stderr
    assert made.returncode == 0, made.stderr
    assert (whole.returncode, whole.stdout.strip()) == (0, "The pack is whole.")


def test_neither_clips_nor_words_bring_numerical_libraries_into_the_web_process() -> None:
    program = "import display.clips, display.chime, display.letters, sys; print({'numpy', 'scipy'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() == "set()"


def test_an_announcement_with_other_pieces_or_manner_is_another_clip(tmp_path: Path) -> None:
    class Fixed(Speaker):
        def say(self, sentence: str, *, language: str, path: Path, rate: int = 140, times: int = 1) -> None:
            path.write_bytes(f"{sentence} {rate} {times}".encode())

    clips = Clips(tmp_path, Fixed())
    made = {clips.of(Announcement("ba", "vi", rate, times)) for rate in (115, 140) for times in (1, 2)}

    assert len(made) == 4
