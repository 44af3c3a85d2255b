"""What does a kiosk ask and tell beside tickets?"""

from datetime import UTC, datetime

from apiflask import APIBlueprint
from flask import Response

from server.actions.record_kiosk import record_kiosk
from server.api.allowed import allowed, at_branch
from server.api.answers import json_response
from server.api.kiosk_bodies import KioskHeardOut, KioskOut, KioskQuery, KiosksOut, KioskToldIn
from server.api.rooms import caller, rooms
from server.database import kiosk_states
from server.domain.kiosks import KioskState
from server.domain.rights import Act
from server.views.kiosk import kiosk_view
from server.views.kiosks import kiosk_row

bp = APIBlueprint("kiosks", __name__, url_prefix="/api/v1", tag="Kiosks")


@bp.get("/branches/<branch>/kiosk")
@at_branch()
@bp.input(KioskQuery, location="query")
@bp.output(KioskOut)
def get_kiosk(branch: str, query_data: KioskQuery) -> Response:
    """What a kiosk keeps for when its line is cut; with `known` as the present version, that version alone."""
    told = kiosk_view(rooms().store.branch(branch))
    return json_response({"version": told["version"]} if told["version"] == query_data.known else told)


@bp.post("/branches/<branch>/kiosks/told")
@allowed(Act.TELL_KIOSK)
@bp.input(KioskToldIn)
@bp.output(KioskHeardOut)
def post_told(branch: str, json_data: KioskToldIn) -> Response:
    """Keep how a kiosk's printer, numbers and disk are; the counters see at once what is wrong."""
    who = caller()
    state = KioskState(device=who.subject, seen_at=datetime.now(UTC), **json_data.model_dump())
    record_kiosk(rooms().store, branch=branch, kiosk=who, state=state)
    return json_response({"device": who.subject})


@bp.get("/branches/<branch>/kiosks")
@allowed(Act.READ_KIOSKS)
@bp.output(KiosksOut)
def get_kiosks(branch: str) -> Response:
    """How the kiosks of a branch do, as each last told."""
    with rooms().store.read() as connection:
        rows = [kiosk_row(one) for one in kiosk_states.of_branch(connection, branch)]
    return json_response({"kiosks": rows})
