"""The line for what is to be found in a text."""

from .line import Line


class FindLine(Line):
    """`enter` goes to the text, the words stay found; `escape` goes back to where they were not looked for yet."""

    BINDINGS = [("enter", "screen.keep_finding")]
