"""Hugging Face's Daily Papers in a terminal: today's papers with the keyboard, kept and found again, online and offline.

The rooms: `model` (values and pure decisions), `sources` (the outside world), `store` (the disk), `services`
(what the program does), `desktop` (the machine around us), `tui` and `cli` (the two faces). `assembly` joins them.
"""

__version__ = "0.1.0"
