"""A local server for writing: builds in memory, follows the folders, tells the browser.

The last good site stays while there are mistakes, under an overlay that lists them.
"""

from generator.serve.desk import Desk, Shown
from generator.serve.editors import EditorError, template_of
from generator.serve.following import Teller, follow
from generator.serve.headers import HeadersError, header_rules
from generator.serve.indexing import Indexer
from generator.serve.notices import Workplace
from generator.serve.own import Own
from generator.serve.server import Server, is_loopback, serving
from generator.serve.watching import Watcher

__all__ = [
    "Desk", "EditorError", "HeadersError", "Indexer", "Own", "Server", "Shown", "Teller", "Watcher",
    "Workplace", "follow", "header_rules", "is_loopback", "serving", "template_of",
]  # fmt: skip
