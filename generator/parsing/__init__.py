"""One content file made into plain values with their places."""

from generator.parsing.oversights import never_meant
from generator.parsing.reading import Parsed, Path, Quoted, parse

__all__ = ["Parsed", "Path", "Quoted", "never_meant", "parse"]
