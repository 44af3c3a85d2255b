"""Which services may this counter take now?"""

from collections.abc import Iterable, Mapping

from server.domain.branch import Service
from server.domain.refusals import Forbidden, UnknownService


def services_to_open(
    asked: Iterable[str], *, branch: str, offered: Mapping[str, Service], skills: Mapping[str, int] | None
) -> tuple[str, ...]:
    """Return what a counter will serve, without repeats, in the order asked for.

    offered: the services that the branch accepts. skills: service -> level of the officer; None means all.
    Raises UnknownService for one the branch lacks, Forbidden for one outside the skills or above their level.
    """
    chosen = tuple(dict.fromkeys(asked))
    for service in chosen:
        if service not in offered:
            raise UnknownService(branch=branch, service=service)
    if skills is not None and any(skills.get(service, 0) < offered[service].level for service in chosen):
        raise Forbidden(role="officer")
    return chosen
