"""Names resolved, references linked both ways, statements and their sources gathered."""

from generator.graph.building import Memory, build
from generator.graph.linked import Cited, Graph, Link, Linked
from generator.graph.names import name_on, styled, styled_on
from generator.graph.nodes import Node, part_words, place_in
from generator.graph.statements import Statement

__all__ = [
    "Cited", "Graph", "Link", "Linked", "Memory", "Node", "Statement", "build", "name_on", "part_words",
    "place_in", "styled", "styled_on",
]  # fmt: skip
