"""How does a visitor get a number? The local agent of a kiosk, which owns its printer, and its page."""
