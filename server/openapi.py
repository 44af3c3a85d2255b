"""`python -m server.openapi`: what the server says of itself, without a database."""

import json
import sys

from config.settings import Settings
from server.app import create_app


def main() -> None:
    """Print the OpenAPI document."""
    settings = Settings(database_url="sqlite:///unused.sqlite3")
    app = create_app(settings, async_mode="threading", load=False)
    with app.app_context():
        json.dump(app.spec, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)


if __name__ == "__main__":
    main()
