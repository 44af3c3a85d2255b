"""`motcua printer`: printers without paper, and looks at paper and at real printers."""

from pathlib import Path

import click
from PIL import Image

from config.load import NetworkFileError, hanoi_path, load_network
from config.network import Network
from config.texts import LANGUAGES, text

WIDTHS = (384, 512, 576)


@click.group(invoke_without_command=True)
@click.option("--port", default=9100, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--http", default=9180, show_default=True, type=click.IntRange(0, 65535), help="Where the pictures are.")
@click.option("--dir", "folder", default=Path("var/receipts"), show_default=True, type=click.Path(path_type=Path))
@click.option("--width", default=576, show_default=True, type=click.Choice(WIDTHS))
@click.option("--count", default=1, show_default=True, type=click.IntRange(1, 64), help="Printers on successive ports.")
@click.pass_context
def printer(context: click.Context, port: int, http: int, folder: Path, width: int, count: int) -> None:  # noqa: PLR0917
    """Take ESC/POS jobs over TCP and keep each receipt as a PNG in DIR (with --count, in DIR/PORT)."""
    if context.invoked_subcommand is not None:
        return
    from printers.simulated.service import PrinterPlace, run_printers

    if count > 1 and not 0 < port <= 65536 - count:
        raise click.UsageError("several printers take successive ports: name the first with --port")
    places = [PrinterPlace(port + i, folder / str(port + i) if count > 1 else folder, width) for i in range(count)]
    try:
        run_printers(places, http, say=click.echo)
    except OSError as error:
        raise click.ClickException(f"cannot listen: {error.strerror or error}") from error


@printer.command()
@click.option("--config", type=click.Path(path_type=Path), help="The network file; the Hanoi example by default.")
@click.option("--language", default="vi", show_default=True, type=click.Choice(LANGUAGES))
@click.option("--width", default=576, show_default=True, type=click.Choice(WIDTHS), help="Dots: 80, 72 or 58 mm.")
@click.option("--service", help="Its code; without one, the service with most to have ready.")
@click.option("--large", is_flag=True, help="The large-print ticket.")
@click.option("--reprint", is_flag=True, help="With the mark of a reprint.")
@click.option("--offline", is_flag=True, help="With a number of the kiosk's reserve.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The PNG to write.")
def preview(  # noqa: PLR0917 (click gives each option)
    config: Path | None,
    language: str,
    width: int,
    service: str | None,
    large: bool,
    reprint: bool,
    offline: bool,
    out: Path,
) -> None:
    """Draw a ticket as the network file lays it out, dot for dot as it would be printed."""
    from printers.layout import draw_ticket
    from printers.preview import sample_ticket

    network = _network(config)
    try:
        paper = sample_ticket(
            network, service=service, language=language, large=large, reprint=reprint, offline=offline
        )
    except KeyError as error:
        known = ", ".join(one.code for one in network.services)
        raise click.BadParameter(
            f"there is no service {service}: use one of {known}", param_hint="--service"
        ) from error
    picture = draw_ticket(paper, width=width, layout=network.ticket)
    _save(picture, out)
    click.echo(f"{out}: {picture.width} × {picture.height} dots")


@printer.command()
@click.option("--width", default=576, show_default=True, type=click.Choice(WIDTHS))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The PNG to write.")
def letters(width: int, out: Path) -> None:
    """Draw every Vietnamese letter of both cases as it would be printed."""
    from printers.preview import letter_sheet

    _save(letter_sheet(width=width), out)
    click.echo(f"{out}: every letter")


@printer.command()
@click.argument("address")
@click.option("--language", default="vi", show_default=True, type=click.Choice(LANGUAGES))
def check(address: str, language: str) -> None:
    """Ask the printer at ADDRESS (such as usb:04b8:0202) how it is; fails when it cannot print."""
    from printers.models import printer_address
    from printers.print_job import look_at
    from printers.status import PRINTS

    try:
        found = printer_address(address)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="ADDRESS") from error
    look = look_at(found)
    said = text(f"printer.condition.{look.condition}", language)
    if look.problem:
        said = f"{said} ({look.problem})"
    click.echo(said)
    if look.condition not in PRINTS:
        raise SystemExit(1)


def _network(config: Path | None) -> Network:
    try:
        return load_network(config or hanoi_path())
    except NetworkFileError as error:
        raise click.ClickException(str(error)) from error


def _save(picture: Image.Image, out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        picture.save(out, format="PNG")
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror or error}") from error
