"""What must a kiosk know of its branch that only the network file changes?"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from server.domain.branch import Branch
from server.domain.door import door_from
from server.domain.kiosk import NOTHING, Lists


def kiosk_view(branch: Branch) -> dict[str, Any]:
    """Return what the kiosk keeps for when its line is cut; `version` tells one state of it from another."""
    plan = branch.kiosk
    told = {
        "languages": list(branch.languages),
        "priorities": [{"code": code, "names": dict(names)} for code, names in branch.priorities.items()],
        "groups": [
            {
                "code": one.code,
                "names": dict(one.names),
                "services": [at for at in one.services if at in branch.services],
            }
            for one in plan.groups
        ],
        "documents": {code: _lists(plan.documents.get(code, NOTHING)) for code in branch.services},
        "rooms": {code: dict(names) for code, names in plan.rooms.items()},
        "procedures": [
            {
                "code": one.code,
                "service": one.service,
                "names": dict(one.names),
                "also": _lists(one.also),
                "documents": _lists(one.documents),
            }
            for one in plan.procedures
            if one.service in branch.services
        ],
        "ticket": dict(plan.ticket),
        "door_from_min": round(door_from(branch, giver="kiosk").total_seconds() / 60) or None,
        "dossiers_max": plan.dossiers_at_most if plan.dossiers_at_most > 1 else None,
    }
    return {"version": _version(told)} | told


def _lists(lists: Lists) -> dict[str, list[str]]:
    return {language: list(items) for language, items in lists.items()}


def _version(told: Mapping[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
