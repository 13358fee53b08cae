"""Room 4: what the program does, without a screen."""
