"""Result → drawing → figure, alt text. Nothing here knows the screen's framework."""
