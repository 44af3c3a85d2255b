"""What is computed beside the web process? Waits, suggestions, alerts: rows in, rows out; `server/planning` thinks."""
