"""The whole machine: everybody who presses, everything that goes wrong, and what must hold all the while."""

from collections import Counter as Tally
from collections.abc import Callable

from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.integration.databases import Databases
from tests.stateful.faults import Faults
from tests.stateful.invariants import Invariants
from tests.stateful.mending import Mending
from tests.stateful.watchers import Watchers


class WholeOffice(Mending, Faults, Watchers, Invariants):
    """Two branches at work."""


def work(databases: Databases, kind: str, *, how: settings, seeded: int | None = None) -> Tally[str]:
    """Run the machine on a kind of database; return how many steps were taken and what was done how often."""
    tally: Tally[str] = Tally()

    class Counted(WholeOffice):
        def teardown(self) -> None:
            super().teardown()
            tally["steps"] += self.steps
            tally["asked"] += self.asked
            tally.update(request.name for request in self.requests)

    def made() -> WholeOffice:
        return Counted(databases, kind)

    factory: Callable[[], WholeOffice] = made if seeded is None else seed(seeded)(made)
    run_state_machine_as_test(factory, settings=how)  # type: ignore[arg-type]
    return tally
