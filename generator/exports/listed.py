"""The files of a site as they are listed: each page, and what else is made, together, when it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.pages import Page

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are made together when one of them is wanted; `is_shown` where a page shows some of them."""

    paths: tuple[str, ...]
    make: Callable[[], Files]
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Pages that can be made, and files beside them that can be."""

    pages: tuple[Page, ...] = ()
    batches: tuple[Batch, ...] = ()
