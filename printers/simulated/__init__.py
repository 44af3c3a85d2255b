"""A printer without paper: it understands ESC/POS over TCP and draws each receipt as a picture."""
