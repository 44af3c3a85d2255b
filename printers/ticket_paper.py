"""What stands on one paper ticket? Plain values only: the layout asks nobody."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self


@dataclass(frozen=True, kw_only=True)
class TicketPaper:
    """The values of one paper ticket.

    number: as it travels, "A007". issued_at: aware, in the branch's local time. ahead, wait_low_s, wait_high_s: None
    when not known, and then not printed. url: what the QR code says, None for no code. language: "vi", "en" or "fr";
    branch_name and service_name are in it, and the _vi names stand beside them for people who read only Vietnamese.
    offline: the number comes from the kiosk's own block, which a sentence explains. reprint: this ticket was
    printed before, or perhaps was, and says so; reprinted_at: the hour of the reprint, "09:17", since all other times
    on it are those of its issue. zone: the room where to wait, where a branch has several. documents: what to have
    ready, in the ticket's language. large: in large print. back_at, draw_at: of a number that was given
    before opening, the hour to be back, or the hour at which a draw will say that; "08:20". slot: of an appointment,
    aware, in local time; `number` is then its code, and so is url. appointed: of a number whose holder came to an
    appointment, its hour, "10:30".
    """

    branch_name: str
    number: str
    service_name: str
    issued_at: datetime
    ahead: int | None = None
    wait_low_s: float | None = None
    wait_high_s: float | None = None
    url: str | None = None
    language: str = "vi"
    offline: bool = False
    reprint: bool = False
    reprinted_at: str | None = None
    branch_name_vi: str | None = None
    service_name_vi: str | None = None
    zone: str | None = None
    zone_vi: str | None = None
    documents: tuple[str, ...] = ()
    large: bool = False
    back_at: str | None = None
    draw_at: str | None = None
    slot: datetime | None = None
    appointed: str | None = None

    def __post_init__(self) -> None:
        if self.issued_at.tzinfo is None or (self.slot is not None and self.slot.tzinfo is None):
            raise ValueError("issued_at and slot need their offset: the paper shows local time")

    def as_json(self) -> str:
        """Return the ticket as text from which `from_json` makes it again."""
        times = {"issued_at": self.issued_at.isoformat(), "slot": self.slot.isoformat() if self.slot else None}
        return json.dumps(asdict(self) | times, ensure_ascii=False)

    @classmethod
    def from_json(cls, kept: str) -> Self:
        """Return the ticket that `as_json` wrote."""
        values = json.loads(kept)
        values["issued_at"] = datetime.fromisoformat(values["issued_at"])
        values["slot"] = datetime.fromisoformat(values["slot"]) if values.get("slot") else None
        return cls(**values | {"documents": tuple(values.get("documents", ()))})
