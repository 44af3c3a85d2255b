"""Is a printer's address read, and a wrong one refused in words?"""

import pytest

from printers.models import MODELS, printer_address


@pytest.mark.parametrize(
    ("url", "host", "port", "model"),
    [
        ("tcp://127.0.0.1:9101", "127.0.0.1", 9101, "TM-T20II"),
        ("tcp://printer-3.local", "printer-3.local", 9100, "TM-T20II"),
        ("tcp://[::1]:9102?model=generic-58", "::1", 9102, "generic-58"),
    ],
)
def test_an_address_names_host_port_and_model(url: str, host: str, port: int, model: str) -> None:
    address = printer_address(url)

    assert (address.host, address.port, address.model) == (host, port, MODELS[model])


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:9100", "usb://1", "tcp://:9100", "tcp://h:1?model=nonesuch", "tcp://h:x"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"printer|Port"):
        printer_address(url)
