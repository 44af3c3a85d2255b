"""`motcua voice`: which pieces does a recorded voice need, and is a pack whole?"""

import json
from pathlib import Path

import click

from config.load import NetworkFileError, hanoi_path, load_network
from config.network import Network
from config.texts import LANGUAGES
from display.letters import choose, confusions
from display.pack import MANIFEST, BadPack, all_pieces, load, problems
from display.speaker import Speaker, SpeechError

language_option = click.option("--language", type=click.Choice(LANGUAGES), default="vi", show_default=True)
config_option = click.option("--config", type=click.Path(path_type=Path), help="The network file; else the example.")
folder_argument = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))


@click.group()
def voice() -> None:
    """Recorded voice packs: a folder of WAV files for each language, joined at the right pauses.

    The server takes the folders vi, en and fr from where MOTCUA_VOICE points.
    """


@voice.command(name="list")
@language_option
@config_option
def list_pieces(language: str, config: Path | None) -> None:
    """Print what is to be recorded: the piece's name, a tab, and what is said."""
    for key, piece in all_pieces(_network(config), language).items():
        click.echo(f"{key}\t{piece.says}")


@voice.command()
@folder_argument
@language_option
@config_option
def check(folder: Path, language: str, config: Path | None) -> None:
    """Say what a pack lacks and what sounds wrong in it; exits with 1 if anything does."""
    try:
        found = list(problems(load(folder), all_pieces(_network(config), language)))
    except BadPack as error:
        raise click.ClickException(str(error)) from error
    for fault in found:
        click.echo(fault)
    if found:
        raise click.ClickException(f"{len(found)} faults; sentences with a missing piece are left to the machine.")
    click.echo("The pack is whole.")


@voice.command()
@folder_argument
@language_option
@config_option
def render(folder: Path, language: str, config: Path | None) -> None:
    """Make a pack with the machine's voice, as a pattern for a recorded one."""
    wanted = all_pieces(_network(config), language)
    speaker = Speaker()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = {key: f"{at:04}.wav" for at, key in enumerate(wanted)}
        for key, piece in wanted.items():
            speaker.say(piece.says, language=language, path=folder / files[key])
        told = {"language": language, "voice": "espeak-ng", "pieces": files}
        (folder / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except (OSError, SpeechError) as error:
        raise click.ClickException(f"the pack was not written: {error}") from error
    finally:
        speaker.close()
    click.echo(f"{len(files)} pieces in {folder}")


@voice.command()
@language_option
@config_option
def letters(language: str, config: Path | None) -> None:
    """Print which letters and digits sound alike, the nearest first, and the letters to give to services.

    The distance is display/letters.py's, after Miller and Nicely (1955); under 0.75 two are taken for each other.
    """
    for apart, one, other in confusions(language):
        click.echo(f"{one}\t{other}\t{apart:.2f}")
    network = _network(config)
    used = sorted(service.letter for service in network.services)
    click.echo(
        f"Letters of the network: {' '.join(used)}; those that keep apart best in {', '.join(network.languages)}: ",
        nl=False,
    )
    click.echo(" ".join(sorted(choose(len(used), network.languages))))


def _network(config: Path | None) -> Network:
    try:
        return load_network(config or hanoi_path())
    except NetworkFileError as error:
        raise click.ClickException(str(error)) from error
