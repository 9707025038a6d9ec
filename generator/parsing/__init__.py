"""One content file made into plain values with their places."""

from generator.parsing.front_matter import split
from generator.parsing.oversights import never_meant
from generator.parsing.positions import Comment, Fields, Items, Layout, Scalar, layout, words_of
from generator.parsing.reading import Parsed, Path, Quoted, parse

__all__ = [
    "Comment", "Fields", "Items", "Layout", "Parsed", "Path", "Quoted", "Scalar", "layout", "never_meant",
    "parse", "split", "words_of",
]  # fmt: skip
