"""One content file made into plain values with their places."""

from generator.parsing.reading import Parsed, Path, Quoted, parse

__all__ = ["Parsed", "Path", "Quoted", "parse"]
