"""Which ways to a clipboard and a browser work here, without changing what is on any of them."""

import re
import shutil
from collections.abc import Mapping, Sequence

from ..model.check import Check, failed, note, ok
from .program import Ended, run

_OLDEST_TMUX = (3, 2)
"""The first whose load-buffer tells the terminal around it (-w)."""


async def clipboard_check(
    ours: Sequence[str], environ: Mapping[str, str], limit: float, has_display: bool, is_far_away: bool
) -> Check:
    """`ours` is the program that copies; its tool is started to read, for at most `limit` seconds."""
    if is_far_away:
        return note("clipboard", "over SSH the desktop's clipboard is not yours: copies go through the terminal")
    if not has_display:
        return note("clipboard", "no desktop here: copies go through the terminal")
    try:
        ended = await run((*ours, "look"), environ, limit, listen=True)
    except OSError as error:
        return failed("clipboard", f"{ours[0]} cannot be started ({error.strerror})", "install paperbrowse anew")
    match ended:
        case Ended(status=0, answer=tool):
            return ok("clipboard", f"{tool} works" if tool else "works")
        case Ended(status=None):
            advice = "see whether DISPLAY or WAYLAND_DISPLAY names a desktop that still runs"
            return failed("clipboard", f"its tool gives no answer within {limit:g} s", advice)
        case Ended(said=said) if "was found" in said:
            return failed("clipboard", said, "install xclip or xsel, or wl-clipboard on Wayland")
        case Ended(said=said, status=status):
            advice = "see whether DISPLAY or WAYLAND_DISPLAY names a desktop that still runs"
            return failed("clipboard", said or f"its tool ended with status {status}", advice)


async def tmux_check(environ: Mapping[str, str], limit: float) -> Check:
    if not environ.get("TMUX"):
        return ok("tmux", "not inside tmux")
    try:
        version = await run(("tmux", "-V"), environ, limit, listen=True)
        option = await run(("tmux", "show-options", "-gv", "set-clipboard"), environ, limit, listen=True)
    except OSError as error:
        return failed("tmux", f"tmux cannot be started ({error.strerror})", "see whether tmux is on the PATH")
    if version.status or option.status or None in (version.status, option.status):
        said = option.said or version.said or f"no answer within {limit:g} s"
        return failed("tmux", said, "see whether the tmux that TMUX names still runs")
    if (found := re.search(r"(\d+)\.(\d+)", version.answer)) and (int(found[1]), int(found[2])) < _OLDEST_TMUX:
        return failed("tmux", f"{version.answer} keeps copies to itself", "install tmux 3.2 or newer")
    if option.answer == "off":
        said = f"{version.answer}: copies stay in its buffer (set-clipboard off)"
        return note("tmux", said, "run tmux set-option -g set-clipboard on")
    return ok("tmux", f"{version.answer} hands copies on (set-clipboard {option.answer})")


def browser_check(environ: Mapping[str, str], has_display: bool) -> Check:
    """Nothing is started: a browser would open a window."""
    if chosen := environ.get("BROWSER"):
        return ok("browser", f"BROWSER names {chosen}")
    if not has_display:
        return note("browser", "no desktop here: links are shown instead of opened", "let BROWSER name a browser")
    if opener := shutil.which("xdg-open", path=environ.get("PATH")):
        return ok("browser", f"{opener} opens links")
    return ok("browser", "the system's own opens links")
