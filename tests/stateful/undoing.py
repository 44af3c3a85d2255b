"""Can the last act be taken back, and does everything then stand as it stood before?"""

from typing import Any

from sqlalchemy import text

from server.actions.undo import undo
from server.domain.rights import Caller
from tests.stateful.asked import FRAME, deed, must, usually
from tests.stateful.machine import told_officer
from tests.stateful.network import PLACES
from tests.stateful.officers import Place, some_place, which
from tests.stateful.working import Working
from tests.stateful.world import Row, World

FINAL = {"open", "close", "undo"}


class Undoing(Working):
    """Undo, in time and too late."""

    @deed(6, lot=which)
    def undo(self, lot: int) -> None:
        places = list(self.acts) or [PLACES[0]]
        place = places[-1] if usually(lot, 3) else places[lot % len(places)]
        act, who = self.acts.get(place), self.officer(place, lot)
        since = [] if act is None else self.world.events[place[0]][act.last :]
        touched = (
            [] if act is None else [one for one in since if one.ticket_id in act.tickets or one.counter == place[1]]
        )
        may = act is not None and act.name not in FINAL and not touched and place in self.world.acts
        in_time = act is None or (place[0], act.last) not in self.too_late
        allowed = None if act is not None and act.before is None else may and in_time and self.owns(place, who)
        self.serve_undo(place, who, allowed)

    def serve_undo(self, place: Place, who: Caller, allowed: bool | None) -> None:
        act = self.acts.get(place)

        def then(before: World, after: World, events: list[Row]) -> None:
            assert act is not None
            self.known |= {ticket: act.known[ticket] for ticket in act.tickets | act.named if ticket in act.known}
            if act.before is not None:
                undone = list(range(act.first, act.last + 1))
                must(events[0].data["undoes"] == undone, "other events were undone than the act's")
                self.everything_is_as_before(act.before, before, after, act.changed)

        self.ask(
            "undo",
            who,
            place[0],
            lambda change: told_officer(change, undo(change, counter=place[1], caller=who)),
            allowed=allowed,
            kinds=[("undone",)],
            counter=place[1],
            then=then,
        )

    def everything_is_as_before(
        self, without: World, before: World, after: World, touched: dict[str, set[Any]]
    ) -> None:
        """What the act changed stands as it stood before it; nothing else has changed."""
        for table in FRAME:
            old, now, new = getattr(without, table), getattr(before, table), getattr(after, table)
            for key in now.keys() | new.keys() | old.keys():
                right = old.get(key) if key in touched[table] else now.get(key)
                if table == "counters":
                    right = Row(**(vars(right) | {"help_at": now[key].help_at}))
                must(new.get(key) == right, f"after the undo {table} has {new.get(key)} and not {right}")

    @deed(1, place=some_place)
    def ten_seconds_pass(self, place: Place) -> None:
        """On the wall clock: a counter's last act can no longer be taken back."""
        act = self.acts.get(place)
        if act is None or place not in self.world.acts:
            return
        with self.store.writing() as connection:
            where = {"branch": place[0], "counter": place[1]}
            connection.execute(
                text("UPDATE last_act SET wall_at = wall_at - 11000000 WHERE branch = :branch AND counter = :counter"),
                where,
            )
        self.too_late.add((place[0], act.last))
        self.look()
