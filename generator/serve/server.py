"""The web server: answers from memory, only the site, only to this machine's own name."""

from __future__ import annotations

import ipaddress
import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generator.serve.answers import Answer
from generator.serve.desk import Desk
from generator.serve.headers import Rules, headers_for
from generator.serve.own import EVENTS, OWN, Own, holding, with_script

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# How often a stream looks whether its browser is still there.
LOOK = 1.0
# How long a stream may be silent: proxies end those that seem dead.
SILENCE = 15.0
# A browser holds six connections to a server, so this is many browsers; the oldest give way.
MOST_STREAMS = 60
PATIENCE = 10.0


@dataclass
class _Streams:
    """The streams of events that are open, oldest first."""

    open: list[threading.Event] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def one(self) -> Iterator[threading.Event]:
        """Open a stream; the event is set when it must give way to newer ones."""
        given_way = threading.Event()
        with self.lock:
            self.open.append(given_way)
            for old in self.open[:-MOST_STREAMS]:
                old.set()
        try:
            yield given_way
        finally:
            with self.lock:
                self.open.remove(given_way)


class Server(ThreadingHTTPServer):
    """Serves one desk; every connection has a thread, and none outlives the program."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], desk: Desk, rules: Rules, own: Own) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.desk, self.rules, self.own, self.streams = desk, rules, own, _Streams()
        self.host = address[0]
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without asking the network what this machine is called, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away in the middle of an answer."""

    def answers_to(self, name: str | None) -> bool:
        """Tell whether a name is this server's: another site's name may be made to lead here."""
        if name in LOOPBACK or name == self.host.lower():
            return True
        if is_loopback(self.host) or name is None:
            return False
        return name == socket.gethostname().lower() or _is_number(name)


@contextmanager
def serving(server: Server) -> Iterator[None]:
    """Let a server run in the background, and end it with all who listen."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.desk.close()
        server.shutdown()
        thread.join()
        server.server_close()


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a host's address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_number(name: str) -> bool:
    """A host given as a number cannot be another site's name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = PATIENCE
    server_version = "Throughline"
    sys_version = ""

    def parse_request(self) -> bool:
        """Refuse other methods than these two, and other hosts, before anything is looked at."""
        if not super().parse_request():
            return False
        if not self.server.answers_to(_host(self.headers.get("Host", ""))):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This server answers to its own name only")
            return False
        if self.command not in ("GET", "HEAD"):
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED, "This server only shows pages")
            return False
        return True

    def do_GET(self) -> None:
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST, "This is no address")
            return
        address = parts.path if self.path.startswith("/") else ""
        if address == EVENTS and self.command == "GET":
            with suppress(OSError):
                self._events(parse_qs(parts.query).get("page", ["/"])[0])
        elif address.startswith(OWN):
            self._send(self.server.own.answer(address))
        else:
            self._page(address, parts.query)

    do_HEAD = do_GET  # noqa: N815 - the name http.server looks for

    def _page(self, address: str, query: str) -> None:
        desk = self.server.desk
        found = desk.answer(address)
        if found is None:
            self._send(holding(desk.mark(found)))
        elif found.is_page:
            body = with_script(found.body, desk.mark(found))
            self._send(Answer(found.status, body, found.type))
        elif found.location and query:
            place, sign, within = found.location.partition("#")
            self._send(replace(found, location=f"{place}?{query}{sign}{within}"))
        else:
            self._send(found)

    def _send(self, found: Answer) -> None:
        self.send_response(found.status)
        if found.location:
            self.send_header("Location", found.location)
        if found.type:
            self.send_header("Content-Type", found.type)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)

    def end_headers(self) -> None:
        """Add what every answer has: the host's own headers, and that nothing is kept."""
        for name, value in headers_for(self.server.rules, urlsplit(self.path).path).items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _events(self, address: str) -> None:
        """Tell the browser of each change, until it goes away or must give way."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"retry: 1000\n\n")
        desk, told, silent = self.server.desk, -1, 0.0
        with self.server.streams.one() as given_way, desk.listening(address):
            while not (given_way.is_set() or desk.closed or self._is_gone()):
                number = desk.wait(told, LOOK)
                if number != told:
                    told, silent = number, 0.0
                    self.wfile.write(f"data: {desk.news(address)}\n\n".encode())
                elif (silent := silent + LOOK) >= SILENCE:
                    silent = 0.0
                    self.wfile.write(b": still here\n\n")
            if given_way.is_set():
                self.wfile.write(b"event: full\ndata:\n\n")

    def _is_gone(self) -> bool:
        """Whether the browser has closed the connection: then there is an end to be read."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server uses
        """Say nothing: a clerk watches for problems, not for requests."""


def _host(header: str) -> str | None:
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None
