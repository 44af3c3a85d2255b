"""How does the agent answer? JSON, or a problem (RFC 9457) in the caller's language."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, request
from uuid_utils import uuid7

from config.texts import LANGUAGES, texts


def sent(body: Mapping[str, Any] | Sequence[Any], status: int = 200) -> Response:
    """Return a JSON answer."""
    kind = "application/problem+json" if status >= 400 else "application/json"
    return Response(json.dumps(body, ensure_ascii=False), status, content_type=kind)


def spoken() -> str:
    """Return the language for sentences: the best of Accept-Language, Vietnamese if none fits."""
    return request.accept_languages.best_match(LANGUAGES, default="vi") or "vi"


def problem(status: int, key: str, **facts: str | int) -> Response:
    """Return a problem whose sentences are `key`.title and `key`.detail of the catalogue; facts are members too."""
    language, titles, details = spoken(), texts(f"{key}.title"), texts(f"{key}.detail", **facts)
    told = {
        "type": f"/problems/{key.partition('.')[2]}",
        "title": titles[language],
        "status": status,
        "detail": details[language],
        "instance": str(uuid7()),
        "titles": titles,
        "details": details,
        **facts,
    }
    return sent(told, status)
