"""Does a call name the service where its letter may be taken for another one, and as the network file says?"""

from dataclasses import replace

import pytest

from server.domain.notices import Screens
from server.views.clips import Called, announced
from tests.builders import a_branch, a_service


def said(kind: str, *, letter: str, say_service: str = "close", language: str = "en") -> str:
    """What is said of N007 for land at a branch whose other service has this letter."""
    services = {"land": a_service("land", letter="N"), "results": a_service("results", letter=letter)}
    branch = replace(a_branch(), services=services, screens=Screens(say_service=say_service), languages=("vi", "en"))
    return announced(branch, kind, Called("N007", "land", language, None, ()), counter="3").sentence


def test_a_letter_that_sounds_like_another_one_of_the_branch_is_said_with_its_service() -> None:
    assert said("call", letter="M") == "Ticket N, zero, zero, seven, land (en): counter three, please."
    assert said("call", letter="X") == "Ticket N, zero, zero, seven: counter three, please."


@pytest.mark.parametrize(("say_service", "letter", "named"), [("never", "M", False), ("always", "X", True)])
def test_the_network_file_may_want_the_service_always_or_never(say_service: str, letter: str, named: bool) -> None:
    assert ("land" in said("call", letter=letter, say_service=say_service)) is named


@pytest.mark.parametrize(
    ("kind", "named"), [("call", True), ("repeat", True), ("last", True), ("short", False), ("corrected", False)]
)
def test_only_whole_calls_name_it(kind: str, named: bool) -> None:
    assert ("lĩnh vực land" in said(kind, letter="M", language="vi")) is named
