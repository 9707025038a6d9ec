"""Why a source cannot be imported at all."""

from __future__ import annotations


class SourceError(Exception):
    """Says in a clerk's words what is wrong with the source as a whole; nothing is written then."""
