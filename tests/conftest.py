"""What holds for every test? That a slow machine fails none, and that no time goes into what no test asks for."""

from typing import NoReturn

from hypothesis import HealthCheck, settings
from werkzeug.routing import Rule

# The same examples in each run: who meets a new one by chance has not caused it. `make soak` draws new ones.
settings.register_profile("motcua", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("anew", settings.get_profile("motcua"), derandomize=False)
settings.load_profile("motcua")


def _build_none(*_: object, **__: object) -> NoReturn:
    raise AssertionError("Addresses build no URLs in tests; see tests/conftest.py.")


# For each address Werkzeug writes and compiles two functions that build its URL. Nothing here asks for one (`url_for`),
# and they are most of the time in which an application is made, which nearly every test does.
Rule._compile_builder = lambda *_, **__: _build_none  # type: ignore[method-assign,assignment]
