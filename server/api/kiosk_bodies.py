"""Which bodies do kiosks take and give beside tickets?"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from server.api.bodies import Body, Names, Priority

PrinterCondition = Literal["ok", "near-end", "paper-out", "cover-open", "cutter-error", "error", "offline", "unknown"]
Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


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
    """All but `version` is left out where the asker knows that version.

    door_from_min: how long before the first opening kiosks give numbers; null where they do not.
    """

    version: str
    languages: list[str] | None = None
    priorities: list[Priority] | None = None
    groups: list[KioskGroup] | None = None
    documents: dict[str, dict[str, list[str]]] | None = None
    rooms: dict[str, Names] | None = None
    procedures: list[KioskProcedure] | None = None
    ticket: dict[str, Any] | None = None
    dossiers_max: int | None = None
    door_from_min: int | None = None


class KioskToldIn(Body):
    """condition: of its printer. papers_left, numbers_left: none where not known; of the service with fewest.

    roll_ends: the local hour of today when the roll ends at the present pace; roll_soon: whether that is within the
    hour. backup: the condition of its second printer, none where it has none.
    """

    name: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    condition: PrinterCondition
    papers_left: Count | None = None
    numbers_left: Count | None = None
    outbox: Count = 0
    set_aside: Count = 0
    durable: bool = True
    closed: bool = False
    roll_ends: Hour | None = None
    roll_soon: bool = False
    backup: PrinterCondition | None = None
    backup_papers_left: Count | None = None
    backup_roll_ends: Hour | None = None


class KioskHeardOut(BaseModel):
    """Under which name the server knows the kiosk."""

    device: str


class KioskRow(BaseModel):
    """trouble: the worst that is wrong, see domain/kiosks.py; none is none."""

    device: str
    name: str
    trouble: str | None
    printer: str
    papers_left: int | None
    roll_ends: str | None
    backup: str | None
    backup_papers_left: int | None
    backup_roll_ends: str | None
    numbers_left: int | None
    outbox: int
    set_aside: int
    seen_ago_s: int


class KiosksOut(BaseModel):
    kiosks: list[KioskRow]
