"""Build one corpus with this generator and with others, in turn, and print what each took.

`make bench N=500 ROUNDS=5` sets up what this needs and runs it; docs/performance.md says how to read it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

import corpus
import facts
import peers
import plain
from measure import Cost, timed, weighed

PROJECT = Path(__file__).parent.parent
OURS = "throughline"
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
COLUMNS = (
    "cold: processor, s", "against ours", "a page, ms", "wall, s", "unchanged: processor, s",
    "edited: processor, s", "peak memory, MiB", "pages", "files", "MB",
)  # fmt: skip
MEBIBYTE = 1024 * 1024


@dataclass
class Subject:
    """What is measured: where its input is, and how it is run.

    What it adds to its folder is removed before each cold run: its site, and what it keeps for the next run.
    """

    name: str
    folder: Path
    command: list[str]
    costs: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))
    memory: int = 0
    given: frozenset[str] = frozenset()

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def run(self, how: str) -> None:
        cost = timed(self.command, self.folder)
        self.costs[how].append(cost)
        print(f"{self.name}, {how}: {cost.processor:.2f} s, wall {cost.wall:.2f} s", file=sys.stderr)

    def clear(self) -> None:
        for path in self.folder.iterdir():
            if path.name not in self.given:
                rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def processor(self, how: str) -> float:
        return statistics.median(cost.processor for cost in self.costs[how])

    def wall(self, how: str) -> float:
        return statistics.median(cost.wall for cost in self.costs[how])


def subjects(files: dict[str, str], root: Path, tools: peers.Tools, names: set[str]) -> list[Subject]:
    """Write the corpus for each generator."""
    pages = plain.pages(files)
    found = [_ours(files, root / OURS, _switched_off())]
    if _switched_off():
        found.append(_ours(files, root / f"{OURS}, with all it makes", ""))
    for peer in peers.PEERS:
        if peer.name in names:
            folder = root / peer.name
            peer.write(pages, folder)
            if peer.name == "eleventy":
                (folder / "node_modules").symlink_to(tools.packages)
            found.append(Subject(peer.name, folder, peer.command(tools, folder)))
    for subject in [one for one in found if one.name in {OURS, "hugo"}]:
        folder = root / f"cp of {subject.name}"
        folder.mkdir()
        found.append(Subject(folder.name, folder, ["cp", "-r", str(subject.site), str(folder / "site")]))
    for subject in found:
        subject.given = frozenset(path.name for path in subject.folder.iterdir())
    return found


def _ours(files: dict[str, str], folder: Path, settings: str) -> Subject:
    for name, text in files.items():
        peers.put(folder / "content" / name, text + (settings if name == "site.yaml" else ""))
    command = [str(Path(sys.executable).parent / "throughline"), "build", "--no-search"]
    command += ["--templates", str(PROJECT / "templates"), "--output", str(folder / "site")]
    return Subject(folder.name, folder, command)


def _switched_off() -> str:
    """Write the settings that leave out all that is made beside the pages, as far as there are any."""
    schema = json.loads((PROJECT / "schemas/site.schema.json").read_text(encoding="utf-8"))
    switches = schema["definitions"].get("Outputs", {}).get("properties", {})
    return "".join(["outputs:\n", *(f"  {name}: false\n" for name in switches)]) if switches else ""


def edit(subject: Subject, name: str, number: int) -> None:
    """Add words to a meeting, other ones each time."""
    (path,) = (subject.folder / "content/meetings").glob(f"{name}.*")
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        path.write_text(f"{text}\nEdited {number} times.\n", encoding="utf-8")
    else:
        path.write_text(text.replace("    text: ", f"    text: Edited {number} times. ", 1), encoding="utf-8")


def measure(found: list[Subject], meeting: str, rounds: int) -> None:
    """Build with each in turn, several times over: cold, then with nothing changed, then after an edit."""
    for number in range(1, rounds + 1):
        for subject in found:
            subject.clear()
            subject.run("cold")
            if subject.command[0] != "cp":
                subject.run("unchanged")
                edit(subject, meeting, number)
                subject.run("edited")
    for subject in found:
        subject.clear()
        subject.memory = weighed(subject.command, subject.folder)


def check(found: list[Subject], files: dict[str, str]) -> None:
    """Insist that each says all that there is to say; edits only added to it."""
    pages = plain.pages(files)
    for subject in found:
        if faults := facts.missing(pages, facts.on_disk(subject.site), facts.on_timelines(subject.site)):
            raise SystemExit("\n".join([f"{subject.name} leaves out {len(faults)} facts:", *faults[:20]]))


def table(found: list[Subject]) -> Iterator[str]:
    """Write what was measured as a table in Markdown."""
    yield f"| {' | '.join(('', *COLUMNS))} |"
    yield f"|---{'|---:' * len(COLUMNS)}|"
    for subject in found:
        yield f"| {subject.name} | {' | '.join(_cells(subject, found[0]))} |"


def _cells(subject: Subject, base: Subject) -> Iterator[str]:
    files = [path for path in subject.site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    cold = subject.processor("cold")
    yield f"{cold:.2f}"
    yield f"{cold / base.processor('cold'):.2f}"
    yield f"{1000 * cold / pages:.2f}"
    yield f"{subject.wall('cold'):.2f}"
    for how in ("unchanged", "edited"):
        yield f"{subject.processor(how):.2f}" if how in subject.costs else ""
    yield f"{subject.memory / MEBIBYTE:.0f}"
    yield f"{pages}"
    yield f"{len(files)}"
    yield f"{sum(path.stat().st_size for path in files) / 1e6:.1f}"


def machine() -> str:
    """Describe what this runs on, and how busy it is."""
    models = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEBIBYTE // 1024
    python, load = platform.python_version(), ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{len(models)} × {models[0]}, {memory} GiB, {platform.platform()}, Python {python}; load {load}"


def main() -> None:
    """Measure in memory and on disk, and print a table of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[peer.name for peer in peers.PEERS])
    parser.add_argument("--places", nargs="*", type=Path, default=[IN_MEMORY, PROJECT / "build"])
    parser.add_argument("--tools", type=Path, default=PROJECT / ".venv/bench")
    given = parser.parse_args()
    tools = peers.installed(given.tools.resolve())
    files = corpus.make(given.meetings)
    meeting = sorted(Path(name).stem for name in files if name.startswith("meetings/"))[given.meetings // 2]
    print(machine())
    for place in (one.resolve() for one in given.places):
        place.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place, prefix="throughline-bench-") as root:
            found = subjects(files, Path(root), tools, set(given.only))
            measure(found, meeting, given.rounds)
            check(found, files)
            print(f"\n{place}, {given.meetings} meetings, medians of {given.rounds}\n")
            print("\n".join(table(found)), flush=True)


if __name__ == "__main__":
    main()
