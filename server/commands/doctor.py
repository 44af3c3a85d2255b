"""`motcua doctor`: is everything there that motcua needs on this machine?"""

import resource
import sys
from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from config.settings import settings
from server.actions.opened import open_store
from server.database import schema


@click.command()
def doctor() -> None:
    """Look at the machine and the database; exits with 1 when something is missing."""
    checks: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("Python", _python),
        ("data folder", _folder),
        ("database", _database),
        ("open files", _files),
        ("pages", _pages),
        ("speech", _speech),
    )
    wrong = 0
    for name, check in checks:
        trouble = check()
        wrong += trouble is not None
        click.echo(f"{'ok ' if trouble is None else 'NO '} {name}" + (f": {trouble}" if trouble else ""))
    if wrong:
        raise SystemExit(1)


def _python() -> str | None:
    return None if sys.version_info[:2] in ((3, 11), (3, 12)) else "motcua needs Python 3.11 or 3.12"


def _folder() -> str | None:
    folder = settings().data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        return f"{folder} cannot be written ({error.strerror}); set MOTCUA_DATA"
    return None


def _database() -> str | None:
    store = open_store(settings())
    try:
        schema.require_revision(store.engine)
    except (schema.WrongRevision, SQLAlchemyError) as error:
        return str(error)
    finally:
        store.close()
    return None


def _files() -> str | None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY or hard >= 4096:
        return None
    return f"at most {hard} may be open, so at most that many displays and counters; raise the limit (ulimit -n)"


def _pages() -> str | None:
    built = Path(__file__).parent.parent / "static"
    return None if built.is_dir() else "the pages are not built; run `make install`"


def _speech() -> str | None:
    from display.clips import Clips
    from display.speaker import Speaker, SpeechError
    from display.words import call_sentence

    speaker = Speaker()
    sentence = call_sentence("call", number="A007", counter="3", language="vi")
    try:
        Clips(settings().data / "clips", speaker).clip(sentence, "vi")
    except SpeechError as error:
        return str(error)
    finally:
        speaker.close()
    return None
