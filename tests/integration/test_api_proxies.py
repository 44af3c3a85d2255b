"""Whose address is it? The caller's own, or what our own proxies say, and nobody else's word."""

from pathlib import Path

import pytest

from config.settings import Settings
from server.app import create_app
from tests.integration.office import Office

TRIES = 12


@pytest.mark.parametrize(("proxies", "held_back"), [(0, 2), (1, 0)])
def test_a_forwarded_address_is_believed_only_from_our_own_proxies(
    database: str, tmp_path: Path, proxies: int, held_back: int
) -> None:
    settings = Settings(data=tmp_path, database_url=database, proxies=proxies)
    office = Office(create_app(settings, async_mode="threading"))
    anybody = office.client()

    answers = [
        anybody.send(
            "POST",
            "/session",
            json={"login": "nobody", "password": "wrong"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(TRIES)
    ]
    office.close()

    assert answers.count(429) == held_back
    assert answers.count(401) == TRIES - held_back
