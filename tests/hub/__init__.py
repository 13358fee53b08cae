"""A local service that answers like the Hub, its API and its pages: `async with Hub() as hub`, or `python -m tests.hub` by hand."""

from . import faults
from .faults import Fault
from .made_up import make_day, make_entry
from .service import Hub, running
from .wire import Reply, Request

__all__ = ["Fault", "Hub", "Reply", "Request", "faults", "make_day", "make_entry", "running"]
