"""`motcua kiosk`: the agent of one kiosk, or of several on one machine."""

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Protocol

import click

from kiosk.fleet import PIN_SHAPE, FleetFileError, Place, is_pin, read_fleet

if TYPE_CHECKING:
    from kiosk.agent import Kiosk
    from kiosk.speech import Speech

HOST = "127.0.0.1"
THREADS = 8
LARGEST_BODY = 1 << 20
# A browser keeps some six connections; at waitress' own limit of 100 the pages of a fleet would lock all others out.
CONNECTIONS = 500
IDLE_S = 30
LOOK_ROUND_S = 60.0
HEEDED_WITHIN_S = 0.5
SWITCH_S = 0.0005


class Answering(Protocol):
    """What serves HTTP."""

    def run(self) -> None: ...


@click.command()
@click.option("--server", default="http://127.0.0.1:8080", show_default=True, help="Where the server answers.")
@click.option("--branch", help="The branch where the kiosk stands.")
@click.option("--token", envvar="MOTCUA_KIOSK_TOKEN", help="Its device token.")
@click.option("--printer", help="Its printer, like tcp://127.0.0.1:9100.")
@click.option("--port", default=8090, show_default=True, type=click.IntRange(1, 65535))
@click.option("--data", default="var/kiosk", show_default=True, type=click.Path(path_type=Path))
@click.option(
    "--public-url",
    envvar="MOTCUA_PUBLIC_URL",
    help="What stands before /t/… in the QR code; the server's address by default.",
)
@click.option(
    "--staff-pin", envvar="MOTCUA_KIOSK_STAFF_PIN", help="Opens the staff's page at the kiosk; without it, none does."
)
@click.option("--fleet", type=click.Path(exists=True, path_type=Path), help="Several kiosks, as a JSON list.")
def kiosk(  # noqa: PLR0917 (click gives each option)
    server: str,
    branch: str | None,
    token: str | None,
    printer: str | None,
    port: int,
    data: Path,
    public_url: str | None,
    staff_pin: str | None,
    fleet: Path | None,
) -> None:
    """Serve the kiosk's page on 127.0.0.1, take tickets and print them."""
    places = _fleet(fleet) if fleet is not None else (_one(branch, port, token, printer, staff_pin),)
    kiosks = {place.port: _kiosk(place, server=server, data=data, phone_url=public_url or server) for place in places}
    # Drawing a paper keeps the interpreter busy: a tap that waits for it does so at each of its many small steps.
    sys.setswitchinterval(SWITCH_S)
    speech = _speech(data)
    answering = _answering(kiosks, speech)
    for one in kiosks.values():
        one.start()
    for place in places:
        click.echo(f"{place.branch}: http://{HOST}:{place.port}/")
    _until_told(answering, meanwhile=speech.rest)
    _stop(kiosks.values())
    speech.close()


def _fleet(file: Path) -> Sequence[Place]:
    try:
        return read_fleet(file)
    except FleetFileError as error:
        raise click.BadParameter(str(error), param_hint="--fleet") from error


def _one(branch: str | None, port: int, token: str | None, printer: str | None, staff_pin: str | None) -> Place:
    if not branch or not token or not printer:
        raise click.UsageError("a kiosk needs --branch, --token and --printer (or --fleet)")
    if staff_pin is not None and not is_pin(staff_pin):
        raise click.BadParameter(f"write {PIN_SHAPE}", param_hint="--staff-pin")
    place = Place(branch, port, token, printer, staff_pin)
    try:
        _ = place.address
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--printer") from error
    return place


def _kiosk(place: Place, *, server: str, data: Path, phone_url: str) -> "Kiosk":
    from kiosk.agent import Kiosk
    from kiosk.kiosk_file import KioskFile, KioskFileInUse
    from kiosk.paper import PATIENCE
    from kiosk.server_line import ServerLine
    from printers.lines import PrinterUnreachable
    from printers.spool import Spool
    from printers.spool_file import SpoolInUse
    from printers.turns import own

    folder = data / place.folder
    try:
        file = KioskFile(folder / "kiosk.sqlite3")
        spool = Spool(folder / "spool.sqlite3", place.address, patience=PATIENCE)
    except (KioskFileInUse, SpoolInUse, OSError) as error:
        raise click.ClickException(
            f"kiosk of {place.branch}: {error}; end the other one or name another --data"
        ) from error
    try:
        own(place.address.name)
    except PrinterUnreachable as error:
        raise click.ClickException(f"kiosk of {place.branch}: {error}; name another --printer") from error
    line = ServerLine(server, place.token)
    return Kiosk(
        branch=place.branch,
        line=line,
        spool=spool,
        file=file,
        phone_url=phone_url,
        name=place.folder,
        staff_pin=place.staff_pin,
    )


def _speech(data: Path) -> "Speech":
    from kiosk.speech import Speech

    return Speech(data / "speech")


def _answering(kiosks: "dict[int, Kiosk]", speech: "Speech") -> Answering:
    from waitress.server import create_server

    from kiosk.app import create_app

    # Requests that wait a moment for a thread are no news: a fleet's pages ask at the same time.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listen = " ".join(f"{HOST}:{port}" for port in kiosks)
    try:
        return create_server(
            create_app(kiosks, speech=speech),
            listen=listen,
            threads=THREADS,
            ident="motcua",
            max_request_body_size=LARGEST_BODY,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE_S,
            asyncore_use_poll=True,
        )
    except OSError as error:
        raise click.ClickException(
            f"{listen} cannot be listened on: {error.strerror}; choose another --port"
        ) from error


def _until_told(answering: Answering, *, meanwhile: Callable[[], None]) -> None:
    stop = threading.Event()

    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    threading.Thread(target=answering.run, name="answers", daemon=True).start()
    round_over = time.monotonic() + LOOK_ROUND_S
    # A signal that reaches another thread does not end this one's sleep, and is heeded only after it.
    while not stop.wait(HEEDED_WITHIN_S):
        if time.monotonic() > round_over:
            meanwhile()
            round_over = time.monotonic() + LOOK_ROUND_S


def _stop(kiosks: "Iterable[Kiosk]") -> None:
    """End all at once: each lets its printer finish the paper that it is at."""
    ending = [threading.Thread(target=one.stop, name=f"end of {one.branch}") for one in kiosks]
    for thread in ending:
        thread.start()
    for thread in ending:
        thread.join()
