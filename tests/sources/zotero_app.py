"""A stand-in for Zotero's connector: HTTP on the loopback, answering as Zotero's own server does."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_ITEM_FIELDS = frozenset(
    "id itemType title creators abstractNote date url tags notes repository archiveID DOI extra".split()
)
"""Of a preprint; Zotero drops a field that it does not know, and a test should see that."""


class ZoteroApp:
    def __init__(self) -> None:
        self.items: list[dict[str, object]] = []
        """In its library."""
        self.address = ""
        self.status: int | None = None
        """To answer to saveItems in the place of what it would."""
        self.is_zotero = True
        """False for another program that listens there."""
        self.forgets_to_answer = False
        """Takes the items, and then breaks the connection."""
        self._sessions: set[str] = set()

    def save(self, body: bytes) -> int:
        asked = json.loads(body)
        if self.status is not None:
            return self.status
        if asked["sessionID"] in self._sessions:
            return 409
        self._sessions.add(asked["sessionID"])
        assert all(_ITEM_FIELDS >= set(item) and item["itemType"] == "preprint" for item in asked["items"])
        assert asked["uri"].startswith("https://")
        self.items += asked["items"]
        return 201


@contextmanager
def running(app: ZoteroApp) -> Iterator[ZoteroApp]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200 if self.path == "/connector/ping" else 404, b"Zotero is running")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path != "/connector/saveItems" or self.headers["Content-Type"] != "application/json":
                self._answer(404, b"")
            elif self.headers["X-Zotero-Connector-API-Version"] != "3" or self.headers["User-Agent"].startswith("Mozilla/"):
                self._answer(400, b"")
            else:
                status = app.save(body)
                if app.forgets_to_answer:
                    self.close_connection = True
                else:
                    self._answer(status, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if app.is_zotero:
                self.send_header("X-Zotero-Version", "7.0.15")
                self.send_header("X-Zotero-Connector-API-Version", "3")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    app.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield app
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
