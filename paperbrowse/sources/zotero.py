"""Zotero on this machine, through the connector that its browser extension uses too.

Source: `server_connector.js` of Zotero 7 to 9, as seen 2026: `/connector/ping` answers with the version of the connector in
a header; `/connector/saveItems` takes JSON with `sessionID`, `uri` and `items`, and answers 201, or 409 where the same session
came before. A browser's User-Agent is refused.
"""

from http import HTTPStatus

import httpx

from ..errors import Refused, Unreachable

_VERSION = "3"
_NAMED = "x-zotero-connector-api-version"
_TIMES = httpx.Timeout(5.0, read=60.0)
"""Zotero answers when the items are in its library."""


class ZoteroConnector:
    """`address` without a slash at its end. No proxy stands between two programs of one machine."""

    def __init__(self, address: str, user_agent: str) -> None:
        headers = {"User-Agent": user_agent, "X-Zotero-Connector-API-Version": _VERSION}
        self._client = httpx.AsyncClient(base_url=address, headers=headers, timeout=_TIMES, trust_env=False)

    async def save(self, body: bytes) -> None:
        """Hands items over; those of a session that came before are not taken twice.

        Raises Unreachable where no Zotero is there, Refused where it does not take them.
        """
        await self._ping()
        answer = await self._ask("POST", "/connector/saveItems", body)
        if answer.status_code not in (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.CONFLICT):
            raise Refused(answer.status_code, _why(answer.status_code))

    async def close(self) -> None:
        await self._client.aclose()

    async def _ping(self) -> None:
        """Raises Unreachable also where another program listens."""
        answer = await self._ask("GET", "/connector/ping", None)
        if answer.status_code != HTTPStatus.OK or _NAMED not in answer.headers:
            raise Unreachable("refused", f"another program than Zotero answers at {self._client.base_url.netloc.decode()}")

    async def _ask(self, method: str, path: str, body: bytes | None) -> httpx.Response:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        try:
            return await self._client.request(method, path, content=body, headers=headers)
        except httpx.TimeoutException as error:
            raise Unreachable("timeout", "Zotero does not answer") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable("refused", "Zotero is not running") from error


def _why(status: int) -> str:
    if status == HTTPStatus.BAD_REQUEST:
        return "Zotero wants another version of the connector"
    return f"Zotero did not take the papers (HTTP {status}); its library may be for reading only"
