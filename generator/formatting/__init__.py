"""One way to write a file: fields in order, long lines wrapped, every comment kept."""

from generator.formatting.formatting import Formatted, formatted

__all__ = ["Formatted", "formatted"]
