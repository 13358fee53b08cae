"""How long a test waits for what must come: much longer than it ever takes, so that a busy machine upsets nobody."""

PATIENCE = 60.0
"""Seconds. What is waited for comes within milliseconds, or a second or two where a program starts."""
