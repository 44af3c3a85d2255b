"""The spoken calls and the chime, as sound."""

from hashlib import sha256
from pathlib import Path

from apiflask import APIBlueprint
from flask import Response, request

from display.words import SHORT
from server.api.allowed import at_branch
from server.api.rooms import rooms
from server.views.clips import words_of
from server.views.notices import notice_said
from server.views.picture import picture

bp = APIBlueprint("voice", __name__, url_prefix="/api/v1", tag="Voice", enable_openapi=False)


@bp.get("/branches/<branch>/clips/<call_id>.wav")
@at_branch()
def get_clip(branch: str, call_id: str) -> Response:
    """The words of one call; made on demand, kept by content.

    `?form=short` for number and counter alone, `?language=vi` for another language than the ticket's.
    """
    store = rooms().store
    short, language = request.args.get("form") == SHORT, request.args.get("language")
    with store.read() as connection:
        said = words_of(connection, store.branch(branch), call_id, short=short, language=language)
    return _wav(rooms().clip(said))


@bp.get("/branches/<branch>/notices/<notice>/<spoken>.wav")
@at_branch()
def get_notice_clip(branch: str, notice: str, spoken: str) -> Response:
    """What a notice says in one language, while it stands in the hall."""
    store = rooms().store
    with store.read() as connection:
        seen = picture(connection, store.branch(branch), now=store.now())
        said = notice_said(connection, seen, notice, spoken)
    return _wav(rooms().clip(said))


@bp.get("/chime.wav")
def get_chime() -> Response:
    """The two tones before a call."""
    return _wav(rooms().chime())


def _wav(path: Path) -> Response:
    sound = path.read_bytes()
    response = Response(sound, content_type="audio/wav")
    response.set_etag(sha256(sound).hexdigest()[:32])
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.make_conditional(request)
    return response
