"""Which ways does the managers' map draw, and how long is each? By the rule of travel that moves and advice go by."""

from functools import lru_cache
from typing import Any

from server.domain.branch import Network
from server.domain.ways import Place, Way, ways_between

# A map of more branches would be black with them.
MOST = 200


def ways_view(network: Network, *, only: str | None) -> list[dict[str, Any]]:
    """Return the ways between branches, service points left out; none where one branch alone is seen."""
    own = [one for one in network.branches.values() if one.parent is None or one.parent not in network.branches]
    if only is not None or len(own) > MOST:
        return []
    ways = _ways(tuple(Place(one.code, one.lat, one.lon) for one in own))
    return [
        {"branch": way.one, "to": way.other, "travel_s": round(network.branches[way.one].planning.travel_s(way.km))}
        for way in ways
    ]


@lru_cache(maxsize=4)
def _ways(places: tuple[Place, ...]) -> tuple[Way, ...]:
    return tuple(ways_between(places))
