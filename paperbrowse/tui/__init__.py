"""Room 5: the screen. Alone may import textual and rich."""
