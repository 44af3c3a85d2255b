"""How is this installation set up? Settings, the network description and the texts in three languages."""
