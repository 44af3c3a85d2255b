"""How often may one address ask? Devices and officers with a token are not counted."""

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

SIGN_IN = "10 per minute"
PUBLIC = "1000 per second"


def has_token() -> bool:
    """Whether a request brings a bearer token; a wrong one is refused before it costs anything."""
    return request.headers.get("Authorization", "").lower().startswith("bearer ")


limiter = Limiter(get_remote_address, headers_enabled=True)
