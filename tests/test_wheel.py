"""A wheel holds all that is needed: it builds a site far from this folder, without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
WHEELS = PROJECT / ".venv" / "wheels"

# Whatever pip's own settings say, nothing comes from a registry.
OFFLINE = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS)}

pytestmark = pytest.mark.wheel


def pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", *map(str, arguments)]
    subprocess.run(command, env={**os.environ, **OFFLINE}, check=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", folder, PROJECT)
    (path,) = folder.glob("throughline-*.whl")
    return path


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment that has only the wheel and what it needs."""
    assert WHEELS.is_dir(), "run `make test`, which fetches them, or leave this out with SKIP=wheel"
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip("--python", folder / "bin" / "python", "install", wheel)
    return folder / "bin"


@pytest.fixture
def elsewhere(tiny_content: Path, tmp_path: Path) -> Path:
    """A folder with content and nothing else."""
    shutil.copytree(tiny_content, tmp_path / "content")
    return tmp_path


def run(*command: str | Path, folder: Path) -> str:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    words = list(map(str, command))
    result = subprocess.run(words, cwd=folder, env=outside, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_wheel_holds_the_package_the_templates_and_the_licence_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    starter = {path.relative_to(PROJECT) for path in (PROJECT / "starter").rglob("*") if path.is_file()}
    assert {f"generator/{path.as_posix()}" for path in starter} <= set(names)
    assert any(name.startswith("generator/templates/") for name in names)
    assert {"generator/serve/assets/overlay.js", "generator/serve/assets/overlay.css"} <= set(names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    tops = {name.partition("/")[0].partition("-")[0] for name in names}
    assert tops == {"generator", "throughline"}


def test_installed_program_says_what_it_does(programs: Path, elsewhere: Path) -> None:
    assert "build" in run(programs / "throughline", "--help", folder=elsewhere)


def test_installed_program_builds_with_its_own_templates(programs: Path, elsewhere: Path) -> None:
    run(programs / "throughline", "build", folder=elsewhere)
    assert (elsewhere / "site" / "index.html").is_file()
    assert (elsewhere / "site" / "pagefind" / "pagefind.js").is_file()
    code = "import generator; print(generator.__file__)"
    package = Path(run(programs / "python", "-c", code, folder=elsewhere).strip()).parent
    assert package.is_relative_to(programs.parent)
    assert (package / "templates").is_dir()


def test_installed_program_begins_a_new_record_that_passes_every_check(
    programs: Path, tmp_path: Path
) -> None:
    run(programs / "throughline", "init", "record", folder=tmp_path)
    run(programs / "throughline", "check", "--warnings-as-errors", folder=tmp_path / "record")
    run(programs / "throughline", "build", "--no-search", folder=tmp_path / "record")
    assert (tmp_path / "record/site/recommendations/open-on-saturdays/index.html").is_file()
