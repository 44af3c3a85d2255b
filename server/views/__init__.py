"""What does a watcher see? Reads only; an address and a push of the same view are one function."""
