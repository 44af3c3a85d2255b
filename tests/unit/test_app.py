"""What does a web process do before it serves?"""

import subprocess
import sys


def test_loading_the_application_starts_no_thread_that_a_forked_worker_would_inherit() -> None:
    program = """
import threading
started = []
threading.Thread.start = started.append
import server.app, server.gunicorn_server
print(started)
"""

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"
