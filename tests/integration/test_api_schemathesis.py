"""Does the API keep what its own OpenAPI document says, whatever is sent to it?"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import response_schema_conformance

from tests.acceptance.installation import Client, Installation

BRANCH, COUNTER = "tay-ho", "1"
PLACES = {"kiosk": BRANCH, "officer": BRANCH, "auditor": None, "network-manager": None, "branch-manager": BRANCH}
WHO = {"bookings": "officer", "counters": "officer", "events": "auditor", "network": "auditor"}
WHO |= dict.fromkeys(("suggestions", "what-if", "moves", "staff"), "network-manager")
# Not the branch's own pause: all that comes after would only be refused.
WHO |= dict.fromkeys(("displays", "hall/"), "branch-manager")
EXAMPLES = 9


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    running = Installation(tmp_path_factory.mktemp("api"))
    running.init()
    running.start()
    yield running
    running.kill()


def who_asks(path: str) -> str:
    return next((role for word, role in WHO.items() if f"/{word}" in path), "kiosk")


def faults_of(operation: APIOperation, *, token: str, places: dict[str, Any], seen: set[int]) -> list[str]:
    """Send many made-up requests to an operation, at a place that exists, and tell what was wrong with the answers."""
    faults: list[str] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(GenerationMode.POSITIVE) | operation.as_strategy(GenerationMode.NEGATIVE))
    def send(case: Case) -> None:
        case.path_parameters = {name: places[name] for name in case.path_parameters or {}}
        case.body = known_services(case.body)
        response = case.call(headers={"Authorization": f"Bearer {token}"})
        seen.add(response.status_code)
        faults.extend(f"{why}: {case.as_curl_command()} -> {response.text[:300]}" for why in wrong(case, response))

    send()
    return faults


def known_services(body: Any) -> Any:
    """Made-up names of services would all be unknown; well-formed ones are taken for a real one."""
    if not isinstance(body, dict):
        return body
    named = body.get("services")
    if isinstance(named, list) and named and all(isinstance(one, str) for one in named):
        body = {**body, "services": ["land"]}
    if isinstance(body.get("service"), str):
        body = {**body, "service": "land"}
    return body


def wrong(case: Case, response: Response) -> Iterator[str]:
    """No answer is a failure of ours; what is refused is a problem object, all else is what the document says."""
    kind = response.headers.get("content-type", [""])[0].split(";")[0]
    if response.status_code >= 500:
        yield f"{response.status_code}"
    elif response.status_code >= 400:
        if kind != "application/problem+json":
            yield f"{response.status_code} as {kind}"
        elif not {"type", "title", "status", "detail", "instance"} <= set(response.json()):
            yield "no whole problem"
    elif response.status_code != 204:
        if kind != "application/json":
            yield f"{response.status_code} as {kind}"
        try:
            case.validate_response(response, checks=[response_schema_conformance])
        except FailureGroup as group:
            yield "; ".join(str(failure) for failure in group.exceptions)


@pytest.mark.timeout(600)
def test_every_answer_is_what_the_document_says_or_a_problem(
    served: Installation,
) -> None:
    api = schemathesis.openapi.from_url(f"{served.url}/openapi.json")
    tokens = {role: served.token(role, branch) for role, branch in PLACES.items()}
    ticket = Client(served.url, tokens["kiosk"]).take(BRANCH)
    places = {"branch": BRANCH, "counter": COUNTER, "token": ticket["token"], "ticket_id": ticket["id"]}
    places |= {"display": "none", "notice": ticket["id"]}
    places |= {"badge": f"{BRANCH}-01", "suggestion": 1, "absence": 1, "run": 1, "code": "2222-2222"}
    seen: set[int] = set()
    operations = [found.ok() for found in api.get_all_operations()]

    faults = [
        fault
        for operation in operations
        for fault in faults_of(operation, token=tokens[who_asks(operation.path)], places=places, seen=seen)
    ]

    assert len(operations) > 20
    assert {200, 201, 409, 422} <= seen
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:20])
