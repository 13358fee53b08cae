"""A Connector that notes what it was handed; a test says whether Zotero runs."""

import json

from paperbrowse.errors import SourceError, Unreachable


class FakeZotero:
    def __init__(self) -> None:
        self.requests: list[dict[str, object]] = []
        """What arrived, the oldest first."""
        self.failure: SourceError | None = None

    @property
    def ids(self) -> list[str]:
        """Of the papers that arrived."""
        return [item["id"] for request in self.requests for item in request["items"]]

    def is_closed(self) -> None:
        """From now on nobody answers."""
        self.failure = Unreachable("refused", "Zotero is not running")

    def fails(self, error: SourceError) -> None:
        self.failure = error

    def opens(self) -> None:
        self.failure = None

    async def save(self, body: bytes) -> None:
        if self.failure:
            raise self.failure
        self.requests.append(json.loads(body))

    async def close(self) -> None:
        pass
