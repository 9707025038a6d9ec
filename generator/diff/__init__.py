"""What changed between two states of a record, in plain words, and which pages change with it."""

from generator.diff.comparison import Comparison, compare
from generator.diff.markdown import as_markdown
from generator.diff.printing import as_json, as_text
from generator.diff.states import State, states

__all__ = ["Comparison", "State", "as_json", "as_markdown", "as_text", "compare", "states"]
