"""Which bytes does a printer get for a ticket? From the paper's values to one job."""

from printers.escpos_job import escpos_job
from printers.layout import PaperNotDrawable, draw_ticket
from printers.models import PrinterModel
from printers.ticket_paper import TicketPaper

__all__ = ["PaperNotDrawable", "process_id", "ticket_job"]

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def ticket_job(paper: TicketPaper, *, model: PrinterModel, process_id: str) -> bytes:
    """Return the job that prints a ticket. Raises PaperNotDrawable."""
    return escpos_job(draw_ticket(paper, width=model.width), model=model, process_id=process_id)


def process_id(place: int) -> str:
    """Return the four characters by which a printer acknowledges the spool's job number `place`."""
    signs = ""
    for _ in range(4):
        place, digit = divmod(place, len(_SIGNS))
        signs = _SIGNS[digit] + signs
    return signs
