"""How is a visitor called? Slower, twice or longer on the screen, as the ticket's need asks, which is never said."""

from collections.abc import Collection
from dataclasses import dataclass

from display.speaker import RATE

SLOW = 115
SHOW_S = 8
LONG_S = 16
# "deaf" is also said of who is hard of hearing.
TWICE = frozenset({"deaf", "low-vision"})


@dataclass(frozen=True)
class Manner:
    """rate: words a minute. times: how often the sentence is said. show_s: how long the call fills the screen."""

    rate: int = RATE
    times: int = 1
    show_s: int = SHOW_S


def manner(*, priority: str | None, needs: Collection[str]) -> Manner:
    """Return how a ticket is called.

    Who hears badly or sees little needs the repeat, who is deaf the longer screen, who is old (priority) the slow
    voice. Everybody can ask for the hall's view, so slow voice and long screen go to whoever has any need or
    priority: neither tells which. The repeat lies inside the sound.
    """
    if not needs and priority in (None, "ordinary"):
        return Manner()
    return Manner(rate=SLOW, times=1 if TWICE.isdisjoint(needs) else 2, show_s=LONG_S)
