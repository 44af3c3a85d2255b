"""How does the choice of who is called see a picture's counters, and who waits in it?"""

from collections.abc import Collection, Iterator

from sqlalchemy import RowMapping

from server.domain.choice import Seat, Waiting, may_be_called
from server.domain.lifecycle import CounterState
from server.views.picture import Picture, dossiers_left


def staffed_seats(seen: Picture) -> list[Seat]:
    """Return the counters that are not closed."""
    return [seat(seen, row) for row in seen.counters if row["state"] is not CounterState.CLOSED]


def seat(seen: Picture, row: RowMapping) -> Seat:
    """Return a counter."""
    return Seat(
        code=row["code"],
        officer=row["officer"],
        services=row["services"],
        levels=row["levels"],
        suits=seen.branch.counters[row["code"]].suits if row["code"] in seen.branch.counters else (),
        bulk=(row["dossiers_left"] or 0) >= seen.branch.rules.bulk_from,
        open=row["state"] is CounterState.OPEN,
    )


def is_special(seen: Picture, row: RowMapping) -> bool:
    """Whether there is something about who waits for which a counter may have to pass him over."""
    sent = row["for_counter"] is not None or row["for_officer"] is not None
    return bool(sent or row["needs"] or row["level"] > 1 or dossiers_left(row) >= seen.branch.rules.bulk_from)


def who_waits(row: RowMapping) -> Waiting:
    """Return one who waits."""
    return Waiting(
        ticket_id=row["id"],
        service=row["service"],
        rank=row["rank"],
        ready_at=row["ready_at"],
        rule=row["rule"],
        needs=row["needs"] or (),
        dossiers=dossiers_left(row),
        for_counter=row["for_counter"],
        for_officer=row["for_officer"],
        level=row["level"],
        since=row["since"],
        back_at=row["back_at"],
    )


def next_called(seen: Picture) -> Iterator[RowMapping]:
    """Yield, in the order of calls, whom an open counter could call now; where none is open, whoever waits.

    Who was told at the door to come later is not looked for in the hall yet.
    """
    seats = staffed_seats(seen)
    takes = {row["code"]: _takes(seen, row) for row in seen.counters if row["state"] is CounterState.OPEN}
    served = frozenset(service for services in takes.values() for service in services)
    for row in seen.waiting:
        if row["back_at"] is not None and row["back_at"] > seen.at:
            continue
        if takes and row["service"] not in served:
            continue
        if takes and is_special(seen, row):
            one = who_waits(row)
            if not may_be_called(one, seats, takes=takes, rules=seen.branch.rules, now=seen.at):
                continue
        yield row


def _takes(seen: Picture, row: RowMapping) -> Collection[str]:
    """What a counter may call somebody for: its own services, and those beside them while nobody waits for its own."""
    own, levels = row["services"], row["levels"]
    if row["code"] not in seen.branch.counters or any(seen.counts.get(service) for service in own):
        return frozenset(own)
    beside = [one.service for one in seen.branch.counters[row["code"]].overflow]
    return frozenset(own) | {service for service in beside if levels is None or service in levels}
