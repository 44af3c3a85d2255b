"""Which displays of a branch speak when one of a room was chosen to do it alone?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from server.domain.displays import LOST_AFTER, Display, Sound

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FIRST = Display(
    id="first", zone="a", name=None, paired_at=NOW, seen_at=NOW, seq=1, sound=Sound.ON, said_at=None, alone_since=None
)
CHOSEN = replace(FIRST, id="chosen", alone_since=NOW)
OF_OTHER_ROOM = replace(FIRST, id="other-room", zone="b")
OF_ALL = replace(FIRST, id="of-all", zone=None)


def speaking(*displays: Display) -> set[str]:
    return {one.id for one in displays if one.is_to_speak(displays, NOW)}


def test_all_speak_until_one_was_chosen() -> None:
    assert speaking(FIRST, OF_OTHER_ROOM, OF_ALL) == {"first", "other-room", "of-all"}


def test_the_chosen_one_speaks_alone_in_its_room_and_nowhere_else() -> None:
    assert speaking(FIRST, CHOSEN, OF_OTHER_ROOM, OF_ALL) == {"chosen", "other-room", "of-all"}


@pytest.mark.parametrize("sound", [Sound.MUTED, Sound.FAILING, Sound.SILENT, Sound.ELSEWHERE])
def test_the_others_speak_where_the_chosen_one_says_that_it_does_not(sound: Sound) -> None:
    assert speaking(FIRST, replace(CHOSEN, sound=sound)) == {"first", "chosen"}


def test_the_others_speak_where_the_chosen_one_is_not_heard_of_or_stands_still() -> None:
    before = NOW - LOST_AFTER - timedelta(seconds=1)
    assert speaking(FIRST, replace(CHOSEN, seen_at=before)) == {"first", "chosen"}
    assert speaking(FIRST, replace(CHOSEN, seen_at=None)) == {"first", "chosen"}
    assert speaking(FIRST, replace(CHOSEN, behind_since=before)) == {"first", "chosen"}
    assert speaking(FIRST, replace(CHOSEN, seen_at=NOW - LOST_AFTER)) == {"chosen"}
