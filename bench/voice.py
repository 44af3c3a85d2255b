"""How soon is the sound of a call there, when it was made ahead and when it was not?"""

import json
import time
from statistics import median, quantiles
from typing import Any
from urllib.request import Request, urlopen

from bench import processes
from bench.measured import Measured

BRANCH = "tay-ho"
CALLS = 60
LANGUAGES = ("vi", "en", "fr")
# A clip that is kept costs a fraction of one that must be spoken first; a display hears no more than that.
LIMITS: dict[str, tuple[float | None, float | None]] = {"kept_over_made": (None, 0.5)}


def measure() -> Measured:
    """Call visitors in a hall that nobody watches, so that no clip is made ahead, and fetch each clip twice."""
    rows: list[tuple[str, str, float]] = []
    with processes.serving() as server:
        api = f"http://127.0.0.1:{server.port}/api/v1/branches/{BRANCH}"
        greeter, officer = (server.token(role, branch=BRANCH) for role in ("greeter", "officer"))
        _ask(f"{api}/counters/1/open", officer)
        for at in range(CALLS + 1):
            language = LANGUAGES[at % len(LANGUAGES)]
            _ask(f"{api}/tickets", greeter, {"services": ["land"], "language": language})
            _ask(f"{api}/counters/1/call-next", officer)
            clip = f"http://127.0.0.1:{server.port}{_ask(f'{api}/hall')['calls'][0]['clips'][0]}"
            first, again = _took_ms(clip), _took_ms(clip)
            if at:  # the first one also starts the speech process, which happens once
                rows += [("made", language, first), ("kept", language, again)]
    made, kept = ([ms for what, _, ms in rows if what == wanted] for wanted in ("made", "kept"))
    figures = {
        "clips": len(made),
        "made_p50_ms": round(median(made), 1),
        "made_p90_ms": round(quantiles(made, n=10)[-1], 1),
        "kept_p50_ms": round(median(kept), 2),
        "kept_over_made": round(median(kept) / median(made), 3),
    }
    return Measured(figures, ("what", "language", "ms"), rows, LIMITS)


def _took_ms(address: str) -> float:
    before = time.perf_counter()
    with urlopen(address, timeout=30) as answer:  # noqa: S310 (our own server)
        answer.read()
    return round((time.perf_counter() - before) * 1000, 3)


def _ask(address: str, token: str | None = None, body: dict[str, Any] | None = None) -> Any:
    """Send a body, or nothing to read; return the answer."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    sent = None if token is None else json.dumps(body or {}).encode()
    with urlopen(Request(address, data=sent, headers=headers), timeout=30) as answer:  # noqa: S310
        return json.load(answer)
