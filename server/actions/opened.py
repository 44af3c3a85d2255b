"""How is a network's database opened? With the rules that hold for every change, whoever makes it."""

from config.settings import Settings
from server.actions.start_day import start_day_if_due
from server.database.store import Store


def open_store(settings: Settings, *, patience_s: float = 0) -> Store:
    """Return the opened database with the rule that each branch's day begins with its first change."""
    store = Store(settings.database, patience_s=patience_s)
    store.change.first = start_day_if_due
    return store
