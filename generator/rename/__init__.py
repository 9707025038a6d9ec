"""A record or an entry given another id: every reference rewritten, every other byte as it was."""

from generator.rename.naming import Naming, Refusal
from generator.rename.renaming import Renaming, files, rename

__all__ = ["Naming", "Refusal", "Renaming", "files", "rename"]
