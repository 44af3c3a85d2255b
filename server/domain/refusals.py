"""Why was it refused? Facts only; the sentence is made by the catalogue and the status by the API."""

from collections.abc import Mapping
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
class UnknownCounter(Refused):
    """The body names a counter that this branch does not have."""

    code = "unknown-counter"
    branch: str
    counter: str


@dataclass(eq=False)
class UnknownBranch(Refused):
    """The body names a branch that there is not."""

    code = "unknown-branch"
    branch: str


@dataclass(eq=False)
class BadSlot(Refused):
    """An appointment's slot must lie in the branch's hours: a ticket's today, a code's on a day that may be booked."""

    code = "bad-slot"


@dataclass(eq=False)
class SlotToday(Refused):
    """A kiosk gives appointments of later days only: whoever stands there could let himself in before who waits."""

    code = "slot-today"


@dataclass(eq=False)
class BadBookingCode(Refused):
    """What was typed is no code of an appointment: a sign is wrong, missing or in another place."""

    code = "bad-booking-code"


@dataclass(eq=False)
class BookingNotFound(Refused):
    code = "booking-not-found"


@dataclass(eq=False)
class BookingElsewhere(Refused):
    """The appointment is at another branch. branch_names: language -> its name, as its holder knows it.

    travel_s: how long a visitor is on the way there; None where the network no longer describes it. day, time: local.
    """

    code = "booking-elsewhere"
    branch: str
    branch_names: Mapping[str, str]
    travel_s: int | None
    service: str
    day: str
    time: str


@dataclass(eq=False)
class BookingOtherDay(Refused):
    """The appointment is not today. day, time: local, as they are read."""

    code = "booking-other-day"
    service: str
    day: str
    time: str


@dataclass(eq=False)
class BookingCancelled(Refused):
    """The appointment was cancelled. day, time: local, as they are read."""

    code = "booking-cancelled"
    service: str
    day: str
    time: str


@dataclass(eq=False)
class BookingUsed(Refused):
    """Who has the appointment has checked in, so that it is a ticket now."""

    code = "booking-used"
    number: str


@dataclass(eq=False)
class SlotFull(Refused):
    """A service takes no more appointments then. free: the next slots, local; free_told: the same as they are read."""

    code = "slot-full"
    service: str
    time: str
    free: tuple[str, ...]
    free_told: str | None


@dataclass(eq=False)
class BadNumber(Refused):
    """A kiosk's number is not in a lease of this branch, service and day, or another ticket has it."""

    code = "bad-number"
    number: str


@dataclass(eq=False)
class NumberGiven(Refused):
    """A paper roll cannot stand at a number that was given or leased already today."""

    code = "number-given"
    number: str


@dataclass(eq=False)
class ServiceClosed(Refused):
    code = "service-closed"
    branch: str
    service: str
    opens_at: str | None


@dataclass(eq=False)
class BranchPaused(Refused):
    """The whole branch stands still: nobody is called, no number is given."""

    code = "branch-paused"
    branch: str
    reason: str


@dataclass(eq=False)
class BranchNotPaused(Refused):
    code = "branch-not-paused"
    branch: str


@dataclass(eq=False)
class IntakeClosed(Refused):
    """No more numbers are given today; who has one is served."""

    code = "intake-closed"
    branch: str
    reason: str


@dataclass(eq=False)
class IntakeOpen(Refused):
    code = "intake-open"
    branch: str


@dataclass(eq=False)
class ServiceIntakeClosed(Refused):
    """No more numbers are given for one service today; who has one is served."""

    code = "service-intake-closed"
    branch: str
    service: str
    reason: str


@dataclass(eq=False)
class ServiceIntakeOpen(Refused):
    code = "service-intake-open"
    branch: str
    service: str


@dataclass(eq=False)
class UnknownCode(Refused):
    """No display shows this code now; told as a field of the body."""

    code = "unknown-code"


@dataclass(eq=False)
class DisplayNotFound(Refused):
    code = "display-not-found"


@dataclass(eq=False)
class NoticeNotFound(Refused):
    code = "notice-not-found"


@dataclass(eq=False)
class NoticeOver(Refused):
    """A notice would be over before it begins. ends: local time and day."""

    code = "notice-over"
    ends: str


@dataclass(eq=False)
class BadVolume(Refused):
    """The hours of a hall's volume make no sense. reason: backwards or overlap; start, end: the hours meant."""

    code = "bad-volume"
    start: str
    end: str
    reason: str


@dataclass(eq=False)
class CounterNotOpen(Refused):
    code = "counter-not-open"
    counter: str
    state: str


@dataclass(eq=False)
class SentElsewhere(Refused):
    """The officer works at another branch by now; here he ends whom he serves, and calls nobody."""

    code = "sent-elsewhere"
    branch: str


@dataclass(eq=False)
class CounterBusy(Refused):
    """The counter still has a visitor, so it can neither be closed nor go on with an earlier one."""

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
class NotYetAgain(Refused):
    """The rules want some time, or more calls, first."""

    code = "not-yet-again"
    number: str
    wait_s: int


@dataclass(eq=False)
class TooLateToReturn(Refused):
    """A missed visitor came back after the grace; another ticket is needed."""

    code = "too-late-to-return"
    number: str


@dataclass(eq=False)
class PostponedEnough(Refused):
    code = "postponed-enough"
    number: str
    times: int


@dataclass(eq=False)
class SameService(Refused):
    """A transfer, a change or an addition names the service that the visit is at already."""

    code = "same-service"
    number: str
    service: str


@dataclass(eq=False)
class SameBranch(Refused):
    """A referral names the branch where the visitor is."""

    code = "same-branch"
    branch: str


@dataclass(eq=False)
class LeftoverLapsed(Refused):
    """A ticket of an earlier day cannot be exchanged: too old, exchanged before, or it was not left over."""

    code = "leftover-lapsed"


@dataclass(eq=False)
class NobodyServes(Refused):
    """A transfer names a counter or an officer that does not serve this service now."""

    code = "nobody-serves"
    service: str


@dataclass(eq=False)
class NumberNotFound(Refused):
    """No ticket of today has this number here; told as a field of the body."""

    code = "number-not-found"
    number: str


@dataclass(eq=False)
class ReasonNeeded(Refused):
    """Calling out of order needs a reason; told as a field of the body."""

    code = "reason-needed"


@dataclass(eq=False)
class NotForYou(Refused):
    """The ticket waits for another counter, officer, skill or service than this counter's."""

    code = "not-for-you"
    number: str
    counter: str


@dataclass(eq=False)
class NothingToUndo(Refused):
    """The counter's last act cannot be taken back, or was taken back already."""

    code = "nothing-to-undo"
    counter: str


@dataclass(eq=False)
class TooLateToUndo(Refused):
    code = "too-late-to-undo"
    counter: str


@dataclass(eq=False)
class ActedOnSince(Refused):
    """Somebody has acted on the visitor since, so the act can no longer be taken back."""

    code = "acted-on-since"
    counter: str


@dataclass(eq=False)
class NothingLeft(Refused):
    """All dossiers of the visit are done, or it has none that are counted in turns."""

    code = "no-dossiers-left"
    number: str


@dataclass(eq=False)
class NoPin(Refused):
    """A session can only be locked by who has chosen a PIN."""

    code = "no-pin"


@dataclass(eq=False)
class WrongPin(Refused):
    """left: how many tries there are before the session ends."""

    code = "wrong-pin"
    left: int


@dataclass(eq=False)
class Locked(Refused):
    """The session waits for its PIN."""

    code = "locked"


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


@dataclass(eq=False)
class SuggestionNotFound(Refused):
    code = "suggestion-not-found"


@dataclass(eq=False)
class RunNotFound(Refused):
    code = "run-not-found"


@dataclass(eq=False)
class MoveDecided(Refused):
    """Somebody has approved, dismissed or undone it already, or its time is over."""

    code = "move-decided"
    state: str


@dataclass(eq=False)
class MoveImpossible(Refused):
    """What the suggestion was made for is no longer so. reason: see domain.moves.WhyNot."""

    code = "move-impossible"
    reason: str


@dataclass(eq=False)
class ConsentNeeded(Refused):
    """The branch that gives an officer away has not agreed yet."""

    code = "consent-needed"
    branch: str


@dataclass(eq=False)
class OfficerNotFound(Refused):
    code = "officer-not-found"
    badge: str


@dataclass(eq=False)
class BadChange(Refused):
    """A change to be tried, or an absence, that makes no sense. what: which part of it."""

    code = "bad-change"
    what: str


@dataclass(eq=False)
class BadLunch(Refused):
    """An officer's lunch does not fit. reason: see domain.lunch; `elsewhere` where he is none of this branch, `twice`
    where two are told at once."""

    code = "bad-lunch"
    badge: str
    reason: str


@dataclass(eq=False)
class NobodyPlans(Refused):
    """The worker has not been heard of, so nobody would answer."""

    code = "nobody-plans"
    retry_after_s: int = 30


@dataclass(eq=False)
class AdviceLapsed(Refused):
    """The other branch is no longer better by enough, or takes no visitors any more."""

    code = "advice-lapsed"
    branch: str


@dataclass(eq=False)
class FullToday(Refused):
    """The counter-minutes left today serve nobody more; the network file says that intake is refused then."""

    code = "full-today"
    branch: str
    service: str
