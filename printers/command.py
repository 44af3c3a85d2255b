"""`motcua printer`: printers without paper."""

from pathlib import Path

import click


@click.command()
@click.option("--port", default=9100, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--http", default=9180, show_default=True, type=click.IntRange(0, 65535), help="Where the pictures are.")
@click.option("--dir", "folder", default=Path("var/receipts"), show_default=True, type=click.Path(path_type=Path))
@click.option("--width", default=576, show_default=True, type=click.Choice([384, 512, 576]))
@click.option("--count", default=1, show_default=True, type=click.IntRange(1, 64), help="Printers on successive ports.")
def printer(port: int, http: int, folder: Path, width: int, count: int) -> None:
    """Take ESC/POS jobs over TCP and keep each receipt as a PNG in DIR (with --count, in DIR/PORT)."""
    from printers.simulated.service import PrinterPlace, run_printers

    if count > 1 and not 0 < port <= 65536 - count:
        raise click.UsageError("several printers take successive ports: name the first with --port")
    places = [PrinterPlace(port + i, folder / str(port + i) if count > 1 else folder, width) for i in range(count)]
    try:
        run_printers(places, http, say=click.echo)
    except OSError as error:
        raise click.ClickException(f"cannot listen: {error.strerror or error}") from error
