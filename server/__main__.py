"""`python -m server` is `motcua`."""

from server.cli import main

main(prog_name="motcua")
