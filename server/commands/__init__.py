"""What does an operator do from the command line? One file per command or group of commands."""
