"""Other people's data made into content files, with a report of all that was not carried."""

from generator.importing.errors import SourceError
from generator.importing.importing import FORMATS, Imported, bring

__all__ = ["FORMATS", "Imported", "SourceError", "bring"]
