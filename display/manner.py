"""How is a visitor called? Slower, twice or longer on the screen, as the ticket's need asks, which is never said."""

from collections.abc import Collection
from dataclasses import dataclass

from display.speaker import RATE

SLOW = 115
SHOW_S = 8
LONG_S = 16


@dataclass(frozen=True)
class Manner:
    """rate: words a minute. times: how often the sentence is said. show_s: how long the call fills the screen."""

    rate: int = RATE
    times: int = 1
    show_s: int = SHOW_S


def manner(*, priority: str | None, needs: Collection[str]) -> Manner:
    """Return how a ticket is called.

    A deaf visitor needs the longer screen, one with low vision the repeat, an elderly one (priority) the slow voice.
    Everybody can ask for the hall's view, so slow voice and long screen go to whoever has any need or priority:
    neither tells which. The repeat lies inside the sound.
    """
    if not needs and priority in (None, "ordinary"):
        return Manner()
    return Manner(rate=SLOW, times=2 if "low-vision" in needs else 1, show_s=LONG_S)
