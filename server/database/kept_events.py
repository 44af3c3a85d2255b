"""How is a kept event read again?"""

import json

from server.database.tables import as_instant
from server.domain.statistics import Event


def event_of(body: str) -> Event:
    """Return the event that a stored canonical text tells."""
    told = json.loads(body)
    return Event(told["seq"], as_instant(told["at"]), told["kind"], told["ticket"], told["counter"], told["data"])
