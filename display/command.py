"""`motcua announce`: what would be said, and how does it sound?"""

import shutil
import tempfile
from pathlib import Path

import click

from config.texts import LANGUAGES
from display.clips import Clips
from display.speaker import Speaker, SpeechError
from display.words import KINDS, call_sentence


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--number", required=True, help="A ticket number, like A007.")
@click.option("--counter", required=True, help="A counter's code, like 21.")
@click.option("--language", type=click.Choice(LANGUAGES), default="vi", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the clip here.")
def announce(kind: str, number: str, counter: str, language: str, out: Path | None) -> None:
    """Print the sentence of an announcement, and write its clip. Needs no database."""
    try:
        sentence = call_sentence(kind, number=number.replace(" ", ""), counter=counter, language=language)
    except ValueError as error:
        raise click.UsageError(f"this cannot be said: {error}. A number is like A007, a counter like 21.") from error
    if out is not None:
        _write(sentence, language, out)
    click.echo(sentence)


def _write(sentence: str, language: str, out: Path) -> None:
    speaker = Speaker()
    try:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copyfile(Clips(Path(folder), speaker).clip(sentence, language), out)
    except (OSError, SpeechError) as error:
        raise click.ClickException(f"the clip was not written to {out}: {error}") from error
    finally:
        speaker.close()
