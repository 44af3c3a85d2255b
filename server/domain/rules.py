"""What may a network decide for itself? The figures behind the rules; each is a key of `[rules]` in its file."""

from dataclasses import dataclass
from datetime import timedelta

UNDO_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True)
class Rules:
    """See config.network.Rules, which documents each and gives the values of the file."""

    recalls: int = 2
    recall_gap: timedelta = timedelta(0)
    calls_before_no_show: int = 1
    no_show_grace: timedelta = timedelta(minutes=15)
    no_show_keeps_place: bool = True
    hold_limit: timedelta = timedelta(minutes=60)
    postponements: int = 2
    postpone_by: timedelta = timedelta(minutes=15)
    booking_grace: timedelta = timedelta(minutes=10)
    booking_slot: timedelta = timedelta(minutes=15)
    bookings_per_slot: int = 0
    alone_for: timedelta = timedelta(minutes=20)
    bulk_from: int = 5
    bulk_turn: int = 10
    bulk_counters: int = 2
    reorder_gain: timedelta = timedelta(minutes=5)
    leftover_days: int = 3
    pick_needs_right: bool = False
    door_from: timedelta = timedelta(0)
    door_draw: timedelta = timedelta(0)
    door_givers: frozenset[str] = frozenset({"kiosk", "greeter", "officer"})
