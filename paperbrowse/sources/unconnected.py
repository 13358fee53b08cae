"""Why there is no connection, in a sentence: found in the causes of an error, and in which variables are set.

The text of a foreign error is never shown: it may be empty, or hold a password.
"""

import os
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from ..errors import Unreachable
from ..model.text import clean_line

_PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
_TLS_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


def no_client(error: Exception) -> Unreachable:
    """Not even a client can be made: the certificates cannot be read, or a proxy is none."""
    if isinstance(error, OSError):
        why = clean_line(error.strerror or "") or type(error).__name__
        return Unreachable("tls", f"the certificates{_named(_TLS_VARIABLES)} cannot be used ({why})")
    why = "SOCKS is not supported" if isinstance(error, ImportError) else "no valid address"
    return Unreachable("proxy", f"the proxy{_named(_PROXY_VARIABLES)} cannot be used ({why})")


def no_connection(error: Exception, url: str) -> Unreachable:
    """A client tried to connect to the server of `url`, and could not."""
    host = urlsplit(url).hostname
    for cause in _causes(error):
        match cause:
            case ssl.SSLCertVerificationError():
                why = clean_line(cause.verify_message)
                hint = "SSL_CERT_FILE may name a certificate to trust"
                return Unreachable("tls", f"the certificate of {host} is not trusted ({why}); {hint}")
            case ssl.SSLError():
                return Unreachable("tls", f"no safe connection to {host} ({_tls_reason(cause)})")
    if proxy := proxy_variable(url):
        return Unreachable("proxy", f"no answer from the proxy named in {proxy}")
    for cause in _causes(error):
        match cause:
            case socket.gaierror():
                return Unreachable("dns", f"no answer from {host} (nobody knows this name)")
            case ConnectionRefusedError():
                return Unreachable("refused", f"no answer from {host} (connection refused)")
            case TimeoutError():
                return Unreachable("timeout", f"no answer from {host} (no connection in time)")
    return Unreachable("refused", f"no answer from {host} (no connection)")


def proxy_wants_password() -> Unreachable:
    return Unreachable("proxy", f"the proxy{_named(_PROXY_VARIABLES)} wants a password")


def _tls_reason(error: ssl.SSLError) -> str:
    return clean_line(str(error.reason or "TLS")).replace("_", " ").lower()


def _named(variables: tuple[str, ...]) -> str:
    """Which of them are set. Their values are not told."""
    found = [name for name in variables if os.environ.get(name) or os.environ.get(name.lower())]
    return f" named in {' or '.join(found)}" if found else ""


def proxy_variable(url: str) -> str | None:
    """The variable that names the proxy in the way to `url`."""
    address, proxies = urlsplit(url), getproxies()
    scheme = next((scheme for scheme in (address.scheme, "all") if scheme in proxies), None)
    return f"{scheme.upper()}_PROXY" if scheme and not proxy_bypass(address.hostname or "") else None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that led to it, the outermost first."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        error = waiting.pop(0)
        if error in seen:
            continue
        seen.append(error)
        yield error
        waiting += [cause for cause in (error.__cause__, error.__context__) if cause is not None]
        if isinstance(error, BaseExceptionGroup):
            waiting += error.exceptions
