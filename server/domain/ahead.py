"""How many are called before somebody? Everybody of a smaller rank whom one of his counters would take first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Ahead:
    """Who waits with a smaller rank: all whom the counters of a service call before, and those of the service itself.

    Where counters take several services, the first number is what stands between a visitor and his call.
    """

    all: int
    same: int


def ahead_of(service: str, *, waiting: Mapping[str, int], desks: Iterable[Collection[str]]) -> Ahead:
    """Return who is called before a visitor of a service; where no open counter serves it, those of his service.

    waiting: service -> how many wait with a smaller rank than his. desks: what each open counter serves.
    """
    beside = {service}.union(*(desk for desk in desks if service in desk))
    return Ahead(all=sum(waiting.get(one, 0) for one in beside), same=waiting.get(service, 0))
