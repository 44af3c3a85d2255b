"""Which figures does somebody type, and how is each kind said? One module a kind; `display.typed` orders them."""
