"""Whatever officers, kiosks, greeters and visitors press, and whatever breaks: is every promise of the queue kept?

Everything goes through the real use cases on a real database; what must hold is asked after each step by code that
shares nothing with them. `make test` takes the same steps each time, `make soak` many others and says its seeds.
"""

import secrets
from collections import Counter as Tally

import pytest
from hypothesis import HealthCheck, settings

from tests.integration.databases import KINDS, Databases
from tests.stateful.office import work

EXAMPLES = {"sqlite": 15, "postgresql": 7}
SOAK_STEPS = 10_000
SOAK_EXAMPLES = 20
HOW = settings(
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
DONE_IN_ANY_CASE = {"take", "open", "call-next", "finish", "cancel", "undo", "refer"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_promise_is_kept_in_the_same_steps_each_time(databases: Databases, kind: str) -> None:
    how = settings(HOW, max_examples=EXAMPLES[kind], stateful_step_count=50, derandomize=True)

    tally = work(databases, kind, how=how)

    assert tally["steps"] > EXAMPLES[kind] * 10
    assert tally.keys() >= DONE_IN_ANY_CASE


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("kind", KINDS)
def test_every_promise_is_kept_for_ten_thousand_steps(databases: Databases, kind: str) -> None:
    tally: Tally[str] = Tally()
    how = settings(HOW, max_examples=SOAK_EXAMPLES, stateful_step_count=100)

    while tally["steps"] < SOAK_STEPS:
        seeded = secrets.randbits(32)
        print(f"{kind}: seed {seeded} after {tally['steps']} steps", flush=True)
        tally += work(databases, kind, how=how, seeded=seeded)

    print(f"{kind}: {tally['steps']} steps, {dict(tally)}")
    assert tally["steps"] >= SOAK_STEPS
