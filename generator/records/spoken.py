"""What a clerk would call each model: a meeting, an item, somebody who took part."""

from __future__ import annotations

from generator.records.entries import Model

# Where the model's own name is not what a clerk would call it.
NAMES = {
    "Outputs": "the outputs",
    "Took": "somebody who took part",
    "TopicPage": "a topic",
    "MadeDecision": "a decision",
    "KnownFrom": "an entry of known_from",
    "OutlinePlace": "a place of an outline",
    "PlanCount": "a count",
    "Target": "an earlier target",
}


def called(model: type[Model]) -> str:
    """Name a model with its article."""
    if model.__name__ in NAMES:
        return NAMES[model.__name__]
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in model.__name__).strip()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
