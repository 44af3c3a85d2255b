"""What does an operator do from the command line? Each command calls one action."""
