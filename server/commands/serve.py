"""`motcua serve`: the web process."""

from datetime import datetime

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 32))
@click.option("--clock", help="Start the product's clock here, like 2026-11-24T09:00+07:00.")
@click.option("--speed", type=click.FloatRange(0.1, 3600), help="How fast the product's clock runs.")
def serve(host: str, port: int, workers: int, clock: str | None, speed: float | None) -> None:
    """Answer kiosks, counters, displays and phones."""
    from gevent import monkey

    monkey.patch_all()
    from config.settings import settings
    from server import gunicorn_server
    from server.database import schema

    if workers > 1 and settings().redis_url is None:
        raise click.UsageError("several workers hear of each other's changes through Redis: set MOTCUA_REDIS_URL")
    at = _instant(clock)
    try:
        gunicorn_server.prepare(settings(), at=at, speed=speed)
    except schema.WrongRevision as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"motcua answers on http://{host}:{port}")
    gunicorn_server.run(settings(), host=host, port=port, workers=workers)


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter("write a time like 2026-11-24T09:00+07:00", param_hint="--clock") from error
    if at.tzinfo is None:
        raise click.BadParameter("add the offset, like +07:00", param_hint="--clock")
    return at
