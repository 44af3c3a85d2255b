"""Which pictures and short films do idle displays show? Only what lies in the folder that the settings name."""

from pathlib import Path
from urllib.parse import quote

from apiflask import APIBlueprint
from flask import Response, abort, send_from_directory

from server.api.answers import json_response
from server.api.rooms import rooms

bp = APIBlueprint("media", __name__, enable_openapi=False)

KINDS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".webm"})
MOST = 100


@bp.get("/api/v1/media")
def get_media() -> Response:
    """The addresses of what may be shown, by name."""
    folder = rooms().settings.media
    names = sorted(path.name for path in folder.iterdir() if _is_shown(path)) if folder and folder.is_dir() else []
    return json_response({"media": [f"/media/{quote(name)}" for name in names[:MOST]]})


@bp.get("/media/<name>")
def get_medium(name: str) -> Response:
    """One file of the folder; nothing below it, nothing that a link leads to, no other kind of file."""
    folder = rooms().settings.media
    if folder is None or not _is_shown(folder / name):
        abort(404)
    response = send_from_directory(folder.resolve(), name)
    response.headers["Cache-Control"] = "public, max-age=600"
    return response


def _is_shown(path: Path) -> bool:
    return path.suffix.lower() in KINDS and path.is_file() and not path.is_symlink()
