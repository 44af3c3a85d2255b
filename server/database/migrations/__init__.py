"""How did the tables come to be? One step a file; applied by `motcua init`."""
