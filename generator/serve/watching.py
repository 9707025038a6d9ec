"""Tell when the writer's files have changed: at once where the system says so, else by looking."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirModifiedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from generator.serve import tree
from generator.sources import is_passed_over

# One save is several events within about two thousandths of a second.
QUIET = 0.015
LONGEST = 0.5
# More files than anybody saves at once: a checkout, with pauses in it.
MANY = 20
QUIET_OF_MANY = 0.1
LONGEST_OF_MANY = 2.0
# The system can lose events, and knows of none on some network folders: so there is a look all the same.
LOOK = 1.0
# So often while a folder is not there: it may come back at any moment.
LOOK_FOR_FOLDER = 0.25
# A look may take one part in so many of the time.
SHARE = 20

# It logs each folder that goes away while it listens, in words for those who write it.
logging.getLogger("watchdog").setLevel(logging.CRITICAL)

# Not that a file was opened or read: a build reads all of them, and would be told of each.
CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent, FileClosedEvent,
    DirCreatedEvent, DirModifiedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip


class _Notes(FileSystemEventHandler):
    """Notes what the system says has changed, and wakes who waits for it."""

    def __init__(self) -> None:
        self.condition = threading.Condition()
        self.paths: set[str] = set()
        self.closed = False
        self.first = self.latest = 0.0

    def on_any_event(self, event: FileSystemEvent) -> None:
        # A folder is modified whenever a file in it is, also one that is passed over.
        if event.is_directory and event.event_type == "modified":
            return
        paths = {str(path) for path in (event.src_path, event.dest_path) if path}
        wanted = {path for path in paths if not is_passed_over(Path(path).name)}
        if wanted:
            self.add(wanted)

    def add(self, paths: set[str]) -> None:
        with self.condition:
            self.latest = time.monotonic()
            self.first = self.first if self.paths else self.latest
            self.paths |= paths
            self.condition.notify_all()

    def close(self) -> None:
        """Wake who waits, for good."""
        with self.condition:
            self.closed = True
            self.condition.notify_all()

    def take(self, seconds: float) -> set[str]:
        """Wait for a note, then until it is quiet, but not for ever; take what was noted."""
        with self.condition:
            self.condition.wait_for(lambda: self.paths or self.closed, timeout=seconds)
            while self.paths and not self.closed and (left := self._until_quiet() - time.monotonic()) > 0:
                self.condition.wait(left)
            taken, self.paths = self.paths, set()
            return taken

    def _until_quiet(self) -> float:
        many = len(self.paths) > MANY
        quiet, longest = (QUIET_OF_MANY, LONGEST_OF_MANY) if many else (QUIET, LONGEST)
        return min(self.latest + quiet, self.first + longest)


@dataclass
class _Ear:
    """Listens to what the system says of one folder, for as long as it is the same folder."""

    folder: Path
    notes: _Notes
    observer: BaseObserver | None = None
    identity: tuple[int, int] | None = None

    def listen(self) -> None:
        """Begin to listen, also to a folder that came back or was put in the place of another."""
        identity = self._identity()
        if identity == self.identity and self._hears():
            return
        self.close()
        if identity is not None:
            observer = Observer()
            observer.schedule(self.notes, str(self.folder), recursive=True, event_filter=CHANGES)
            # It may have gone again in this moment; then it is missed until it comes back.
            with suppress(FileNotFoundError, NotADirectoryError):
                _start(observer)
                self.observer, self.identity = observer, identity

    def close(self) -> None:
        if self.observer is not None:
            self.observer.stop()
            self.observer.join()
        self.observer = self.identity = None

    def _hears(self) -> bool:
        """Whether the system still speaks: it stops for good when the folder is deleted."""
        if self.observer is None:
            return self.identity is None
        return all(emitter.is_alive() for emitter in self.observer.emitters)

    def _identity(self) -> tuple[int, int] | None:
        try:
            state = self.folder.stat()
        except OSError:
            return None
        return (state.st_dev, state.st_ino)


def _start(observer: BaseObserver) -> None:
    """Let an observer begin; one that cannot lets go of what it holds already: a thread and three handles."""
    try:
        observer.start()
    except OSError:
        observer.stop()
        raise


@dataclass
class Watcher:
    """Watches folders, which may go and come back; `poll` looks every so many seconds and nothing else."""

    folders: tuple[Path, ...]
    poll: float | None = None
    say: Callable[[str], None] = print
    _notes: _Notes = field(default_factory=_Notes)
    _ears: tuple[_Ear, ...] = ()
    _before: tree.Tree = field(default_factory=dict)
    _pause: float = LOOK

    def __post_init__(self) -> None:
        if self.poll is None:
            self._ears = tuple(_Ear(folder, self._notes) for folder in self.folders)
        self._listen()
        self._before = self._look()

    @property
    def closed(self) -> bool:
        """Tell whether nothing will be watched any more."""
        return self._notes.closed

    def wait(self, seconds: float | None = None) -> tuple[str, ...]:
        """Return the paths that changed, once it is quiet; none if nothing did in that time or it closed."""
        end = None if seconds is None else time.monotonic() + seconds
        while not self.closed:
            pause = self._pause if end is None else min(self._pause, max(0.0, end - time.monotonic()))
            noted = self._notes.take(pause)
            self._listen()
            now = self._look() if noted else self._steady()
            changed, self._before = tree.differences(self._before, now, noted), now
            if changed or (end is not None and time.monotonic() >= end):
                return changed
        return ()

    def has_news(self) -> bool:
        """Tell whether something has changed that nobody waited for yet, or nobody will."""
        return bool(self._notes.paths) or self.closed

    def close(self) -> None:
        """Stop watching, and send away who waits."""
        self._notes.close()
        self._deafen()

    def _deafen(self) -> None:
        for ear in self._ears:
            ear.close()

    def _listen(self) -> None:
        """Listen to every folder; where the system cannot do that for so many, look instead."""
        try:
            for ear in self._ears:
                ear.listen()
        except OSError as error:
            self._deafen()
            self._ears = ()
            self.say(
                f"This system cannot tell of changes in so many folders ({error.strerror}), "
                f"so the files are looked at every {LOOK:g} seconds instead."
            )

    def _look(self) -> tree.Tree:
        started = time.monotonic()
        now = tree.look(self.folders)
        usual = LOOK if all(str(folder) in now for folder in self.folders) else LOOK_FOR_FOLDER
        self._pause = max(self.poll or usual, SHARE * (time.monotonic() - started))
        return now

    def _steady(self) -> tree.Tree:
        """Look, and where something changed look again until nothing more does, but not for ever."""
        now, before = self._look(), self._before
        end = time.monotonic() + LONGEST
        while now != before and time.monotonic() < end:
            time.sleep(QUIET)
            before, now = now, self._look()
        return now
