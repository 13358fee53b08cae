"""What is left where somebody took backslashes and dollars away, as the Hub's own abstracts show it: `3.6times`,
`{sim}50`, `360^circ`, `ell_2`. Only forms that nobody writes otherwise."""

import re

from .symbols import GREEK, sign

_TIMES = re.compile(r"(?<=[\d°])times(?![A-Za-z])")
_ABOUT = re.compile(r"(?<![\\\w])sim(?=\d[\d.,]*+(?:[×%]|times))")
_DEGREE = re.compile(r"(?<=\d)(?:\^circ|\^\{circ\})(?=times|[^A-Za-z]|$)")
_IN_BRACES = re.compile(
    r"(?<![\\A-Za-z_^}])\{(sim|approx|times|pm|leq|geq|le|ge|neq|rightarrow|leftarrow|to|cdot|propto|infty|deg|[=<>±×])\}"
)
_GREEK_IN_BRACES = re.compile(rf"(?<![\\\w^}}])\{{({'|'.join(GREEK)})\}}")
_WITH_SCRIPT = re.compile(rf"(?<![\\\w/.`-])({'|'.join(GREEK)}|nabla)(?=_\d(?!\w)|\^\d|[_^]\{{)")
_COMMAND = re.compile(r"(?<![\\\w])(?=(?:text(?:bf|it|tt|sc)|math(?:cal|bb|bf|rm)|operatorname|emph)\{[^{}\n]{1,80}\})")


def with_signs(text: str) -> str:
    """The text with signs, and with backslashes before names of commands, where they were."""
    if "^" in text:
        text = _DEGREE.sub("°", text)
    if "sim" in text:
        text = _ABOUT.sub("~", text)
    if "times" in text:
        text = _TIMES.sub("×", text)
    if "{" in text:
        text = _COMMAND.sub(r"\\", text)
        text = _GREEK_IN_BRACES.sub(_as_sign, _IN_BRACES.sub(_as_sign, text))
    return _WITH_SCRIPT.sub(_as_sign, text) if "_" in text or "^" in text else text


def _as_sign(found: re.Match[str]) -> str:
    return "°" if found[1] == "deg" else sign(found[1]) or found[1]
