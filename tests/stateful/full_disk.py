"""What does a kiosk do that is started on a disk that takes nothing? Its page's answers, told as JSON on one line.

A process of its own: the limit that stands for the full disk holds for all that it does. Called with the server's
address and the folder in which an earlier run was killed.
"""

import json
import resource
import sys
from pathlib import Path

from kiosk.agent import Kiosk
from kiosk.app import create_app
from kiosk.kiosk_file import KioskFile
from kiosk.server_line import ServerLine
from tests.stateful.kiosk_world import Tray

PORT = 8090
HERE = f"http://127.0.0.1:{PORT}"


def main(server: str, folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    file = KioskFile(folder / "kiosk.sqlite3")
    kiosk = Kiosk(branch="b", line=ServerLine(server, "t"), spool=Tray(), file=file, phone_url="http://q")
    page = create_app({PORT: kiosk}).test_client()
    kiosk.look_after_the_last_run()
    kiosk.catch_up()
    state = page.get("/state", base_url=HERE)
    ticket = page.post("/tickets", json={"services": ["land"], "language": "vi"}, base_url=HERE)
    status = page.get("/status", base_url=HERE).get_json()
    kiosk.stop()
    told = {"state": state.status_code, "number": ticket.get_json()["number"], "file": status["file"]}
    print(json.dumps(told | {"unconfirmed": status["link"]["unconfirmed"]}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
