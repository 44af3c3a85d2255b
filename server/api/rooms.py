"""What does a request work with? The opened store and what the process keeps beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from flask import current_app, g

from config.settings import Settings
from display.clips import Announcement
from server.api.sign_in import Callers
from server.database.store import Store
from server.domain.rights import Caller
from server.views.figures import Figures
from server.views.waits import Waits

EXTENSION = "motcua"


@dataclass
class Rooms:
    """One per process. `clip` renders an announcement to a WAV file.

    heard: when each device last took a ticket, in product time.
    """

    settings: Settings
    store: Store
    callers: Callers
    clip: Callable[[Announcement], Path]
    chime: Callable[[], Path]
    waits: Waits = field(default_factory=Waits)
    figures: Figures = field(default_factory=Figures)
    demo: dict[str, Any] | None = None
    heard: dict[str, datetime] = field(default_factory=dict)


def rooms() -> Rooms:
    """Return the rooms of the present request's application."""
    return cast(Rooms, current_app.extensions[EXTENSION])


def caller() -> Caller:
    """Return who asks; set by `allowed`."""
    return cast(Caller, g.caller)
