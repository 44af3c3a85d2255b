"""Who may do what, and where? One table; the API, the push and the generated documentation ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.domain.lifecycle import VISITOR
from server.domain.refusals import Forbidden, SentElsewhere


class Role(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"
    OFFICER = "officer"
    GREETER = "greeter"
    BRANCH_MANAGER = "branch-manager"
    NETWORK_MANAGER = "network-manager"
    ADMIN = "admin"
    AUDITOR = "auditor"
    NODE = "node"


class Act(StrEnum):
    """What is asked for."""

    TAKE_TICKET = "take a ticket"
    BOOK_VISIT = "give an appointment"
    CANCEL_VISIT = "cancel an appointment"
    READ_BOOKINGS = "read appointments"
    MEND_TICKET = "mend a ticket"
    JUDGE_TICKET = "judge a ticket"
    FIND_TICKET = "find a ticket"
    LEASE_NUMBERS = "lease numbers"
    ROLL_NUMBERS = "set a paper roll"
    VOID_TICKET = "void a ticket"
    READ_COUNTERS = "read counters"
    WORK_AT_COUNTER = "work at a counter"
    STEER_BRANCH = "steer a branch"
    RUN_HALL = "run a hall"
    TELL_HALL = "tell what a hall showed"
    READ_HALL = "read what a hall showed"
    TELL_KIOSK = "tell how a kiosk does"
    READ_KIOSKS = "read how kiosks do"
    READ_EVENTS = "read events"
    READ_NETWORK = "read the network"
    READ_ORDERS = "read assignment orders"
    DECIDE_MOVES = "ask for suggestions and decide"
    KEEP_STAFF = "keep the staff's days"
    MOVE_CLOCK = "move the demo's clock"


class Right(StrEnum):
    """What some officers may do beyond their role: call out of order where a network asks for it, steer a branch."""

    PICK = "pick"
    SUPERVISE = "supervise"


class Reach(StrEnum):
    """How far a role's right goes."""

    NETWORK = "network"
    BRANCH = "branch"
    COUNTER = "counter"


BRANCH_ROLES = frozenset({Role.KIOSK, Role.DISPLAY, Role.OFFICER, Role.GREETER, Role.BRANCH_MANAGER, Role.NODE})

# An officer needs the right `supervise` as well.
_SUPERVISORS = {Role.OFFICER: Reach.BRANCH, Role.BRANCH_MANAGER: Reach.BRANCH, Role.NETWORK_MANAGER: Reach.NETWORK}
_MANAGERS = {Role.NETWORK_MANAGER: Reach.NETWORK, Role.BRANCH_MANAGER: Reach.BRANCH}
_ISSUERS = {Role.KIOSK: Reach.BRANCH, Role.GREETER: Reach.BRANCH, Role.OFFICER: Reach.BRANCH}

RIGHTS: Mapping[Act, Mapping[Role, Reach]] = {
    Act.TAKE_TICKET: _ISSUERS,
    # A kiosk gives none for today: whoever stands there could let himself in before those who wait.
    Act.BOOK_VISIT: _ISSUERS,
    Act.CANCEL_VISIT: {Role.GREETER: Reach.BRANCH, Role.OFFICER: Reach.BRANCH},
    Act.READ_BOOKINGS: {Role.GREETER: Reach.BRANCH, Role.OFFICER: Reach.BRANCH, Role.BRANCH_MANAGER: Reach.BRANCH},
    Act.LEASE_NUMBERS: _ISSUERS,
    Act.ROLL_NUMBERS: {Role.GREETER: Reach.BRANCH, Role.OFFICER: Reach.BRANCH},
    Act.VOID_TICKET: _ISSUERS,
    Act.MEND_TICKET: _ISSUERS,
    Act.JUDGE_TICKET: {Role.GREETER: Reach.BRANCH, Role.OFFICER: Reach.BRANCH},
    Act.FIND_TICKET: {Role.GREETER: Reach.BRANCH, Role.OFFICER: Reach.BRANCH, Role.BRANCH_MANAGER: Reach.BRANCH},
    Act.READ_COUNTERS: {Role.OFFICER: Reach.COUNTER, Role.BRANCH_MANAGER: Reach.BRANCH},
    Act.WORK_AT_COUNTER: {Role.OFFICER: Reach.COUNTER},
    Act.STEER_BRANCH: _SUPERVISORS,
    Act.RUN_HALL: _SUPERVISORS | {Role.ADMIN: Reach.NETWORK},
    Act.TELL_HALL: {Role.DISPLAY: Reach.BRANCH},
    Act.READ_HALL: _SUPERVISORS | {Role.ADMIN: Reach.NETWORK, Role.AUDITOR: Reach.NETWORK},
    Act.TELL_KIOSK: {Role.KIOSK: Reach.BRANCH},
    Act.READ_KIOSKS: _ISSUERS | _MANAGERS | {Role.ADMIN: Reach.NETWORK},
    Act.READ_EVENTS: {
        Role.AUDITOR: Reach.NETWORK,
        Role.ADMIN: Reach.NETWORK,
        Role.NETWORK_MANAGER: Reach.NETWORK,
        Role.BRANCH_MANAGER: Reach.BRANCH,
    },
    Act.READ_NETWORK: {
        Role.NETWORK_MANAGER: Reach.NETWORK,
        Role.AUDITOR: Reach.NETWORK,
        Role.BRANCH_MANAGER: Reach.BRANCH,
    },
    # An officer reads his own, wherever they send him.
    Act.READ_ORDERS: {
        Role.NETWORK_MANAGER: Reach.NETWORK,
        Role.AUDITOR: Reach.NETWORK,
        Role.BRANCH_MANAGER: Reach.BRANCH,
        Role.OFFICER: Reach.BRANCH,
    },
    Act.DECIDE_MOVES: _MANAGERS,
    Act.KEEP_STAFF: _MANAGERS,
    Act.MOVE_CLOCK: {Role.ADMIN: Reach.NETWORK},
}


@dataclass(frozen=True)
class Caller:
    """Who asks: a device or a person. `subject` is the badge or the token's own id; branch None means all.

    skills: service -> level (1 to 3), None for all. rights: beyond the role, such as `pick`; None for all.
    ends_at: branch and counter where an officer who works elsewhere by now still has somebody before him.
    """

    role: Role
    subject: str
    branch: str | None = None
    counter: str | None = None
    skills: Mapping[str, int] | None = None
    rights: frozenset[str] | None = None
    ends_at: tuple[str, str] | None = None

    def require_calling(self, branch: str) -> None:
        """Raise SentElsewhere where an officer only ends what he began before he was sent to another branch."""
        if self.branch is not None and self.branch != branch:
            raise SentElsewhere(branch=branch)

    def has(self, right: Right) -> bool:
        """Whether this right was given; a token is not asked for any."""
        return self.rights is None or right in self.rights

    @property
    def actor(self) -> str:
        """How an event names the caller: a role and a random id or badge, never a name."""
        return f"{self.role}:{self.subject}"


@dataclass(frozen=True)
class Holder:
    """Who holds a ticket, and acts on it alone, by its token: a visitor on a phone. He has no role and no rights."""

    ticket_id: str

    @property
    def actor(self) -> str:
        """How an event names him: as nobody but the ticket's visitor."""
        return f"{VISITOR}:{self.ticket_id}"


def require_supervisor(caller: Caller) -> None:
    """Raise Forbidden for an officer without the right `supervise`; managers need none."""
    if caller.role is Role.OFFICER and not caller.has(Right.SUPERVISE):
        raise Forbidden(role=caller.role)


def require(caller: Caller, act: Act, *, branch: str | None = None, counter: str | None = None) -> None:
    """Raise Forbidden unless the caller's role may do this here.

    branch None asks for the whole network; a token for one counter acts at that counter alone. Whoever was sent to
    another branch in the middle of a service ends it.
    """
    reach = RIGHTS[act].get(caller.role)
    if reach is None:
        raise Forbidden(role=caller.role)
    if reach is Reach.NETWORK:
        return
    elsewhere = caller.branch is not None and branch is not None and caller.branch != branch
    if elsewhere and (counter is None or (branch, counter) != caller.ends_at):
        raise Forbidden(role=caller.role)
    if reach is Reach.COUNTER and caller.counter is not None and counter is not None and caller.counter != counter:
        raise Forbidden(role=caller.role)
