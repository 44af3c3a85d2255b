"""`motcua demo`: the whole network with simulated people, from one command."""

import os
import signal
from pathlib import Path
from types import FrameType

import click


@click.command()
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65000))
@click.option("--speed", default=20.0, show_default=True, type=click.FloatRange(0.1, 3600))
@click.option("--data", default=Path("var"), show_default=True, type=click.Path(path_type=Path, file_okay=False))
def demo(port: int, speed: float, data: Path) -> None:
    """Run the Hanoi network with simulated visitors and officers until Ctrl-C."""
    from config.load import hanoi_path, load_network
    from config.texts import text
    from demo.folder import Folder, InUse
    from demo.places import HOST, demo_branches, places_from
    from demo.ports import free_run, is_free
    from demo.supervisor import CannotRun, Supervisor

    language = _language(os.environ)
    folder = Folder(data)
    try:
        held = folder.lock(f"http://{HOST}:{port}")
    except InUse as used:
        click.echo(text("demo.running", language, address=used.address))
        return
    with held:
        if not is_free(port):
            other = str(free_run(port + 10, 1))
            raise click.ClickException(text("demo.port-taken", language, port=str(port), other=other))
        network = load_network(hanoi_path())
        env = {**os.environ, "MOTCUA_DATA": str(folder.data), "MOTCUA_DEMO": str(folder.facts)}
        env.setdefault("MOTCUA_LOG_LEVEL", "warning")
        try:
            places = places_from(port, demo_branches(network))
        except OSError:
            told = text("demo.no-ports", language, port=str(port), other=str(port - 1000))
            raise click.ClickException(told) from None
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        supervisor = Supervisor(network=network, folder=folder, places=places, speed=speed, env=env, language=language)
        try:
            supervisor.run()
        except KeyboardInterrupt:
            return
        except CannotRun as error:
            raise click.ClickException(str(error)) from error


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the signature of a handler)
    raise KeyboardInterrupt


def _language(environment: "os._Environ[str]") -> str:
    """Return the language of the terminal; English where it is none of ours."""
    spoken = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return spoken[:2] if spoken[:2] in ("vi", "fr") else "en"
