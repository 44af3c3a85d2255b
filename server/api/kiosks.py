"""What does a kiosk ask and tell beside tickets?"""

from apiflask import APIBlueprint
from flask import Response

from server.api.allowed import at_branch
from server.api.answers import json_response
from server.api.kiosk_bodies import KioskOut, KioskQuery
from server.api.rooms import rooms
from server.views.kiosk import kiosk_view

bp = APIBlueprint("kiosks", __name__, url_prefix="/api/v1", tag="Kiosks")


@bp.get("/branches/<branch>/kiosk")
@at_branch()
@bp.input(KioskQuery, location="query")
@bp.output(KioskOut)
def get_kiosk(branch: str, query_data: KioskQuery) -> Response:
    """What a kiosk keeps for when its line is cut; with `known` as the present version, that version alone."""
    told = kiosk_view(rooms().store.branch(branch))
    return json_response({"version": told["version"]} if told["version"] == query_data.known else told)
