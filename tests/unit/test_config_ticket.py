"""Is the layout of tickets, what to have ready and where to wait read from the network file, and mistakes told?"""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from pydantic import ValidationError

from config.load import NetworkFileError, hanoi_path, load_network
from config.network import Branch
from config.ticket import BLOCKS, IN_ORDER, Documents, TicketLayout


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"blocks": ["number", "price"]}, "there is no block price; write some of"),
        ({"blocks": "number"}, "write a list of blocks"),
        ({"blocks": ["service", "keep"]}, "a ticket needs the block number"),
        ({"blocks": ["number", "keep", "keep"]}, "block keep stands there twice"),
        ({"small_pt": 15}, "small letters are larger than the others"),
        ({"service_pt": 14, "text_pt": 15}, "the service is smaller than the text"),
        ({"small_pt": 9}, "greater than or equal to 12"),
        ({"number_mm": 60}, "less than or equal to 30"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_a_layout_that_nobody_could_use_is_refused_with_what_to_do(table: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        TicketLayout.model_validate(table)


def test_a_line_across_may_stand_there_more_than_once() -> None:
    assert IN_ORDER.count("rule") == 2
    assert set(IN_ORDER) == set(BLOCKS)
    assert TicketLayout(blocks=IN_ORDER) == TicketLayout()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"documents", "code"', '"documents", "price"', r":\d+: ticket\.blocks: there is no block price"),
        ("[ticket]", "[ticket]\nnumber_mm = 4", r":\d+: ticket\.number_mm: Input should be greater"),
        (
            'vi = ["Giấy hẹn trả kết quả", ',
            "vi = [",
            r":\d+: services\.6\.documents\.en: list 1 documents here",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    source = hanoi_path().read_text(encoding="utf-8")
    assert old in source
    copytree(hanoi_path().parent, tmp_path, dirs_exist_ok=True)
    (tmp_path / "network.toml").write_text(source.replace(old, new), encoding="utf-8")

    with pytest.raises(NetworkFileError, match=says):
        load_network(tmp_path / "network.toml")


def test_documents_are_the_same_in_every_language_and_few_enough_to_be_read() -> None:
    with pytest.raises(ValidationError, match="list 1 documents here as in vi"):
        Documents(vi=("Bản chính",), en=("The original",))
    with pytest.raises(ValidationError, match="at most 8"):
        Documents(vi=("a",) * 9, en=("a",) * 9, fr=("a",) * 9)


def test_the_example_says_what_to_have_ready_for_all_that_needs_papers() -> None:
    services = load_network(hanoi_path()).services

    assert [service.code for service in services if not service.documents.vi] == ["guidance"]


NAMES = {"vi": "x", "en": "x", "fr": "x"}


@pytest.mark.parametrize(
    ("counters", "room"),
    [
        ([["land"], ["land"], []], None),  # the third counter serves all, in the other room
        ([["land"], ["land"], ["certification"]], "a"),
        ([["certification"], ["certification"], ["land"]], "b"),
        ([["certification"], ["certification"], ["certification"]], None),  # nobody serves it here
        ([["land"], ["certification"], ["certification"], ["land"]], None),  # the fourth stands in no room
    ],
)
def test_a_visitor_waits_in_the_only_room_whose_counters_serve_him(counters: list[list[str]], room: str | None) -> None:
    branch = Branch.model_validate(
        {
            "code": "b",
            "names": NAMES,
            "lat": 21,
            "lon": 105,
            "counters": [{"code": str(at), "services": services} for at, services in enumerate(counters, 1)],
            "zones": [
                {"code": "a", "names": NAMES, "counters": ["1", "2"]},
                {"code": "b", "names": NAMES, "counters": ["3"]},
            ],
        }
    )

    found = branch.waits_in("land")

    assert (found.code if found else None) == room


def test_a_counter_that_takes_a_service_beside_its_own_may_call_from_another_room() -> None:
    counters = [
        {"code": "1", "services": ["land"]},
        {"code": "2", "overflow": [{"service": "land"}], "services": ["x"]},
    ]
    zones = [{"code": code, "names": NAMES, "counters": [counter]} for code, counter in (("a", "1"), ("b", "2"))]
    branch = Branch.model_validate(
        {"code": "b", "names": NAMES, "lat": 21, "lon": 105, "counters": counters, "zones": zones}
    )

    assert branch.waits_in("land") is None
