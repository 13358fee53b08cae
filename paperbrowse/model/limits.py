"""How patient and how greedy the network layer may be: plain values, handed down from the settings."""

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Times in seconds."""

    connect: float = 5.0
    """For a connection to stand."""
    read: float = 15.0
    """For the next bytes to come."""
    whole: float = 60.0
    """For one try from start to end; waiting between tries is not counted."""
    max_bytes: int = 8 * 1024 * 1024
    """Of one answer, after decompression."""
    tries: int = 3
    first_backoff: float = 0.5
    """Upper end of the first random wait between tries; doubles with each."""
    max_backoff: float = 8.0
    longest_wait: float = 60.0
    """What the service may ask us to wait before we rather show the copy that we have."""
    redirects: int = 5
    pages: int = 50
    """Of one edition, at `page_size` entries each."""
    page_size: int = 100
    """The most that the Hub accepts."""
    at_once: int = 4
    """Requests in flight."""
    api_calls: int = 500
    """In one window (an anonymous address on the Hub, 2025-09), by all programs of this user together."""
    page_calls: int = 100
    """The same, for what is no API: the site's pages."""
    window: float = 300.0
    """In which the Hub counts calls."""
