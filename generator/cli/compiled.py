"""The templates as compiled by an earlier run."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator import store


class Compiled(BytecodeCache):
    """Keeps the code of each template for the next run; Jinja asks whether it is of the very same text."""

    def __init__(self, templates: Path) -> None:
        self._templates = templates

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept of a template, if it can be trusted."""
        found = store.load(self._file(bucket), bytes)
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        store.save(bucket.bytecode_to_string(), self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return store.file_of(self._templates, f".{bucket.key}{store.COMPILED}")
