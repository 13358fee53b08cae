"""Room 2: the outside world becomes model values. Alone may import httpx and parsel."""
