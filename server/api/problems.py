"""What is a caller told when something was refused or went wrong? RFC 9457, in the caller's language."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import structlog
from apiflask import APIFlask, HTTPError
from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from config.texts import LANGUAGES, text
from server.api.rooms import rooms
from server.domain import refusals
from server.domain.branch import Branch

PROBLEM_TYPE = "application/problem+json"

STATUS: dict[type[refusals.Refused], int] = {
    refusals.BranchNotFound: 404,
    refusals.CounterNotFound: 404,
    refusals.TicketNotFound: 404,
    refusals.ClipNotFound: 404,
    refusals.UnknownService: 422,
    refusals.UnknownPriority: 422,
    refusals.BadNumber: 422,
    refusals.NumberGiven: 409,
    refusals.ServiceClosed: 409,
    refusals.BranchPaused: 409,
    refusals.BranchNotPaused: 409,
    refusals.IntakeClosed: 409,
    refusals.IntakeOpen: 409,
    refusals.ServiceIntakeClosed: 409,
    refusals.ServiceIntakeOpen: 409,
    refusals.UnknownCode: 422,
    refusals.DisplayNotFound: 404,
    refusals.NoticeNotFound: 404,
    refusals.NoticeOver: 422,
    refusals.BadVolume: 422,
    refusals.CounterNotOpen: 409,
    refusals.SentElsewhere: 409,
    refusals.CounterBusy: 409,
    refusals.NotYourCounter: 403,
    refusals.NotThisCounter: 409,
    refusals.NobodyAtCounter: 409,
    refusals.WrongState: 409,
    refusals.NotYetAgain: 409,
    refusals.TooLateToReturn: 409,
    refusals.PostponedEnough: 409,
    refusals.SameService: 409,
    refusals.SameBranch: 409,
    refusals.LeftoverLapsed: 409,
    refusals.NobodyServes: 409,
    refusals.UnknownCounter: 422,
    refusals.UnknownBranch: 422,
    refusals.BadSlot: 422,
    refusals.BadBookingCode: 422,
    refusals.BookingNotFound: 404,
    refusals.BookingElsewhere: 409,
    refusals.BookingOtherDay: 409,
    refusals.BookingCancelled: 409,
    refusals.BookingUsed: 409,
    refusals.SlotFull: 409,
    refusals.SlotToday: 409,
    refusals.NumberNotFound: 422,
    refusals.ReasonNeeded: 422,
    refusals.NotForYou: 409,
    refusals.NothingToUndo: 409,
    refusals.TooLateToUndo: 409,
    refusals.ActedOnSince: 409,
    refusals.NothingLeft: 409,
    refusals.NoPin: 409,
    refusals.WrongPin: 403,
    refusals.Locked: 403,
    refusals.TicketVoided: 409,
    refusals.KeyReused: 422,
    refusals.NotSignedIn: 401,
    refusals.SignInFailed: 401,
    refusals.Forbidden: 403,
    refusals.CrossSite: 403,
    refusals.BranchBusy: 503,
    refusals.SpeechFailed: 503,
    refusals.SuggestionNotFound: 404,
    refusals.RunNotFound: 404,
    refusals.OfficerNotFound: 404,
    refusals.MoveDecided: 409,
    refusals.MoveImpossible: 409,
    refusals.ConsentNeeded: 409,
    refusals.BadChange: 422,
    refusals.BadLunch: 422,
    refusals.NobodyPlans: 409,
    refusals.AdviceLapsed: 409,
    refusals.FullToday: 409,
}
GENERAL = {
    400: "bad-request",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "not-json",
    422: "bad-field",
    429: "too-many-requests",
    500: "internal-error",
    503: "not-ready",
}


def language() -> str:
    """Return the language for sentences: the best of Accept-Language, Vietnamese if none fits."""
    return request.accept_languages.best_match(LANGUAGES, default="vi") or "vi"


def problem_of(
    refused: refusals.Refused, *, spoken: str, instance: str, branches: Mapping[str, Branch]
) -> tuple[dict[str, Any], int]:
    """Return the problem object of a refusal and its status; the facts are members beside the standard ones.

    branches: the network's; where a fact is the code of one of them, or of a service, the sentence has its name.
    """
    facts = asdict(refused)
    status = STATUS[type(refused)]
    said = facts | {name: _named(name, fact, branches) for name, fact in facts.items() if name in ("branch", "service")}
    problem = _problem(refused.code, status, spoken=spoken, instance=instance, facts=said)
    return problem | facts, status


def _named(name: str, code: str, branches: Mapping[str, Branch]) -> str | Mapping[str, str]:
    """Return the names of a branch or service, or its code as it is where nobody knows it."""
    if name == "branch":
        return branches[code].names if code in branches else code
    return next((one.services[code].names for one in branches.values() if code in one.services), code)


def _problem(code: str, status: int, *, spoken: str, instance: str, facts: dict[str, Any]) -> dict[str, Any]:
    titles = {one: text(f"problems.{code}.title", one) for one in LANGUAGES}
    details = {one: _detail(code, one, facts) for one in LANGUAGES}
    return {
        "type": f"/problems/{code}",
        "title": titles[spoken],
        "status": status,
        "detail": details[spoken],
        "instance": instance,
        # A page whose reader chooses another language then shows the same refusal in it.
        "titles": titles,
        "details": details,
        **facts,
    }


def _detail(code: str, spoken: str, facts: Mapping[str, Any]) -> str:
    return text(f"problems.{code}.detail", spoken, **{name: _said(fact, spoken) for name, fact in facts.items()})


def _said(fact: Any, spoken: str) -> Any:
    """Return a fact as the sentence takes it: of names the one in its language, several one after another."""
    if isinstance(fact, Mapping):
        return fact.get(spoken) or next(iter(fact.values()), "none")
    if isinstance(fact, tuple):
        return ", ".join(fact)
    return "none" if fact is None else fact


def _answer(problem: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    response = Response(json.dumps(problem, ensure_ascii=False), problem["status"], content_type=PROBLEM_TYPE)
    response.headers.update(headers or {})
    response.headers["Content-Language"] = language()
    response.headers["Vary"] = "Accept-Language"
    return response


def answer_refused(refused: refusals.Refused) -> Response:
    """Answer a rule's refusal."""
    branches = rooms().store.network.branches
    problem, status = problem_of(refused, spoken=language(), instance=g.request_id, branches=branches)
    headers = {}
    if "retry_after_s" in problem:
        headers["Retry-After"] = str(problem["retry_after_s"])
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return _answer(problem, headers)


def answer_http(
    status: int, *, errors: dict[str, Any] | None = None, headers: dict[str, str] | None = None
) -> Response:
    """Answer what HTTP itself refuses: an unknown address, a wrong method, a body that is no JSON or does not fit."""
    code = GENERAL.get(status, "bad-request" if status < 500 else "internal-error")
    facts: dict[str, Any] = {"errors": errors} if errors else {}
    problem = _problem(code, status, spoken=language(), instance=g.get("request_id", ""), facts={})
    return _answer(problem | facts, headers)


def register(app: APIFlask) -> None:
    """Let every error of an application leave as a problem."""

    @app.error_processor
    def from_apiflask(error: HTTPError) -> Response:
        errors = (error.detail or {}).get("json") or (error.detail or {}).get("query") or error.detail
        return answer_http(error.status_code, errors=errors if isinstance(errors, dict) else None)

    @app.errorhandler(HTTPException)
    def from_werkzeug(error: HTTPException) -> Response:
        keep = {"Allow", "Retry-After"}
        headers = {name: value for name, value in error.get_headers() if name in keep}
        return answer_http(error.code or 500, headers=headers)

    @app.errorhandler(refusals.Refused)
    def from_rule(error: refusals.Refused) -> Response:
        return answer_refused(error)

    @app.errorhandler(Exception)
    def from_nowhere(error: Exception) -> Response:
        structlog.get_logger().exception("request failed", error=type(error).__name__, request_id=g.get("request_id"))
        return answer_http(500)
