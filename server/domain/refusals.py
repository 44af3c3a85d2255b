"""Why was it refused? Facts only; the sentence is made by the catalogue and the status by the API."""

from dataclasses import dataclass


@dataclass(eq=False)
class Refused(Exception):
    """A rule said no and nothing was changed. `code` is stable; the fields are the facts."""

    code = "refused"


@dataclass(eq=False)
class BranchNotFound(Refused):
    code = "branch-not-found"
    branch: str


@dataclass(eq=False)
class CounterNotFound(Refused):
    code = "counter-not-found"
    branch: str
    counter: str


@dataclass(eq=False)
class TicketNotFound(Refused):
    code = "ticket-not-found"


@dataclass(eq=False)
class ClipNotFound(Refused):
    code = "clip-not-found"


@dataclass(eq=False)
class UnknownService(Refused):
    """The body names a service that this branch does not accept."""

    code = "unknown-service"
    branch: str
    service: str


@dataclass(eq=False)
class UnknownPriority(Refused):
    code = "unknown-priority"
    priority: str


@dataclass(eq=False)
class BadNumber(Refused):
    """A kiosk's number is not in a lease of this branch, service and day."""

    code = "bad-number"
    number: str


@dataclass(eq=False)
class ServiceClosed(Refused):
    code = "service-closed"
    branch: str
    service: str
    opens_at: str | None


@dataclass(eq=False)
class CounterNotOpen(Refused):
    code = "counter-not-open"
    counter: str
    state: str


@dataclass(eq=False)
class CounterBusy(Refused):
    """The counter still has a visitor, so it can be neither paused nor closed."""

    code = "counter-busy"
    counter: str
    number: str


@dataclass(eq=False)
class NotYourCounter(Refused):
    """Another officer opened this counter."""

    code = "not-your-counter"
    counter: str


@dataclass(eq=False)
class NotThisCounter(Refused):
    """A `call-next` said what stands at the counter, and something else does."""

    code = "counter-moved-on"
    counter: str
    number: str | None


@dataclass(eq=False)
class NobodyAtCounter(Refused):
    code = "nobody-at-counter"
    counter: str


@dataclass(eq=False)
class WrongState(Refused):
    """The present state does not allow the act."""

    code = "wrong-state"
    number: str
    state: str
    act: str


@dataclass(eq=False)
class TicketVoided(Refused):
    """The id was voided before; it can never become a ticket."""

    code = "ticket-voided"
    id: str


@dataclass(eq=False)
class KeyReused(Refused):
    """The idempotency key was used with another body."""

    code = "key-reused"


@dataclass(eq=False)
class NotSignedIn(Refused):
    code = "not-signed-in"


@dataclass(eq=False)
class SignInFailed(Refused):
    code = "sign-in-failed"


@dataclass(eq=False)
class Forbidden(Refused):
    """The role, branch or counter of the caller does not allow the act."""

    code = "forbidden"
    role: str


@dataclass(eq=False)
class CrossSite(Refused):
    """A session cookie came without the page's own token."""

    code = "cross-site"


@dataclass(eq=False)
class BranchBusy(Refused):
    """The branch could not be locked in time; ask again."""

    code = "branch-busy"
    retry_after_s: int = 1


@dataclass(eq=False)
class SpeechFailed(Refused):
    code = "speech-failed"
    retry_after_s: int = 5
