"""Which command does what? The `motcua` command: each subcommand is loaded only when it is asked for."""

import importlib

import click

COMMANDS = {
    "announce": "display.command:announce",
    "audit": "server.commands.audit:audit",
    "bench": "bench.command:bench",
    "demo": "demo.command:demo",
    "doctor": "server.commands.doctor:doctor",
    "init": "server.commands.init:init",
    "kiosk": "kiosk.command:kiosk",
    "person": "server.commands.person:person",
    "printer": "printers.command:printer",
    "serve": "server.commands.serve:serve",
    "simulate": "server.commands.simulate:simulate",
    "token": "server.commands.token:token",
    "voice": "display.voice_command:voice",
    "worker": "server.commands.worker:worker",
}


class RoomCommands(click.Group):
    """A group whose commands live in the rooms that they start; importing one must not load the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=RoomCommands)
@click.version_option(package_name="motcua")
def main() -> None:
    """Queues and counters of a network of branch offices."""
