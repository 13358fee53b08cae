"""Room 3: the disk. Alone may import diskcache and sqlite3; all SQL lives here."""
