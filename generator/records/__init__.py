"""Typed records: the models of every kind, and the one way from a parsed file to a record."""

from generator.records.kinds import FOLDERS
from generator.records.publication import is_public, published
from generator.records.reading import Record, read
from generator.records.shape import Shape, Spot, shapes, walk
from generator.records.singles import SINGLES

__all__ = [
    "FOLDERS",
    "SINGLES",
    "Record",
    "Shape",
    "Spot",
    "is_public",
    "published",
    "read",
    "shapes",
    "walk",
]
