"""What does a whole network look like at work? `make run`: every process, with simulated visitors and officers."""
