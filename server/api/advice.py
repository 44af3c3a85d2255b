"""Where else would it be quicker? For kiosks before a ticket is taken, and for who holds one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel

from server.actions.follow_advice import follow_advice
from server.api.allowed import at_branch
from server.api.answers import changed_both, json_response
from server.api.bodies import Body, Code, Names
from server.api.rooms import rooms
from server.api.ticket_bodies import TicketOut
from server.database.change import BranchChange
from server.database.queue import ahead_of
from server.domain.advice import Elsewhere, NotOffered
from server.domain.branch import Branch
from server.domain.dispatch import Wait
from server.domain.lifecycle import StepState
from server.domain.refusals import AdviceLapsed, TicketNotFound, UnknownBranch
from server.domain.rights import Holder
from server.views.advice import elsewhere, not_offered, offers, offers_view
from server.views.elsewhere import elsewhere_view, still_open
from server.views.ticket import ticket_view
from server.views.visitor import expected, for_holder, holder_of, visitor_view
from server.views.visits import visit

bp = APIBlueprint("advice", __name__, url_prefix="/api/v1", tag="Tickets")


class AdviceQuery(BaseModel):
    """all: also the branches that save no time, for who sends a visitor on for another reason."""

    service: Code | None = None
    all: bool = False


class FollowIn(Body):
    branch: Code | None = None


class OfferOut(BaseModel):
    """Waits for who sets out now, both from now on: the way is a part of the one there. saved_s: how much sooner."""

    branch: str
    names: Names
    travel_s: int
    wait_low_s: int
    wait_high_s: int
    here_low_s: int | None
    here_high_s: int | None
    saved_s: int | None


class NotOfferedOut(BaseModel):
    """Another branch with the service. why: `far` (the wait is known), `no_counter` (nobody serves it there now),
    `takes_nobody` (no numbers are given for it now), `closed`."""

    branch: str
    names: Names
    travel_s: int
    wait_low_s: int | None
    wait_high_s: int | None
    why: Literal["far", "no_counter", "takes_nobody", "closed"]


class AdviceOut(BaseModel):
    """others: only when `all` was asked for: the branches with the service that are not among the offers."""

    offers: list[OfferOut]
    others: list[NotOfferedOut]


class StillOpenOut(BaseModel):
    """A branch that gives numbers today. opens_at: null where it is open when one comes; waits: null if not known."""

    branch: str
    names: Names
    travel_s: int
    opens_at: datetime | None
    open_until: datetime
    wait_low_s: int | None
    wait_high_s: int | None


class ServiceElsewhere(BaseModel):
    service: str
    branches: list[StillOpenOut]


class ElsewhereOut(BaseModel):
    services: list[ServiceElsewhere]


@bp.get("/branches/<branch>/advice")
@at_branch()
@bp.input(AdviceQuery, location="query")
@bp.output(AdviceOut)
def get_advice(branch: str, query_data: AdviceQuery) -> Response:
    """Other branches where a visitor who comes now would be called sooner by enough, the way included; often none.

    With `all` every branch within reach that takes visitors, where one is called soonest first; the rest as `others`.
    """
    store = rooms().store
    now, place = store.now(), store.branch(branch)
    if query_data.service is None:
        return json_response({"offers": [], "others": []})
    service = place.service(query_data.service).code
    others: Sequence[NotOffered] = ()
    with store.read() as connection:
        here = rooms().waits.seen_by(connection, place, now=now).waits.get(service)
        if query_data.all:
            found = elsewhere(connection, store.network, place, service, waits=rooms().waits, now=now)
            others = not_offered(connection, store.network, place, service, waits=rooms().waits, now=now)
        else:
            found = offers(connection, store.network, place, service, here=here, waits=rooms().waits, now=now)
    return json_response(offers_view(store.network, found, here=here, others=others))


@bp.get("/branches/<branch>/elsewhere")
@at_branch()
@bp.output(ElsewhereOut)
def get_elsewhere(branch: str) -> Response:
    """For each service that takes nobody more today, the nearest branches that still do; none for all others."""
    store = rooms().store
    now, place = store.now(), store.branch(branch)
    with store.read() as connection:
        found = still_open(connection, store.network, place, waits=rooms().waits, now=now)
    return json_response(elsewhere_view(store.network, found))


@bp.get("/tickets/<token>/advice")
@bp.output(AdviceOut)
def get_ticket_advice(token: str) -> Response:
    """The same for a ticket that waits, from what it may still expect."""
    _, _, here, found = _looked_up(token)
    return json_response(offers_view(rooms().store.network, found, here=here))


@bp.post("/tickets/<token>/follow-advice")
@bp.input(FollowIn)
@bp.output(TicketOut)
def post_follow(token: str, json_data: FollowIn) -> Response:
    """Go to an offered branch: the time of arrival stays, the place is held for the way; `return` says "I am here"."""
    store = rooms().store
    branch, ticket_id, here, found = _looked_up(token)
    wanted = json_data.branch or ""
    if wanted not in store.network.branches:
        raise UnknownBranch(branch=wanted)
    if branch.code == wanted:  # he goes there already: the line broke, and the phone asks again
        with store.read() as connection:
            seen = visitor_view(connection, store.network, token=token, waits=rooms().waits, now=store.now())
        return json_response(seen)
    offer = next((one for one in found if one.branch == wanted), None)
    if offer is None or here is None:
        raise AdviceLapsed(branch=wanted)
    elsewhere = store.branch(offer.branch)
    waits, wait = rooms().waits.of(store.read, elsewhere, now=store.now()), here

    def work(one: BranchChange, other: BranchChange) -> tuple[int, dict[str, Any]]:
        _, issued = follow_advice(one, other, ticket_id=ticket_id, offer=offer, wait=wait, estimate=waits.estimate)
        seen = ticket_view(issued.ticket, elsewhere, private=issued.private)
        paused = other.standing.paused
        return 200, seen | for_holder(issued.ticket, elsewhere, token=token, paused=paused, now=other.now)

    return changed_both(branch.code, elsewhere.code, caller=Holder(ticket_id), work=work)


def _looked_up(token: str) -> tuple[Branch, str, Wait | None, list[Elsewhere]]:
    """Return where a ticket waits, its id, what it may expect there, and where else it would be called sooner."""
    store = rooms().store
    now = store.now()
    with store.read() as connection:
        holder = holder_of(connection, token)
        if holder.branch not in store.network.branches:
            raise TicketNotFound
        branch = store.branch(holder.branch)
        ticket, private = visit(connection, holder.ticket_id)
        step = ticket.present
        if step is None or step.state is not StepState.WAITING:
            return branch, ticket.id, None, []
        before = ahead_of(connection, branch.code, step.service, step.rank)
        here = expected(connection, branch, ticket, private, before.same, waits=rooms().waits, now=now)
        found = offers(connection, store.network, branch, step.service, here=here, waits=rooms().waits, now=now)
    return branch, ticket.id, here, found
