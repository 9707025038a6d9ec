"""Throughline: YAML and Markdown in git, made into a public, cross-linked record of governance."""

__version__ = "0.1.0"
