"""The errors for answers that are not the ones we asked for."""

from ..errors import Refused, SourceError, Unreachable, Unreadable
from .unconnected import proxy_wants_password


def refused(host: str, status: int, longest_wait: float, token_refused: bool = False) -> SourceError:
    """What a status means that is no success. `longest_wait` stands for the wait of a limit that names none."""
    match status:
        case 304:
            return Unreadable(f"{host} says that nothing changed, and we have nothing")
        case 401 if token_refused:
            return Refused(status, f"{host} refused the token and wants a login")
        case 401 | 403:
            return Refused(status, f"{host} does not let us see this (status {status})")
        case 404 | 410:
            return Refused(status, f"{host} knows nothing under this name")
        case 407:
            return proxy_wants_password()
        case 429:
            return limited(host, status, longest_wait)
        case 511:
            return Unreachable("login page", "the network wants a login")
        case _ if status >= 500:
            return Refused(status, f"{host} is in trouble (status {status})")
        case _:
            return Refused(status, f"{host} refused the question (status {status})")


def limited(host: str, status: int, seconds: float) -> Refused:
    span = f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} minutes"
    return Refused(status, f"{host} limits us for another {span}", seconds)
