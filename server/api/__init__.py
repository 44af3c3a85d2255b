"""HTTP in, JSON or a problem out; a file by who calls."""
