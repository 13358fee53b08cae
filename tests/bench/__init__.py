"""How fast, against a baseline in the same run: `python -m tests.bench` runs all, `--only NAME` one. Never part of pytest."""
