"""The whole of a rename: every edit found, made in memory, and proved to change nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.edits import Edit, applied, rewritten
from generator.graph import Graph
from generator.loading import Options, Site, check
from generator.parsing import layout
from generator.problems import Place
from generator.rename import aliases
from generator.rename.naming import Naming, Refusal, naming
from generator.rename.references import Search, UnclearError, edits, remarks
from generator.sources import Snapshot, SourceFile, decode

UNCHANGED = "So nothing was changed."


@dataclass(frozen=True, slots=True)
class Renaming:
    """A rename that can be made: edits by the path each file has now, the paths, comments left alone."""

    naming: Naming
    edits: Mapping[str, tuple[Edit, ...]]
    references: int
    comments: tuple[Place, ...]
    moved: tuple[str, str] | None
    addresses: tuple[str, str]
    site: Site

    @property
    def sources(self) -> dict[str, SourceFile]:
        """The files that change, by the path each has now."""
        return {file.path: file for file in self.site.sources if file.path in self.edits}

    def path(self, path: str) -> str:
        """Give a file's path as it is after the rename."""
        return self.moved[1] if self.moved and path == self.moved[0] else path


def rename(options: Options, old: str, new: str) -> Renaming | Refusal:
    """Work a rename out; drafts are renamed in like all else."""
    site = check(replace(options, drafts=True))
    if site.has_errors or not (site.graph and site.addresses):
        message = "the content has mistakes, so it is not certain what each reference means"
        return Refusal(message, "Mend these first.", tuple(one for one in site.problems if one.is_error))
    named = naming(site.graph, old, new)
    if isinstance(named, Refusal):
        return named
    try:
        found = _edits(site, Search(site.graph, site.addresses, named))
    except UnclearError as error:
        message = f"{error.place} names it in a way that cannot be changed sign by sign"
        return Refusal(message, "Write the id there in one piece and without escapes, then try again.")
    return _proved(site, named, found, replace(options, drafts=True))


def files(found: Renaming, content: Path) -> dict[str, bytes] | Refusal:
    """Make the new bytes of each file that changes, by its new path."""
    made = {}
    for path, file in found.sources.items():
        data = (content / path).read_bytes()
        if decode(path, data) != file:
            return Refusal(f"{path} was changed in the meantime", "Run the command again.")
        made[found.path(path)] = rewritten(data, found.edits[path])
    return made


def _edits(site: Site, search: Search) -> dict[str, tuple[Edit, ...]]:
    found = {record.parsed.path: tuple(edits(search, record)) for record in site.records}
    return {path: some for path, some in found.items() if some}


def _proved(
    site: Site, named: Naming, references: Mapping[str, tuple[Edit, ...]], options: Options
) -> Renaming | Refusal:
    """Make the edits in memory and check the content again: the same links, and no error."""
    every, moved = dict(references), _moved(named)
    if moved:
        alias = aliases.edit(named, layout(named.record.record.parsed.file))
        every[moved[0]] = (*every.get(moved[0], ()), alias)
    after = check(options, snapshot=Snapshot(_rewritten(site, every, moved)))
    refusal = _changed(site, after, named)
    if refusal or not (after.graph and after.addresses and site.addresses):
        return refusal or Refusal("the content could not be read again", UNCHANGED)
    node = after.graph.nodes[named.key(named.node.key)]
    places = (site.addresses.of(named.node), after.addresses.of(node))
    if named.is_place:
        places = (f"{places[0]}#at-{named.old}", f"{places[0]}#at-{named.new}")
    comments = tuple(place for record in site.records for place in remarks(named, record))
    return Renaming(named, every, sum(map(len, references.values())), comments, moved, places, site)


def _moved(named: Naming) -> tuple[str, str] | None:
    if not named.is_record:
        return None
    file = named.record.record.parsed.file
    return file.path, f"{file.folder}/{named.new}.{file.path.rpartition('.')[2]}"


def _rewritten(
    site: Site, every: Mapping[str, tuple[Edit, ...]], moved: tuple[str, str] | None
) -> tuple[SourceFile, ...]:
    files = [
        SourceFile(moved[1] if moved and file.path == moved[0] else file.path,
                   applied(file.text, every.get(file.path, ())))
        for file in site.sources
    ]  # fmt: skip
    return tuple(sorted(files, key=lambda file: file.path))


def _changed(before: Site, after: Site, named: Naming) -> Refusal | None:
    """Refuse what would add an error, or change what another reference means."""
    message = f"with the id “{named.new}” the content would no longer be right"
    if after.has_errors or not (before.graph and after.graph):
        return Refusal(message, UNCHANGED, tuple(one for one in after.problems if one.is_error))
    if _links(before.graph, named) != _links(after.graph):
        message = f"with the id “{named.new}” some references would mean something else"
        return Refusal(message, f"{UNCHANGED} Please report this as a fault of the program.")
    return None


def _links(graph: Graph, named: Naming | None = None) -> Counter[tuple[object, ...]]:
    """Gather all links and citations; those of before with the keys that they should have after."""

    def key(of: str) -> str:
        return named.key(of) if named else of

    links = Counter[tuple[object, ...]](
        (key(link.source.key), key(link.target.key), link.back, link.path) for link in graph.links
    )
    for one in graph.cited:
        at = named.place(one.document, one.citation.at) if named else one.citation.at
        links[key(one.source.key), key(one.document.key), at, one.path] += 1
    return links
