"""Does `motcua announce` print the sentence and write its clip, without a database?"""

import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest


def announce(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    return subprocess.run(
        [str(Path(sys.executable).with_name("motcua")), "announce", *arguments],
        cwd=folder,
        env=clean,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_prints_the_sentence_alone_on_its_last_line_and_writes_the_clip(tmp_path: Path) -> None:
    done = announce(tmp_path, "call", "--number", "A007", "--counter", "21", "--language", "vi", "--out", "call.wav")

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (
        "Xin mời quý khách có số thứ tự A, không, không, bảy đến quầy số hai mươi mốt."
    )
    with wave.open(str(tmp_path / "call.wav"), "rb") as sound:
        assert sound.getnframes() / sound.getframerate() > 2
    assert [file.name for file in tmp_path.iterdir()] == ["call.wav"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("repeat", "--number", "M 1000", "--counter", "71", "--language", "fr"),
            "Rappel : le numéro M, un, zéro, zéro, zéro est attendu au guichet soixante et onze.",
        ),
        (
            ("last", "--number", "q012", "--counter", "B-2", "--language", "en"),
            "Last call: ticket Q, zero, one, two: counter B two, please.",
        ),
        (
            ("corrected", "--number", "K007", "--counter", "1", "--language", "en"),
            "Ticket K, zero, zero, seven: we are sorry, please keep waiting.",
        ),
    ],
)
def test_every_kind_of_call_is_printed(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = announce(tmp_path, *arguments)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == sentence


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("call", "--number", "A!7", "--counter", "3"), "cannot be said"),
        (("call", "--number", "A007", "--counter", "3", "--out", "nowhere/x.wav"), "was not written"),
        (("shout", "--number", "A007", "--counter", "3"), "shout"),
        (("call", "--number", "A007", "--counter", "3", "--language", "de"), "de"),
    ],
)
def test_what_it_cannot_do_is_told_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    done = announce(tmp_path, *arguments)

    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert "Traceback" not in done.stderr
