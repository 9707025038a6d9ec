"""Find and read the content files: those of a folder, or those of a commit in git."""

from generator.sources.folder import (
    DEEPEST,
    LARGEST,
    OF_IMPORTS,
    SourceFile,
    decode,
    is_passed_over,
    read,
)
from generator.sources.revisions import (
    Repository,
    RevisionError,
    Snapshot,
    commit_of,
    main_branch,
    open_repository,
    parting,
    read_revision,
)

__all__ = [
    "DEEPEST", "LARGEST", "OF_IMPORTS", "Repository", "RevisionError", "Snapshot", "SourceFile", "commit_of",
    "decode", "is_passed_over", "main_branch", "open_repository", "parting", "read", "read_revision",
]  # fmt: skip
