"""The whole machine: everybody who presses, everything that goes wrong, and what must hold all the while."""

from collections import Counter as Tally
from collections.abc import Callable
from inspect import getmembers

from hypothesis import note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from tests.integration.databases import Databases
from tests.stateful.faults import Faults
from tests.stateful.following import Following
from tests.stateful.steering import Steering
from tests.stateful.watchers import Watchers

PARTS = (Faults, Following, Steering, Watchers)
FOUND = {name: act.deed for part in PARTS for name, act in getmembers(part) if hasattr(act, "deed")}
DEEDS = dict(sorted(FOUND.items(), key=lambda deed: -deed[1][0]))
FAVOUR = 8


class WholeOffice(Faults, Following, Steering, Watchers):
    """Two branches at work. What is done is chosen by how often it is done, and by what is in favour in this run."""

    @initialize(favour=st.lists(st.sampled_from(sorted(DEEDS)), max_size=5))
    def a_day_begins(self, favour: list[str]) -> None:
        often = {name: often + FAVOUR * favour.count(name) for name, (often, _) in DEEDS.items()}
        self.lots = st.sampled_from([name for name, times in often.items() for _ in range(times)])

    @rule(data=st.data())
    def somebody_does_something(self, data: st.DataObject) -> None:
        name = data.draw(self.lots)
        told = {key: data.draw(drawn) for key, drawn in DEEDS[name][1].items()}
        note(f"{name}({', '.join(f'{key}={value!r}' for key, value in told.items())})")
        getattr(self, name)(**told)


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
