"""Does what the demonstration starts to make its tokens end with it?"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

STAND_IN = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1] + str(os.getpid()), 'w')); time.sleep(60)"
DEMO = "import os, sys; from demo.tokens import make_tokens; make_tokens(sys.argv[1:], ['a'], env=os.environ)"
PATIENCE_S = 20


def is_alive(process: int) -> bool:
    """Whether a process still runs; one that nobody has waited for yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="only this kernel ends children with their parent")
def test_commands_that_make_tokens_end_with_a_demo_that_is_killed(tmp_path: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    demo = subprocess.Popen([sys.executable, "-c", DEMO, sys.executable, "-c", STAND_IN, f"{tmp_path}/"])
    while not (started := [int(path.name) for path in tmp_path.iterdir()]) and time.monotonic() < until:
        time.sleep(0.02)

    demo.kill()
    demo.wait()
    while any(map(is_alive, started)) and time.monotonic() < until:
        time.sleep(0.02)
    left = [process for process in started if is_alive(process)]
    for process in left:
        os.kill(process, signal.SIGKILL)

    assert started
    assert not left
