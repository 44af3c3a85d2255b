"""Which bytes does a printer get for a ticket? From the paper's values to one job."""

from dataclasses import dataclass

from config.ticket import TicketLayout
from printers.escpos_job import escpos_job
from printers.layout import AS_SHIPPED, PaperNotDrawable, draw_ticket
from printers.models import PrinterModel
from printers.roll import CUT_MM
from printers.sizes import DOTS_PER_MM
from printers.ticket_paper import TicketPaper

__all__ = ["PaperNotDrawable", "TicketJob", "process_id", "ticket_job"]

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class TicketJob:
    """The bytes that print a ticket, and how much paper it takes."""

    data: bytes
    paper_mm: float


def ticket_job(
    paper: TicketPaper, *, model: PrinterModel, process_id: str, layout: TicketLayout = AS_SHIPPED
) -> TicketJob:
    """Return the job that prints a ticket. Raises PaperNotDrawable."""
    picture = draw_ticket(paper, width=model.width, layout=layout)
    data = escpos_job(picture, model=model, process_id=process_id)
    return TicketJob(data, picture.height / DOTS_PER_MM + CUT_MM)


def process_id(place: int) -> str:
    """Return the four characters by which a printer acknowledges the spool's job number `place`."""
    signs = ""
    for _ in range(4):
        place, digit = divmod(place, len(_SIGNS))
        signs = _SIGNS[digit] + signs
    return signs
