"""Keep what a kiosk tells of itself; where that is news for the counters, they are told."""

from server.database import kiosk_states
from server.database.store import Store
from server.domain.kiosks import KioskState, Trouble
from server.domain.rights import Caller


def record_kiosk(store: Store, *, branch: str, kiosk: Caller, state: KioskState) -> None:
    """Keep a kiosk's word. It is no change of the queue: nothing of it stands in the chain of events."""
    with store.read() as connection:
        before = next((one for one in kiosk_states.of_branch(connection, branch) if one.device == state.device), None)
    is_news = before is None or _shown(before, state) != _shown(state, state)
    with store.writing() as connection:
        kiosk_states.keep(connection, branch, state)
    if is_news:
        with store.change(branch, actor=kiosk.actor) as change:
            change.touch()


def _shown(one: KioskState, now: KioskState) -> tuple[object, ...]:
    """Return what the counters are told at once: not each paper that is used."""
    trouble = one.trouble(now.seen_at)
    return (trouble, one.roll_ends) if trouble is Trouble.NEAR_END else (trouble,)
