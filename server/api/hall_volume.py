"""How loud is a hall? Whoever looks after it reads that, sets it by the hour, or leaves it to the network file."""

from datetime import datetime, time
from typing import Annotated, Any

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy import Connection

from server.actions.set_volume import follow_network_file, set_volume
from server.api.allowed import allowed
from server.api.answers import changed, json_response
from server.api.bodies import Body
from server.api.hall_bodies import VolumeOut
from server.api.rooms import caller, rooms
from server.database import hall_volumes
from server.database.change import BranchChange
from server.domain.branch import Branch
from server.domain.rights import Act, require_supervisor
from server.domain.volume import Loudness
from server.views.hall import volume_rows
from server.views.times import local

bp = APIBlueprint("hall-volume", __name__, url_prefix="/api/v1/branches/<branch>/hall/volume", tag="Displays")

# No day has more hours than that in which a hall is louder or quieter than usual.
MOST_HOURS = 12
Percent = Annotated[int, Field(ge=0, le=100)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class LoudnessIn(Body):
    """How loud a hall is between two local times like 12:00, in percent."""

    start: Annotated[Clock, Field(alias="from")]
    to: Clock
    percent: Percent


class HallVolumeIn(Body):
    """volume: in percent; volumes: other ones at some hours, which do not lie over each other."""

    volume: Percent
    volumes: Annotated[list[LoudnessIn], Field(max_length=MOST_HOURS, default_factory=list)]


class HallVolumeOut(BaseModel):
    """How loud a hall is. set_by, set_at: who said so at its desk; null where the network file does."""

    volume: int
    volumes: list[VolumeOut]
    set_by: str | None
    set_at: datetime | None


@bp.get("")
@allowed(Act.RUN_HALL)
@bp.output(HallVolumeOut)
def get_volume(branch: str) -> Response:
    """How loud the hall is, and who said so."""
    require_supervisor(caller())
    store = rooms().store
    with store.read() as connection:
        return json_response(_told(connection, store.branch(branch)))


@bp.post("")
@allowed(Act.RUN_HALL)
@bp.input(HallVolumeIn)
@bp.output(HallVolumeOut)
def post_volume(branch: str, json_data: HallVolumeIn) -> Response:
    """Set how loud the hall is, and at which hours otherwise, until it is set again."""
    who, percent = caller(), json_data.volume
    hours = [
        Loudness(time.fromisoformat(one.start), time.fromisoformat(one.to), one.percent) for one in json_data.volumes
    ]

    def work(change: BranchChange) -> tuple[int, dict[str, Any]]:
        set_volume(change, caller=who, percent=percent, hours=hours)
        return 200, _told(change.connection, change.branch)

    return changed(branch, caller=who, work=work)


@bp.delete("")
@allowed(Act.RUN_HALL)
@bp.output({}, status_code=204)
def delete_volume(branch: str) -> Response:
    """Let the network file say again how loud the hall is."""
    who = caller()

    def work(change: BranchChange) -> tuple[int, None]:
        follow_network_file(change, caller=who)
        return 204, None

    return changed(branch, caller=who, work=work)


def _told(connection: Connection, branch: Branch) -> dict[str, Any]:
    told = hall_volumes.of_branch(connection, branch)
    return volume_rows(told.volume) | {"set_by": told.by, "set_at": local(branch, told.at)}
