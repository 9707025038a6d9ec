"""Run a command and tell what it took: wall and processor time, and the memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")
LOOK_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds, and bytes at the most."""

    wall: float
    processor: float
    memory: int = 0


def timed(command: list[str], folder: Path) -> Cost:
    """Run a command to its end, undisturbed, and time it and all that it started."""
    before, started = os.times(), time.perf_counter()
    _ended(subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
    after, wall = os.times(), time.perf_counter() - started
    user, system = after.children_user - before.children_user, after.children_system - before.children_system
    return Cost(wall, user + system)


def weighed(command: list[str], folder: Path) -> int:
    """Run a command and look every so often at what its processes hold, shared pages counted once."""
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(_held, _of_session(process.pid))))
            time.sleep(LOOK_EVERY)
    return most


def _ended(process: subprocess.Popen[bytes]) -> None:
    said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{process.args!r} failed:\n{said.decode(errors='replace')}")


def _of_session(leader: int) -> list[Path]:
    """Find the processes of a session: the sixth field of `stat`, after the name in brackets."""
    found = []
    for folder in PROCESSES.glob("[0-9]*"):
        with suppress(OSError):
            if (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[3] == str(leader):
                found.append(folder)
    return found


def _held(process: Path) -> int:
    """Read the proportional set size of a process: each page divided by how many share it."""
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
