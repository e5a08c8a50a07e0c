"""The summit brief: outline + warehouse → Brief → file and documents. Nothing here knows the screen's framework."""
