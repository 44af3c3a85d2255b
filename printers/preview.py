"""What would a ticket look like? A sample of a network's own tickets, and a sheet of every Vietnamese letter."""

import unicodedata
from datetime import datetime

from PIL import Image

from config.network import Network, Service
from printers.sizes import MARGINS
from printers.ticket_paper import TicketPaper
from printers.typeset import Typesetter, stack

MARKS = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = tuple(
    unicodedata.normalize("NFC", letter + mark)
    for vowel in VOWELS
    for letter in (vowel.upper(), vowel)
    for mark in MARKS
)
ALSO = "ĐđABCDEGHKLMNPQRSTVXbcdghklmnpqrstvx0123456789"
_ISSUED = datetime(2026, 11, 24, 9, 51)  # noqa: DTZ001 (the network's zone is put to it)


def sample_ticket(
    network: Network,
    *,
    service: str | None = None,
    language: str = "vi",
    large: bool = False,
    reprint: bool = False,
    offline: bool = False,
) -> TicketPaper:
    """Return a ticket of the network's first branch with everything on it. Raises KeyError for an unknown service.

    service: its code; without one, the service with most to have ready.
    """
    branch = network.branches[0]
    one = _service(network, service)
    zone = branch.waits_in(one.code) or (branch.zones[0] if branch.zones else None)
    return TicketPaper(
        branch_name=getattr(branch.names, language),
        branch_name_vi=branch.names.vi,
        number=f"{one.letter}{31:0{one.digits}d}",
        service_name=getattr(one.names, language),
        service_name_vi=one.names.vi,
        issued_at=_ISSUED.replace(tzinfo=network.zone),
        ahead=18,
        wait_low_s=45 * 60,
        wait_high_s=70 * 60,
        url="https://mc.example.vn/t/Zk3vQ9xT2mLr8sYpWn4dAg",
        language=language,
        zone=getattr(zone.names, language) if zone else None,
        zone_vi=zone.names.vi if zone else None,
        documents=getattr(one.documents, language),
        large=large,
        reprint=reprint,
        offline=offline,
    )


def _service(network: Network, code: str | None) -> Service:
    if code is None:
        return max(network.services, key=lambda service: len(service.documents.vi))
    found = {service.code: service for service in network.services}
    return found[code]


def letter_sheet(*, width: int = 576, size: int = 40) -> Image.Image:
    """Return every Vietnamese letter as the printer prints it, in both weights: a row for each vowel of each case."""
    letters = Typesetter(width=width, margin=MARGINS[width])
    gap = letters.strip(size // 3)
    strips = [gap]
    for weight in (500, 700):
        rows = [LETTERS[at : at + len(MARKS) * 2] for at in range(0, len(LETTERS), len(MARKS) * 2)]
        strips += [letters.text(" ".join(row), size=size, weight=weight) for row in rows]
        strips += [letters.text(" ".join(ALSO), size=size, weight=weight), gap, letters.rule(2), gap]
    return stack(strips)
