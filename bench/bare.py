"""What could the framework do with nothing behind it? Flask under the same gunicorn and worker, a JSON answer."""

import sys

from gevent import monkey

monkey.patch_all()

from flask import Flask, jsonify, request  # noqa: E402
from flask.typing import ResponseReturnValue  # noqa: E402
from gunicorn.app.base import BaseApplication  # noqa: E402

app = Flask(__name__)


@app.post("/bare")
def bare() -> ResponseReturnValue:
    """Read the body and answer with a ticket's shape."""
    asked = request.get_json()
    return jsonify(id="0" * 36, number="A007", service=asked["services"][0], ahead=1, wait_low_s=None), 201


class Bare(BaseApplication):  # type: ignore[misc]
    """The same settings as `motcua serve`."""

    def load_config(self) -> None:
        for key, value in {
            "bind": f"127.0.0.1:{sys.argv[1]}",
            "worker_class": "gevent",
            "worker_connections": 20_000,
            "keepalive": 75,
            "loglevel": "warning",
            "control_socket_disable": True,
        }.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        return app


if __name__ == "__main__":
    Bare().run()
