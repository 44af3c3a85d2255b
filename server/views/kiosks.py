"""What do staff see of a branch's kiosks?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from server.domain.kiosks import KioskState


def kiosk_row(one: KioskState) -> dict[str, Any]:
    """Return a kiosk as staff see it; how long ago it was heard goes by the wall clock."""
    now = datetime.now(UTC)
    trouble = one.trouble(now)
    return {
        "device": one.device,
        "name": one.name,
        "trouble": None if trouble is None else trouble.value,
        "printer": one.condition,
        "papers_left": one.papers_left,
        "roll_ends": one.roll_ends,
        "backup": one.backup,
        "backup_papers_left": one.backup_papers_left,
        "backup_roll_ends": one.backup_roll_ends,
        "numbers_left": one.numbers_left,
        "outbox": one.outbox,
        "set_aside": one.set_aside,
        "seen_ago_s": max(0, round((now - one.seen_at).total_seconds())),
    }


def kiosk_lamp(kiosks: Sequence[KioskState]) -> list[dict[str, Any]]:
    """Return name, trouble and paper of each kiosk, for the counters."""
    shown = ("name", "trouble", "papers_left", "roll_ends")
    return [{name: row[name] for name in shown} for row in map(kiosk_row, kiosks)]
