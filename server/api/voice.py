"""The spoken calls and the chime, as sound."""

from hashlib import sha256
from pathlib import Path

from apiflask import APIBlueprint
from flask import Response, request

from display.words import call_sentence
from server.api.allowed import at_branch
from server.api.rooms import rooms
from server.views.clips import call_of

bp = APIBlueprint("voice", __name__, url_prefix="/api/v1", tag="Voice", enable_openapi=False)


@bp.get("/branches/<branch>/clips/<call_id>.wav")
@at_branch()
def get_clip(branch: str, call_id: str) -> Response:
    """The words of one call; made on demand, kept by content."""
    store = rooms().store
    with store.read() as connection:
        kind, number, counter, language = call_of(connection, store.branch(branch), call_id)
    sentence = call_sentence(kind, number=number, counter=counter, language=language)
    return _wav(rooms().clip(sentence, language))


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
