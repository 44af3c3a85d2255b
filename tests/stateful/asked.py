"""What was asked for, by whom, and what is known since? The machine's own memory, in plain words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis.strategies import SearchStrategy

from server.database.idempotency import Once
from server.domain.rights import Caller
from tests.stateful.network import HEAD_STARTS_MIN
from tests.stateful.world import MINUTE, Row, World

FRAME = ("tickets", "steps", "privates", "counters", "reasons", "tombstones")
F = TypeVar("F", bound=Callable[..., None])
Work = Callable[..., Any]
Then = Callable[[World, World, list[Row]], None]


def must(holds: object, says: str) -> None:
    """Fail with a sentence unless it holds."""
    assert holds, says


def usually(lot: int, of: int) -> bool:
    """Whether a lot that was drawn is none of the rare ones, one in so many."""
    return lot % of != of - 1


def deed(often: int, **drawn: SearchStrategy[Any]) -> Callable[[F], F]:
    """Let the machine do this, with arguments that are drawn; often: against the others."""

    def mark(act: F) -> F:
        act.deed = (often, drawn)  # type: ignore[attr-defined]
        return act

    return mark


@dataclass
class Known:
    """A ticket that was acknowledged, as its holder would tell of it. `priority`, `ready_at` follow later acts."""

    branch: str
    number: str
    token: str
    day: str
    ready_at: int
    priority: str = "ordinary"
    slot: int | None = None
    needs: list[str] = field(default_factory=list)

    @property
    def rank(self) -> int:
        return self.ready_at - HEAD_STARTS_MIN[self.priority] * MINUTE


@dataclass
class Act:
    """The last act of a counter. before: the world without it, None where the day began with it."""

    name: str
    before: World | None
    changed: dict[str, set[Any]]
    first: int
    last: int
    known: dict[str, Known]
    named: set[str] = field(default_factory=set)

    @property
    def tickets(self) -> set[str]:
        """The tickets that it changed."""
        keys = [key if isinstance(key, str) else key[0] for name in FRAME[:3] for key in self.changed[name]]
        return set(keys)


@dataclass
class Request:
    """What was asked for. `allowed`: None where the machine cannot say."""

    name: str
    who: Caller
    branches: tuple[str, ...]
    work: Work
    key: str
    body: Any = None
    allowed: bool | None = None
    counter: str | None = None
    answer: tuple[int, str] | None = None

    @property
    def once(self) -> Once:
        path = f"/branches/{self.branches[0]}/{self.counter}/{self.name}"
        return Once.of(caller=self.who.actor, method="POST", path=path, key=self.key, body=self.body)
