"""When does whose turn count, and for whom alone? Each key of the network file by its own example."""

import pytest

from server.actions.book_visit import book_visit, cancel_visit
from server.actions.mend_ticket import arrive, postpone
from server.actions.open_counter import open_counter
from server.actions.pause_counter import close_counter
from server.actions.transfer_visitor import Onward, transfer_visitor
from server.database.store import Store
from server.domain.refusals import Forbidden, LeftoverLapsed, PostponedEnough, SlotFull
from tests.builders import at
from tests.integration.databases import HERE
from tests.integration.scene import Scene, an_officer

FRIDAY, MONDAY, TUESDAY_AFTER = "2026-11-27", "2026-11-30", "2026-12-01"


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


@pytest.mark.parametrize("times", [2, 0])
def test_rule_postponements(scene: Scene, times: int) -> None:
    scene.described(rules={"postponements": times})
    visitor = scene.comes()
    for _ in range(times):
        scene.mends(postpone, visitor)

    with pytest.raises(PostponedEnough):
        scene.mends(postpone, visitor)

    assert scene.now(visitor).postponed == times


def test_rule_postpone_min(scene: Scene) -> None:
    scene.described(rules={"postpone_min": 15})
    visitor = scene.comes()
    scene.at("09:20")

    scene.mends(postpone, visitor)

    assert scene.step(visitor).rank == at("09:35")
    assert scene.now(visitor).ready_at == at("09:00")


@pytest.mark.parametrize(("here", "counts"), [("08:50", "09:00"), ("09:08", "09:00"), ("09:15", "09:15")])
def test_rule_booking_grace_min(scene: Scene, here: str, counts: str) -> None:
    scene.described(rules={"booking_grace_min": 10})
    scene.at("08:30")
    booked = scene.comes(slot=at("09:00"))

    scene.at(here)
    scene.mends(arrive, booked)

    assert (scene.now(booked).ready_at, scene.step(booked).rank) == (at(counts), at(counts))


def books(scene: Scene, slot: str, service: str = "land") -> str:
    with scene.store.change(HERE, actor="greeter:1") as change:
        return book_visit(change, service=service, slot=at(slot), language="en").code


def test_rule_bookings_per_slot(scene: Scene) -> None:
    scene.described(rules={"bookings_per_slot": 2})
    scene.at("08:30")
    first, _ = books(scene, "09:00"), books(scene, "09:14")
    books(scene, "09:20"), books(scene, "09:15"), books(scene, "09:00", "certification")

    with pytest.raises(SlotFull) as refused:
        books(scene, "09:05")
    with scene.store.change(HERE, actor="greeter:1") as change:
        cancel_visit(change, code=first, branches={})
    books(scene, "09:05")

    assert [one[11:16] for one in refused.value.free] == ["09:30", "09:45", "10:00"]
    assert (refused.value.time, (refused.value.free_told or "")[:13]) == ("09:05", "09:30 (24/11)")
    with pytest.raises(SlotFull):
        books(scene, "09:05")


def test_without_a_limit_any_number_of_appointments_is_given_at_one_time(scene: Scene) -> None:
    scene.at("08:30")

    assert len({books(scene, "09:00") for _ in range(5)}) == 5


@pytest.mark.parametrize(("length", "full"), [(15, False), (30, True)])
def test_rule_booking_slot_min(scene: Scene, length: int, full: bool) -> None:
    scene.described(rules={"booking_slot_min": length, "bookings_per_slot": 1})
    scene.at("08:10")
    books(scene, "08:30")

    if full:
        with pytest.raises(SlotFull):
            books(scene, "08:45")
    else:
        books(scene, "08:45")
    books(scene, "09:00")


@pytest.fixture
def sent_alone(scene: Scene) -> tuple[Scene, str]:
    """At nine somebody was sent to officer 0127, who is busy at counter 2; counters 1 and 4 could serve him."""
    scene.described(rules={"alone_min": 20})
    scene.opens("2", officer=an_officer("0127"))
    busy, visitor = scene.comes(), scene.comes()
    scene.calls("2")
    scene.opens("1")
    scene.calls("1")
    scene.does(transfer_visitor, "1", onward=Onward("land", officer="0127"))
    scene.opens("4")
    assert busy.id != visitor.id
    return scene, visitor.id


@pytest.mark.parametrize(("when", "called"), [("09:19:59", False), ("09:20", True)])
def test_rule_alone_min(sent_alone: tuple[Scene, str], when: str, called: bool) -> None:
    scene, visitor = sent_alone

    scene.at(when)

    assert scene.calls("4") == (visitor if called else None)


def test_who_waits_for_an_officer_who_has_gone_is_called_by_any_other_at_once(sent_alone: tuple[Scene, str]) -> None:
    scene, visitor = sent_alone
    scene.finishes("2")
    scene.does(close_counter, "2")

    assert scene.calls("4") == visitor


def test_who_waits_for_an_officer_is_called_by_him_before_others_and_the_call_says_so(
    sent_alone: tuple[Scene, str],
) -> None:
    scene, visitor = sent_alone

    assert scene.calls("2") == visitor
    assert scene.why(scene.now(visitor)) == ("for-you", [])


def test_an_officer_who_moves_to_another_counter_takes_who_waits_for_him_along(sent_alone: tuple[Scene, str]) -> None:
    scene, visitor = sent_alone
    scene.finishes("2")
    scene.does(close_counter, "2")
    scene.seats["3"] = scene.seats["2"]
    scene.does(open_counter, "3", services=["land"])

    assert scene.calls("4") is None
    assert scene.calls("3") == visitor


@pytest.mark.parametrize(
    ("land_min", "certification_min", "first"), [(40, 10, "certification"), (12, 10, "land"), (15, 10, "land")]
)
def test_rule_reorder_gain_min(scene: Scene, land_min: float, certification_min: float, first: str) -> None:
    scene.described(rules={"reorder_gain_min": 5})
    scene.waits = {"land": land_min * 60, "certification": certification_min * 60}.get

    visitor = scene.comes("land", "certification")

    assert scene.step(visitor).service == first


def test_what_comes_next_is_chosen_by_the_waits_at_that_moment(scene: Scene) -> None:
    scene.opens("1", "certification")
    visitor = scene.comes("certification", "land", "results")
    scene.calls("1")
    scene.waits = {"land": 2400.0, "results": 600.0}.get

    scene.finishes("1")

    assert scene.step(visitor).service == "results"


@pytest.mark.parametrize(("day", "lapsed"), [(MONDAY, False), (TUESDAY_AFTER, True)])
def test_rule_leftover_days(scene: Scene, day: str, lapsed: bool) -> None:
    scene.described(rules={"leftover_days": 3})
    scene.at("16:30", day=FRIDAY)
    left_over = scene.comes()
    token = scene.private(left_over).token
    scene.at("09:10", day=day)
    early = scene.comes()

    if lapsed:
        with pytest.raises(LeftoverLapsed):
            scene.comes(instead_of=token)
        assert scene.line() == [early.id]
        return
    again = scene.comes(instead_of=token)

    assert again.ready_at == at("08:00", day=again.day)
    assert scene.line() == [again.id, early.id]
    with pytest.raises(LeftoverLapsed):
        scene.comes(instead_of=token)


def test_rule_pick_needs_right(scene: Scene) -> None:
    scene.described(rules={"pick_needs_right": True})
    first, second = scene.comes(), scene.comes()
    scene.opens("1", officer=an_officer("000001", rights=frozenset()))
    scene.opens("2", officer=an_officer("000002", rights=frozenset({"pick"})))

    with pytest.raises(Forbidden):
        scene.picks("1", second)
    scene.picks("2", second)

    assert scene.why(second)[0] == "picked"
    assert scene.line() == [first.id]


def test_without_the_rule_anybody_may_pick_with_a_reason(scene: Scene) -> None:
    scene.described(rules={"pick_needs_right": False})
    scene.comes()
    second = scene.comes()
    scene.opens("1", officer=an_officer(rights=frozenset()))

    assert scene.picks("1", second).id == second.id
