"""Has every refusal a code, a status, and a sentence in each language, whatever its facts are?"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, get_origin, get_type_hints

import pytest

import server.domain
from config.texts import LANGUAGES, text
from server.api.problems import STATUS, problem_of
from server.domain.branch import Branch
from server.domain.lifecycle import CounterState, StepState
from server.domain.refusals import BranchBusy, Refused
from tests.builders import a_branch, a_service, names

for module in pkgutil.iter_modules(server.domain.__path__):
    importlib.import_module(f"server.domain.{module.name}")

STANDARD_MEMBERS = {"type", "title", "status", "detail", "instance"}
# Codes are addresses (/problems/<code>) that clients compare, so each is written out: changing one breaks them.
CODES = {
    "BranchNotFound": ("branch-not-found", 404),
    "CounterNotFound": ("counter-not-found", 404),
    "TicketNotFound": ("ticket-not-found", 404),
    "ClipNotFound": ("clip-not-found", 404),
    "UnknownService": ("unknown-service", 422),
    "UnknownPriority": ("unknown-priority", 422),
    "UnknownCounter": ("unknown-counter", 422),
    "UnknownBranch": ("unknown-branch", 422),
    "BadSlot": ("bad-slot", 422),
    "BadBookingCode": ("bad-booking-code", 422),
    "BookingNotFound": ("booking-not-found", 404),
    "BookingElsewhere": ("booking-elsewhere", 409),
    "BookingOtherDay": ("booking-other-day", 409),
    "BookingCancelled": ("booking-cancelled", 409),
    "BookingUsed": ("booking-used", 409),
    "SlotFull": ("slot-full", 409),
    "SlotToday": ("slot-today", 409),
    "BadNumber": ("bad-number", 422),
    "NumberGiven": ("number-given", 409),
    "ServiceClosed": ("service-closed", 409),
    "BranchPaused": ("branch-paused", 409),
    "BranchNotPaused": ("branch-not-paused", 409),
    "IntakeClosed": ("intake-closed", 409),
    "IntakeOpen": ("intake-open", 409),
    "ServiceIntakeClosed": ("service-intake-closed", 409),
    "ServiceIntakeOpen": ("service-intake-open", 409),
    "UnknownCode": ("unknown-code", 422),
    "DisplayNotFound": ("display-not-found", 404),
    "NoticeNotFound": ("notice-not-found", 404),
    "NoticeOver": ("notice-over", 422),
    "BadVolume": ("bad-volume", 422),
    "CounterNotOpen": ("counter-not-open", 409),
    "SentElsewhere": ("sent-elsewhere", 409),
    "CounterBusy": ("counter-busy", 409),
    "NotYourCounter": ("not-your-counter", 403),
    "NotThisCounter": ("counter-moved-on", 409),
    "NobodyAtCounter": ("nobody-at-counter", 409),
    "WrongState": ("wrong-state", 409),
    "NotYetAgain": ("not-yet-again", 409),
    "TooLateToReturn": ("too-late-to-return", 409),
    "PostponedEnough": ("postponed-enough", 409),
    "SameService": ("same-service", 409),
    "SameBranch": ("same-branch", 409),
    "LeftoverLapsed": ("leftover-lapsed", 409),
    "NobodyServes": ("nobody-serves", 409),
    "NumberNotFound": ("number-not-found", 422),
    "ReasonNeeded": ("reason-needed", 422),
    "NotForYou": ("not-for-you", 409),
    "NothingToUndo": ("nothing-to-undo", 409),
    "TooLateToUndo": ("too-late-to-undo", 409),
    "ActedOnSince": ("acted-on-since", 409),
    "NothingLeft": ("no-dossiers-left", 409),
    "NoPin": ("no-pin", 409),
    "WrongPin": ("wrong-pin", 403),
    "Locked": ("locked", 403),
    "TicketVoided": ("ticket-voided", 409),
    "KeyReused": ("key-reused", 422),
    "NotSignedIn": ("not-signed-in", 401),
    "SignInFailed": ("sign-in-failed", 401),
    "Forbidden": ("forbidden", 403),
    "CrossSite": ("cross-site", 403),
    "BranchBusy": ("branch-busy", 503),
    "SpeechFailed": ("speech-failed", 503),
    "SuggestionNotFound": ("suggestion-not-found", 404),
    "RunNotFound": ("run-not-found", 404),
    "OfficerNotFound": ("officer-not-found", 404),
    "MoveDecided": ("move-decided", 409),
    "MoveImpossible": ("move-impossible", 409),
    "ConsentNeeded": ("consent-needed", 409),
    "BadChange": ("bad-change", 422),
    "BadLunch": ("bad-lunch", 422),
    "NobodyPlans": ("nobody-plans", 409),
    "AdviceLapsed": ("advice-lapsed", 409),
    "FullToday": ("full-today", 409),
}


def below(kind: type[Refused]) -> list[type[Refused]]:
    """Every subclass, also of subclasses."""
    return [one for child in kind.__subclasses__() for one in (child, *below(child))]


REFUSALS = sorted(below(Refused), key=lambda kind: kind.__name__)
NAMING = [kind for kind in REFUSALS if {"branch", "service"} & get_type_hints(kind).keys()]


def an_example(kind: type[Refused], *, known: bool = True) -> Refused:
    """A refusal with a fact of the right type in each field; without `known`, None wherever that is allowed."""
    hints = get_type_hints(kind)
    facts = {}
    for field in fields(kind):
        optional = type(None) in getattr(hints[field.name], "__args__", ())
        plain: object = 7 if hints[field.name] is int else f"the-{field.name}"
        if get_origin(hints[field.name]) is tuple:
            plain = (f"one-{field.name}", f"another-{field.name}")
        if get_origin(hints[field.name]) is Mapping:
            plain = {language: f"the-{field.name} ({language})" for language in LANGUAGES}
        facts[field.name] = None if optional and not known else plain
    return kind(**facts)


def told(refused: Refused, language: str, branches: Mapping[str, Branch] = MappingProxyType({})) -> dict[str, Any]:
    """What a caller is told; without branches, as where nobody knows the code."""
    return problem_of(refused, spoken=language, instance="", branches=branches)[0]


@pytest.mark.parametrize("kind", REFUSALS)
def test_the_code_and_the_status_are_those_that_clients_know(kind: type[Refused]) -> None:
    assert "code" in vars(kind)
    assert (kind.code, STATUS[kind]) == CODES[kind.__name__]


def test_no_two_refusals_have_one_code() -> None:
    codes = [kind.code for kind in (Refused, *REFUSALS)]

    assert len(set(codes)) == len(codes)
    assert {kind.__name__ for kind in REFUSALS} == set(CODES)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_is_said_in_every_language_with_its_facts(kind: type[Refused], language: str, known: bool) -> None:
    refused = an_example(kind, known=known)

    problem, status = problem_of(refused, spoken=language, instance="request-1", branches={})

    said = problem["title"] + problem["detail"]
    assert status == problem["status"] == STATUS[kind]
    assert problem["type"] == f"/problems/{kind.code}"
    assert problem["title"].strip()
    assert problem["detail"].strip()
    assert not {"{", "}"} & set(said)
    assert {field.name: problem[field.name] for field in fields(kind)} == vars(refused)


@pytest.mark.parametrize("kind", REFUSALS)
def test_each_language_has_a_sentence_of_its_own(kind: type[Refused]) -> None:
    details = {told(an_example(kind), language)["detail"] for language in LANGUAGES}

    assert len(details) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", NAMING)
def test_who_is_refused_reads_the_names_of_branch_and_service_and_a_program_their_codes(
    kind: type[Refused], language: str
) -> None:
    facts = {"branch": "tay-ho", "service": "land"}
    known = a_branch(
        "tay-ho", names=names("West Lake"), services={"land": a_service("land", names=names("Real estate"))}
    )
    refused = replace(an_example(kind), **{name: facts[name] for name in facts if name in get_type_hints(kind)})

    problem = told(refused, language, {"tay-ho": known})

    assert not [code for code in facts.values() if code in problem["detail"]]
    assert {name: problem[name] for name in facts if name in problem}.items() <= facts.items()


@pytest.mark.parametrize("kind", REFUSALS)
def test_no_fact_hides_a_standard_member_of_a_problem(kind: type[Refused]) -> None:
    assert not {field.name for field in fields(kind)} & STANDARD_MEMBERS


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_can_be_raised_caught_and_put_in_a_set(kind: type[Refused]) -> None:
    refused = an_example(kind)

    with pytest.raises(Refused) as caught:
        raise refused

    assert {caught.value} == {refused}
    assert refused != an_example(kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("code", "states"), [("wrong-state", list(StepState)), ("counter-not-open", list(CounterState))]
)
def test_every_state_is_told_in_words_and_each_in_its_own(code: str, states: list[str], language: str) -> None:
    unnamed = text(f"problems.{code}.detail", language, number="L007", counter="21", state="some-state", act="call")

    told = {
        text(f"problems.{code}.detail", language, number="L007", counter="21", state=state, act="call")
        for state in states
    }

    assert "some-state" in unnamed
    assert len(told) == len(states)
    assert not [sentence for sentence in told if "_" in sentence]


def test_a_busy_branch_asks_to_come_again_in_a_second() -> None:
    assert BranchBusy().retry_after_s == 1
