"""Is a sentence spoken into a fit file, whatever becomes of the speech process?"""

import array
import os
import signal
import subprocess
import sys
import threading
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import psutil
import pytest

from display.chime import chime_file
from display.clips import Clips
from display.speaker import Speaker, SpeechError
from display.words import call_sentence

SENTENCE = call_sentence("call", number="A007", counter="21", language="vi")
HANGING = (sys.executable, "-c", "import time; time.sleep(60)")
HALF_A_LINE = (sys.executable, "-c", "import time; input(); print('{', end='', flush=True); time.sleep(60)")
NO_JSON = (sys.executable, "-c", "input(); print('Audio saved')")


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    started = Speaker()
    yield started
    started.close()


def samples_of(path: Path) -> "array.array[int]":
    with wave.open(str(path), "rb") as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 22_050)
        return array.array("h", sound.readframes(sound.getnframes()))


def dies_within(process: psutil.Process, seconds: float) -> bool:
    gone, _ = psutil.wait_procs([process], timeout=seconds)
    return bool(gone)


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_a_clip_is_a_wav_of_speech_that_is_loud_unclipped_and_trimmed(
    tmp_path: Path, speaker: Speaker, language: str
) -> None:
    sentence = call_sentence("call", number="A007", counter="21", language=language)

    samples = samples_of(Clips(tmp_path, speaker).clip(sentence, language))

    peak = max(map(abs, samples))
    loud = [index for index, sample in enumerate(samples) if abs(sample) > 0.01 * 32767]
    assert 2.0 < len(samples) / 22_050 < 12.0
    assert 0.1 * 32767 < peak < 0.9 * 32767
    assert len(loud) > len(samples) / 4
    assert loud[0] < 0.15 * 22_050
    assert len(samples) - loud[-1] < 0.15 * 22_050
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_the_same_digits_sound_different_in_each_language_and_number(tmp_path: Path, speaker: Speaker) -> None:
    clips = Clips(tmp_path, speaker)

    sounds = [
        clips.clip(sentence, language).read_bytes()
        for sentence, language in (("ba bảy", "vi"), ("ba bảy", "en"), ("ba bảy", "fr"), ("bảy ba", "vi"))
    ]

    assert len(set(sounds)) == 4


def test_a_sentence_is_spoken_once_and_then_kept(tmp_path: Path, speaker: Speaker) -> None:
    clips = Clips(tmp_path, speaker)
    first = clips.clip(SENTENCE, "vi")
    made = first.stat().st_ino
    speaker.close()

    again = clips.clip(SENTENCE, "vi")

    assert again.stat().st_ino == made
    assert speaker.pid is None


def test_eight_askers_at_once_get_one_rendering(tmp_path: Path) -> None:
    said: list[str] = []

    class Counting(Speaker):
        def say(self, sentence: str, *, language: str, path: Path, rate: int = 140, times: int = 1) -> None:
            said.append(sentence)
            path.write_bytes(b"sound")

    clips = Clips(tmp_path, Counting())
    together = threading.Barrier(8)

    def ask(_: int) -> Path:
        together.wait()
        return clips.clip(SENTENCE, "vi")

    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(ask, range(8)))

    assert said == [SENTENCE]
    assert [path.read_bytes() for path in paths] == [b"sound"]


def test_eight_threads_with_sentences_of_their_own_are_all_served(tmp_path: Path, speaker: Speaker) -> None:
    clips = Clips(tmp_path, speaker)
    sentences = [call_sentence("call", number=f"M{number:03}", counter="4", language="en") for number in range(8)]

    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda sentence: clips.clip(sentence, "en"), sentences))

    assert len(set(paths)) == 8
    assert all(len(samples_of(path)) > 22_050 for path in paths)


def test_the_oldest_clips_go_when_the_folder_is_full(tmp_path: Path) -> None:
    class Fixed(Speaker):
        def say(self, sentence: str, *, language: str, path: Path, rate: int = 140, times: int = 1) -> None:
            path.write_bytes(bytes(1000))

    clips = Clips(tmp_path, Fixed(), keep_bytes=3500)
    ages = count(1_000_000)
    chime = chime_file(tmp_path)
    paths = []
    for sentence in ("một", "hai", "ba", "bốn", "năm"):
        paths.append(clips.clip(sentence, "vi"))
        moment = next(ages)
        os.utime(paths[-1], (moment, moment))
        if sentence == "bốn":
            clips.clip("hai", "vi")

    assert [path.is_file() for path in paths] == [False, True, False, True, True]
    assert chime.is_file()


def test_a_killed_speech_process_is_started_again(tmp_path: Path, speaker: Speaker) -> None:
    clips = Clips(tmp_path, speaker)
    clips.clip("một", "vi")
    assert speaker.pid is not None
    first = psutil.Process(speaker.pid)
    first.send_signal(signal.SIGKILL)

    path = clips.clip("hai", "vi")

    assert len(samples_of(path)) > 2_000
    assert speaker.pid != first.pid
    assert dies_within(first, 5)


def test_a_sentence_is_spoken_though_the_process_is_killed_in_the_middle_of_it(tmp_path: Path) -> None:
    hangs_once = f"""
import pathlib, runpy, time
flag = pathlib.Path({str(tmp_path / "second")!r})
if not flag.exists():
    flag.touch()
    time.sleep(60)
runpy.run_module("display.speech_process", run_name="__main__")
"""
    speaker = Speaker((sys.executable, "-c", hangs_once))

    def kill_when_it_hangs() -> None:
        while not (tmp_path / "second").exists():
            threading.Event().wait(0.005)
        os.kill(pid_of(speaker), signal.SIGKILL)

    killing = threading.Thread(target=kill_when_it_hangs)
    killing.start()
    path = Clips(tmp_path / "clips", speaker).clip(SENTENCE, "vi")

    killing.join(5)
    speaker.close()
    assert len(samples_of(path)) > 22_050
    assert list((tmp_path / "clips").iterdir()) == [path]


def test_a_process_that_always_dies_is_asked_twice_and_then_given_up(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    speaker = Speaker((sys.executable, "-c", f"open({str(log)!r}, 'a').write('x')"))

    with pytest.raises(SpeechError, match="the speech process failed"):
        Clips(tmp_path / "clips", speaker).clip(SENTENCE, "vi")

    assert log.read_text() == "xx"
    assert list((tmp_path / "clips").iterdir()) == []


@pytest.mark.parametrize("command", [HANGING, HALF_A_LINE])
def test_a_hanging_speech_process_is_killed_at_the_deadline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *told, **how: started.append(start(*told, **how)) or started[-1])
    speaker = Speaker(command, deadline_s=0.5, starts_within_s=0.5)

    with pytest.raises(SpeechError, match="no answer in time"):
        Clips(tmp_path, speaker).clip(SENTENCE, "vi")

    assert [one.returncode for one in started] == [-signal.SIGKILL] * len(started)
    assert speaker.pid is None


def pid_of(speaker: Speaker) -> int:
    while speaker.pid is None:
        threading.Event().wait(0.005)
    return speaker.pid


def test_a_child_that_answers_nonsense_is_a_speech_error(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="the speech process failed"):
        Clips(tmp_path, Speaker(NO_JSON)).clip(SENTENCE, "vi")


@pytest.mark.parametrize(
    ("text", "language", "why"),
    [("một", "de", "KeyError"), ("", "vi", "AssertionError|ValueError"), (" . ", "vi", "silence")],
)
def test_what_cannot_be_spoken_is_said_and_the_process_lives_on(
    tmp_path: Path, speaker: Speaker, text: str, language: str, why: str
) -> None:
    speaker.say("một", language="vi", path=tmp_path / "before.wav")
    before = speaker.pid

    with pytest.raises(SpeechError, match=why):
        speaker.say(text, language=language, path=tmp_path / "refused.wav")

    speaker.say("hai", language="vi", path=tmp_path / "after.wav")
    assert speaker.pid == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["after.wav", "before.wav"]


def test_a_folder_that_is_not_there_is_an_error_and_no_hang(tmp_path: Path, speaker: Speaker) -> None:
    with pytest.raises(SpeechError, match="FileNotFoundError"):
        speaker.say("một", language="vi", path=tmp_path / "nowhere" / "x.wav")


def test_under_gevent_nothing_stops_the_loop_while_a_speech_process_hangs(tmp_path: Path) -> None:
    program = f"""
from gevent import monkey; monkey.patch_all()
import gevent, sys
from pathlib import Path
from display.clips import Clips
from display.speaker import Speaker, SpeechError
ticks = []
def tick():
    while True:
        ticks.append(1)
        gevent.sleep(0.01)
ticking = gevent.spawn(tick)
try:
    Clips(Path({str(tmp_path)!r}), Speaker({HALF_A_LINE!r}, deadline_s=2, starts_within_s=2)).clip("mot", "vi")
except SpeechError as error:
    print(error)
hanging, ticks[:] = len(ticks), []
speaker = Speaker()
path = Clips(Path({str(tmp_path)!r}), speaker).clip("ba", "vi")
print(hanging > 5, len(ticks) > 2, path.stat().st_size > 4000)
speaker.close()
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)

    told = done.stdout.splitlines()
    assert told == ["the speech process failed: it gave no answer in time", "True True True"], done.stderr


def test_the_speech_process_ends_with_its_parent_and_stays_small(tmp_path: Path) -> None:
    program = f"""
from pathlib import Path
from display.speaker import Speaker
speaker = Speaker()
for number in range(30):
    speaker.say(f"so {{number}} mot hai ba bon nam sau bay", language="vi", path=Path({str(tmp_path)!r}) / "x.wav")
print(speaker.pid, flush=True)
input()
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        memory = child.memory_full_info().pss
        parent.kill()

    # numpy and scipy, for the loudness, are most of it.
    assert memory < 120 * 2**20
    assert dies_within(child, 10)


def test_the_chime_is_short_loud_and_does_not_click(tmp_path: Path) -> None:
    path = chime_file(tmp_path / "clips")

    samples = samples_of(path)

    assert 0.8 < len(samples) / 22_050 < 2.0
    assert 0.3 * 32767 < max(map(abs, samples)) < 0.95 * 32767
    assert max(abs(sample) for sample in (*samples[:4], *samples[-4:])) < 300
    assert chime_file(tmp_path / "clips").stat().st_mtime_ns == path.stat().st_mtime_ns
