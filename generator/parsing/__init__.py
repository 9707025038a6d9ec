"""One content file made into plain values with their places."""

from generator.parsing.layout import Comment, Fields, Items, Layout, Scalar, layout, words_of
from generator.parsing.reading import Parsed, Path, Quoted, parse, split

__all__ = [
    "Comment", "Fields", "Items", "Layout", "Parsed", "Path", "Quoted", "Scalar", "layout", "parse", "split",
    "words_of",
]  # fmt: skip
