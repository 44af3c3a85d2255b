"""Is it true on paper, with no computer? The rules of queues, tickets and counters; standard library only."""
