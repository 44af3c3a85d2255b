"""`motcua kiosk`: the agent of one kiosk, or of several on one machine."""

import json
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import click


@dataclass(frozen=True)
class Place:
    """Where one kiosk stands: its branch, local port, device token and printer."""

    branch: str
    port: int
    token: str
    printer: str


@click.command()
@click.option("--server", default="http://127.0.0.1:8080", show_default=True, help="Where the server answers.")
@click.option("--branch", help="The branch where the kiosk stands.")
@click.option("--token", envvar="MOTCUA_KIOSK_TOKEN", help="Its device token.")
@click.option("--printer", help="Its printer, like tcp://127.0.0.1:9100.")
@click.option("--port", default=8090, show_default=True, type=click.IntRange(1, 65535))
@click.option("--data", default="var/kiosk", show_default=True, type=click.Path(path_type=Path))
@click.option("--public-url", help="What stands before /t/… in the QR code; the server's address by default.")
@click.option("--fleet", type=click.Path(exists=True, path_type=Path), help="Several kiosks, as a JSON list.")
def kiosk(  # noqa: PLR0917 (click gives each option)
    server: str,
    branch: str | None,
    token: str | None,
    printer: str | None,
    port: int,
    data: Path,
    public_url: str | None,
    fleet: Path | None,
) -> None:
    """Serve the kiosk's page on 127.0.0.1, take tickets and print them."""
    places = _places(fleet, branch, port, token, printer)
    _run(places, server=server, data=data, phone_url=public_url or server)


def _places(
    fleet: Path | None, branch: str | None, port: int, token: str | None, printer: str | None
) -> tuple[Place, ...]:
    if fleet is not None:
        return tuple(Place(**one) for one in json.loads(fleet.read_text(encoding="utf-8")))
    if branch is None or token is None or printer is None:
        raise click.UsageError("a kiosk needs --branch, --token and --printer (or --fleet)")
    return (Place(branch, port, token, printer),)


def _run(places: tuple[Place, ...], *, server: str, data: Path, phone_url: str) -> None:
    from waitress.server import create_server

    from kiosk.agent import Kiosk
    from kiosk.app import create_app
    from kiosk.server_line import ServerLine
    from printers.models import printer_address
    from printers.spool import Spool

    kiosks: dict[int, Kiosk] = {}
    for place in places:
        folder = data / place.branch
        folder.mkdir(parents=True, exist_ok=True)
        try:
            address = printer_address(place.printer)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--printer") from error
        kiosks[place.port] = Kiosk(
            branch=place.branch,
            line=ServerLine(server, place.token),
            spool=Spool(folder / "spool.sqlite3", address),
            phone_url=phone_url,
        )
    listen = " ".join(f"127.0.0.1:{place.port}" for place in places)
    try:
        answering = create_server(create_app(kiosks), listen=listen, threads=8, ident="motcua")
    except OSError as error:
        raise click.ClickException(f"{listen} cannot be listened on: {error.strerror}") from error
    for one in kiosks.values():
        one.start()
    for place in places:
        click.echo(f"{place.branch}: http://127.0.0.1:{place.port}/")
    _until_told(answering)
    for one in kiosks.values():
        one.stop()


def _until_told(answering: object) -> None:
    stop = threading.Event()

    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    threading.Thread(target=answering.run, name="answers", daemon=True).start()  # type: ignore[attr-defined]
    stop.wait()
