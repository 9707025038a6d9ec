"""The Jinja environment, and what is wrong in a template where one fails."""

from __future__ import annotations

import traceback
from collections.abc import Callable, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.pages.markup import escaped
from generator.pages.views import MomentRow, Row
from generator.problems import Place, Problem


class _Template(Template):
    """A template that escapes values without wrapping each of them: the same bytes in less time."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's own names
    ) -> Template:
        namespace["escape"] = escaped
        return super()._from_namespace(environment, namespace, globals)


@lru_cache(maxsize=4)
def environment(templates: Path, compiled: BytecodeCache | None = None) -> Environment:
    """Make the Jinja environment: autoescape on, an undefined name is an error."""
    made = Environment(
        bytecode_cache=compiled,
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.template_class = _Template
    made.globals["once"] = _once
    return made


def _once(macro: Callable[[Any, int], Markup], row: MomentRow | Row, level: int) -> Markup:
    """Render a row that stands on many pages once for all of them."""
    if row.rendered is None:
        return macro(row, level)
    if level not in row.rendered:
        row.rendered[level] = macro(row, level)
    return row.rendered[level]


def template_problem(error: Exception) -> Problem:
    """Say what is wrong in a template, and where it is known to be."""
    met = _lines_of_templates(error)
    name = getattr(error, "name", None) or (met[-1][0] if met else "templates")
    line = getattr(error, "lineno", None) or (met[-1][1] if met else 1)
    hint = "Mend the template; the site stays as it was."
    message = getattr(error, "message", None) or str(error) or type(error).__name__
    return Problem("template-error", message, Place(f"{name}", line), hint)


def is_in_template(error: Exception) -> bool:
    """Tell whether an error came about while a template was at work, such as a sum of text and number."""
    return bool(_lines_of_templates(error))


def _lines_of_templates(error: Exception) -> list[tuple[str, int]]:
    """The lines of templates that led to an error; Jinja lays them into the traceback."""
    frames = traceback.walk_tb(error.__traceback__)
    return [
        (Path(frame.f_code.co_filename).name, line)
        for frame, line in frames
        if frame.f_code.co_filename.endswith(".html")
    ]
