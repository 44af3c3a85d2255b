"""Which services may this counter take now?"""

from collections.abc import Iterable

from server.domain.refusals import Forbidden, UnknownService


def services_to_open(
    asked: Iterable[str], *, branch: str, offered: Iterable[str], skills: Iterable[str] | None
) -> tuple[str, ...]:
    """Return what a counter will serve, without repeats, in the order asked for.

    offered: the services that the branch accepts. skills: what the officer may serve; None means all.
    Raises UnknownService for one the branch lacks, Forbidden for one outside the skills.
    """
    known, able = frozenset(offered), None if skills is None else frozenset(skills)
    chosen = tuple(dict.fromkeys(asked))
    for service in chosen:
        if service not in known:
            raise UnknownService(branch=branch, service=service)
    if able is not None and not able.issuperset(chosen):
        raise Forbidden(role="officer")
    return chosen
