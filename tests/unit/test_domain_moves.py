"""What may be done with a suggestion, in which state, and until when?"""

from datetime import datetime
from typing import Any

import pytest

from server.domain.moves import Move, MoveKind, MoveState, WhyNot, left_by, places_of
from server.domain.refusals import ConsentNeeded, MoveDecided, MoveImpossible
from tests.builders import NINE, minutes

ONE, OTHER = "network-manager:1", "branch-manager:2"


def a_move(kind: MoveKind = MoveKind.LEND, **changes: Any) -> Move:
    """An officer of cau-giay who is to work at tay-ho from nine to twelve; for other kinds a counter of tay-ho."""
    plain: dict[str, Any] = {
        "id": 1,
        "kind": kind,
        "state": MoveState.PROPOSED,
        "branch": "cau-giay" if kind in (MoveKind.LEND, MoveKind.REMOTE) else "tay-ho",
        "counter": None,
        "services": ("land",),
        "officer": "0127",
        "to": "tay-ho" if kind in (MoveKind.LEND, MoveKind.REMOTE) else None,
        "start": NINE,
        "end": NINE + minutes(180),
        "travel_s": 900 if kind is MoveKind.LEND else 0,
    }
    return Move(**(plain | changes))


def approved(**changes: Any) -> Move:
    move = a_move(**changes)
    move.agree("cau-giay", by=OTHER, now=NINE)
    move.approve(by=ONE, now=NINE, why_not=None)
    return move


@pytest.mark.parametrize("kind", [MoveKind.LEND, MoveKind.REMOTE])
def test_nobody_is_lent_before_his_branch_agrees(kind: MoveKind) -> None:
    move = a_move(kind)

    with pytest.raises(ConsentNeeded) as refused:
        move.approve(by=ONE, now=NINE, why_not=None)

    assert refused.value.branch == "cau-giay"
    assert move.state is MoveState.PROPOSED
    move.agree("tay-ho", by=ONE, now=NINE)
    assert move.needs_consent == ["cau-giay"]
    move.agree("cau-giay", by=OTHER, now=NINE)
    move.approve(by=ONE, now=NINE, why_not=None)
    assert (move.state, move.consents) == (MoveState.APPROVED, {"cau-giay": OTHER})


@pytest.mark.parametrize("kind", [MoveKind.OPEN, MoveKind.CLOSE, MoveKind.RESKILL])
def test_what_stays_in_a_branch_needs_no_consent(kind: MoveKind) -> None:
    move = a_move(kind)

    move.approve(by=ONE, now=NINE, why_not=None)

    assert move.holds_at(NINE)


def test_what_is_impossible_is_refused_and_stays_proposed() -> None:
    move = a_move(MoveKind.OPEN)

    with pytest.raises(MoveImpossible) as refused:
        move.approve(by=ONE, now=NINE, why_not=WhyNot.OFFICER_ABSENT)

    assert refused.value.reason == "officer_absent"
    assert (move.state, move.decided_by) == (MoveState.PROPOSED, None)


def test_less_than_half_an_hour_of_use_after_the_way_is_too_late() -> None:
    move = a_move()
    latest = move.end - minutes(30) - minutes(15)

    move.agree("cau-giay", by=OTHER, now=latest)
    assert move.may(latest) == ["approve", "dismiss"]
    with pytest.raises(MoveImpossible):
        move.approve(by=ONE, now=latest + minutes(1), why_not=None)
    assert move.end_if_over(latest + minutes(1))
    assert move.state is MoveState.LAPSED


def test_a_dismissal_can_be_taken_back_and_approved_after_all() -> None:
    move = a_move(MoveKind.OPEN)

    move.dismiss(by=ONE, now=NINE, because="too-small", note=None)
    with pytest.raises(MoveDecided) as refused:
        move.approve(by=ONE, now=NINE, why_not=None)
    move.undo(by=ONE, now=NINE)

    assert refused.value.state == "dismissed"
    assert (move.state, move.dismissed_because) == (MoveState.PROPOSED, None)
    move.approve(by=ONE, now=NINE, why_not=None)


def test_an_officer_s_place_follows_from_the_hour_to_the_end_and_not_when_undone() -> None:
    move = approved(start=NINE + minutes(10))

    def places(at: datetime) -> list[str]:
        return places_of([move], "0127", at)

    assert places(NINE + minutes(9)) == []
    assert places(NINE + minutes(10)) == ["tay-ho"]
    assert places_of([move], "0128", NINE + minutes(10)) == []
    assert places(move.end) == []
    move.undo(by=ONE, now=NINE + minutes(20))
    assert places(NINE + minutes(20)) == []
    with pytest.raises(MoveDecided):
        move.undo(by=ONE, now=NINE + minutes(21))


def test_who_is_lent_has_left_his_branch_until_the_end_and_the_other_one_after_it() -> None:
    first, second = approved(), approved(id=2, to="dong-da", start=NINE + minutes(180), end=NINE + minutes(300))

    def left(at: datetime) -> list[tuple[str, str]]:
        return left_by([second, first], at)

    assert left(NINE + minutes(179)) == [("cau-giay", "0127"), ("dong-da", "0127")]
    assert left(NINE + minutes(180)) == [("cau-giay", "0127"), ("tay-ho", "0127")]
    assert left(NINE + minutes(300)) == [("dong-da", "0127"), ("tay-ho", "0127")]


def test_who_arrives_twice_arrived_the_first_time() -> None:
    move = approved()

    move.arrive(now=NINE + minutes(15))
    move.arrive(now=NINE + minutes(25))

    assert move.arrived_at == NINE + minutes(15)
    assert move.may(NINE + minutes(30)) == ["undo", "order"]


def test_once_it_is_over_nobody_arrives_or_undoes() -> None:
    move = approved()

    for act in (lambda: move.arrive(now=move.end), lambda: move.undo(by=ONE, now=move.end)):
        with pytest.raises(MoveImpossible):
            act()
    assert move.end_if_over(move.end)
    assert (move.state, move.may(move.end)) == (MoveState.ENDED, ["order"])
    assert not move.end_if_over(move.end)
