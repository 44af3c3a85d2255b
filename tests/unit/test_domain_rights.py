"""Who may do what, and where? The matrix is written out here, and compared cell by cell."""

from itertools import product

import pytest

from server.domain.refusals import Forbidden
from server.domain.rights import BRANCH_ROLES, RIGHTS, Act, Role, require
from tests.builders import a_caller

ACTS = (
    "take a ticket",
    "give an appointment",
    "cancel an appointment",
    "read appointments",
    "lease numbers",
    "set a paper roll",
    "void a ticket",
    "mend a ticket",
    "judge a ticket",
    "find a ticket",
    "read counters",
    "work at a counter",
    "steer a branch",
    "run a hall",
    "tell what a hall showed",
    "read what a hall showed",
    "tell how a kiosk does",
    "read how kiosks do",
    "read events",
    "read the network",
    "read assignment orders",
    "ask for suggestions and decide",
    "keep the staff's days",
    "move the demo's clock",
)
# One letter an act, in the order above: "." no, "b" in the own branch, "c" at the own counter, "n" everywhere.
MATRIX = {
    "kiosk": "bb..b.bb........bb......",
    "display": "..............b.........",
    "officer": "bbbbbbbbbbccbb.b.b..b...",
    "greeter": "bbbbbbbbbb.......b......",
    "branch-manager": "...b.....bb.bb.b.bbbbbb.",
    "network-manager": "............nn.n.nnnnnn.",
    "admin": ".............n.n.nn....n",
    "auditor": "...............n..nnn...",
    "node": "........................",
}
CELLS = {(role, act): cell for role, row in MATRIX.items() for act, cell in zip(ACTS, row, strict=True)}
NEEDS_A_BRANCH = {"kiosk", "display", "officer", "greeter", "branch-manager", "node"}


def may(role: str, act: str, *, branch: str | None, counter: str | None, token_counter: str | None = None) -> bool:
    """Whether a caller of branch tay-ho may do it there."""
    try:
        require(a_caller(Role(role), counter=token_counter), Act(act), branch=branch, counter=counter)
    except Forbidden:
        return False
    return True


def test_the_matrix_names_every_role_and_every_act() -> None:
    assert set(MATRIX) == {role.value for role in Role}
    assert set(ACTS) == {act.value for act in Act} == {act.value for act in RIGHTS}


@pytest.mark.parametrize(("role", "act"), sorted(CELLS))
def test_a_role_may_do_what_the_matrix_says_in_its_own_branch(role: str, act: str) -> None:
    assert may(role, act, branch="tay-ho", counter="1") is (CELLS[role, act] != ".")


@pytest.mark.parametrize(("role", "act"), sorted(CELLS))
def test_in_another_branch_only_who_works_for_the_network_may(role: str, act: str) -> None:
    assert may(role, act, branch="cau-giay", counter="1") is (CELLS[role, act] == "n")


@pytest.mark.parametrize(("role", "act"), sorted(CELLS))
def test_a_token_for_one_counter_acts_at_no_other_one(role: str, act: str) -> None:
    there = may(role, act, branch="tay-ho", counter="1", token_counter="1")
    elsewhere = may(role, act, branch="tay-ho", counter="2", token_counter="1")

    assert there is (CELLS[role, act] != ".")
    assert elsewhere is (CELLS[role, act] not in ".c")


def test_a_token_for_one_counter_reads_the_list_of_its_branch() -> None:
    assert may("officer", "read counters", branch="tay-ho", counter=None, token_counter="1")
    assert not may("officer", "read counters", branch="cau-giay", counter=None, token_counter="1")


def test_a_branch_manager_may_ask_for_the_network_and_an_officer_may_not() -> None:
    assert may("branch-manager", "read the network", branch=None, counter=None)
    assert not may("officer", "read the network", branch=None, counter=None)


@pytest.mark.parametrize("act", sorted({act for (role, act), cell in CELLS.items() if cell == "n"}))
def test_who_works_for_the_network_has_no_branch_and_may_act_in_each(act: str) -> None:
    roles = [role for (role, one), cell in CELLS.items() if one == act and cell == "n"]

    for role, branch in product(roles, ("tay-ho", "cau-giay", None)):
        require(a_caller(Role(role), branch=None), Act(act), branch=branch)


def test_roles_that_belong_to_a_branch_are_those_without_a_right_everywhere() -> None:
    assert {role.value for role in BRANCH_ROLES} == NEEDS_A_BRANCH
    assert not [cell for (role, _), cell in CELLS.items() if role in NEEDS_A_BRANCH and cell == "n"]


@pytest.mark.parametrize(
    ("role", "act", "branch", "counter"),
    [
        ("display", Act.TAKE_TICKET, "tay-ho", None),
        ("kiosk", Act.TAKE_TICKET, "cau-giay", None),
        ("officer", Act.WORK_AT_COUNTER, "tay-ho", "2"),
    ],
)
def test_a_refusal_says_which_role_was_refused(role: str, act: Act, branch: str, counter: str | None) -> None:
    with pytest.raises(Forbidden) as refused:
        require(a_caller(Role(role), counter="1"), act, branch=branch, counter=counter)

    assert refused.value.role == role


def test_a_caller_is_named_by_role_and_badge() -> None:
    assert a_caller(Role.BRANCH_MANAGER, subject="004711").actor == "branch-manager:004711"
