"""Which bodies do tickets take and give, numbers of kiosks and paper rolls among them?"""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from server.api.bodies import Body, BranchPaused, Code, Id, Instant, Language, Names, Need


class TicketIn(Body):
    services: Annotated[list[Code], Field(min_length=1, max_length=8)]
    language: Language = "vi"
    priority: Code | None = None
    needs: list[Need] = Field(default=[], max_length=4)
    dossiers: Annotated[int, Field(ge=1, le=500)] = 1
    id: Id | None = None
    number: Annotated[str, StringConstraints(max_length=12)] | None = None
    issued_at: Instant | None = None
    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22}$")] | None = None
    dossier: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    slot: Instant | None = None
    instead_of: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None


class LeaseIn(Body):
    service: Code
    count: Annotated[int, Field(ge=1, le=1000)]


class RollIn(Body):
    service: Code
    at: Annotated[int, Field(ge=1, le=9_999_999)]


class MendIn(Body):
    """counter: the officer's own, whose act it then is, so that it can be undone there."""

    counter: Code | None = None


class ServiceIn(MendIn):
    service: Code


class HolderServiceIn(Body):
    service: Code


class CountIn(MendIn):
    count: Annotated[int, Field(ge=1, le=500)]


class ReferIn(MendIn):
    """on_the_way: the place there is held until the visitor can have arrived, and says that he has."""

    branch: Code
    service: Code | None = None
    on_the_way: bool = False


class FindQuery(BaseModel):
    find: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class StepOut(BaseModel):
    """calls: how often the visitor has been called to this step, repeats counted."""

    service: str
    state: str
    counter: str | None
    calls: int
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


class Reason(BaseModel):
    """Why a ticket was called: the rule, how many that overtook, and the sentence in each language."""

    rule: str
    overtaken: int
    note: str | None
    sentence: Names


class TicketOut(BaseModel):
    """`token` and `may` to `postpone_min` are there for who issued or holds the ticket; `notes` to `why` for officers.

    branch_paused: why the branch stands still; nobody is called and no wait is expected meanwhile. return_until: until
    when who was missed may come back with this number. postpone_min: by how many minutes a later turn is later.

    Of a number that was given before opening: `back_at`, when to be back; `draw_at`, when a draw will say that.
    """

    id: str
    number: str
    token: str | None = None
    branch: str
    branch_names: Names
    service: str
    service_names: Names
    state: str
    counter: str | None
    language: str
    priority: str | None
    needs: list[str]
    dossiers: int | None
    issued_at: datetime
    called_at: datetime | None
    ahead: int | None
    wait_p50_s: int | None
    wait_p90_s: int | None
    wait_low_s: int | None
    wait_high_s: int | None
    slot: datetime | None
    back_at: datetime | None
    draw_at: datetime | None
    due_at: datetime | None
    postponements_left: int
    step: int | None
    steps: list[StepOut]
    may: list[str] | None = None
    branch_paused: BranchPaused = None
    return_until: datetime | None = None
    postpone_min: int | None = None
    notes: dict[str, str] | None = None
    dossiers_left: int | None = None
    counted: bool | None = None
    dossier: str | None = None
    for_counter: str | None = None
    for_officer: str | None = None
    why: Reason | None = None


class IssuedOut(TicketOut):
    seq: int


class MendedOut(BaseModel):
    ticket: TicketOut
    seq: int


class ReferredOut(BaseModel):
    """onward: the ticket at the other branch; its token is the same paper's."""

    ticket: TicketOut
    onward: TicketOut
    seq: int


class FoundOut(BaseModel):
    tickets: list[TicketOut]


class WhyOut(BaseModel):
    overtaken_by: int
    sentence: Names


class VoidOut(BaseModel):
    id: str
    seq: int


class LeaseOut(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    first: str = Field(alias="from")
    to: str
    expires_at: datetime


class RollOut(BaseModel):
    """next: the number that the service's next ticket gets."""

    service: str
    next: str
    seq: int
