"""Which bodies do kiosks take and give beside tickets?"""

from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints

from server.api.bodies import Names, Priority


class KioskGroup(BaseModel):
    code: str
    names: Names
    services: list[str]


class KioskProcedure(BaseModel):
    code: str
    service: str
    names: Names
    also: dict[str, list[str]]
    documents: dict[str, list[str]]


class KioskQuery(BaseModel):
    known: Annotated[str, StringConstraints(max_length=64)] | None = None


class KioskOut(BaseModel):
    """All but `version` is left out where the asker knows that version."""

    version: str
    languages: list[str] | None = None
    priorities: list[Priority] | None = None
    groups: list[KioskGroup] | None = None
    documents: dict[str, dict[str, list[str]]] | None = None
    rooms: dict[str, Names] | None = None
    procedures: list[KioskProcedure] | None = None
    ticket: dict[str, Any] | None = None
    dossiers_max: int | None = None
