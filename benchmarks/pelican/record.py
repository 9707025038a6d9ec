"""A plugin for Pelican: articles with JSON at their head, and lists of them by what they link to."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator, Generator
from pelican.readers import BaseReader, Readers
from pelican.utils import SafeDatetime
from pelican.writers import Writer

UNDATED = "1970-01-01"


class Reader(BaseReader):
    """Reads a head of JSON and a body of Markdown, with one converter for all files."""

    enabled = True
    file_extensions = ("md",)
    converter = Markdown(extensions=[])

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        head, _, body = Path(source_path).read_text(encoding="utf-8").partition("\n---\n")
        said = json.loads(head)
        day = SafeDatetime.strptime(said.get("date", UNDATED), "%Y-%m-%d")
        said |= {
            "date": day,
            "place": (day, said["slug"]),
            "category": self.process_metadata("category", said["kind"]),
        }
        return self.converter.reset().convert(body), said


class Lists(Generator):
    """Makes the pages that list others, and the site map."""

    def generate_output(self, writer: Writer) -> None:
        articles = self.context["articles"][::-1]
        kinds, years = defaultdict(list), defaultdict(list)
        for article in articles:
            kinds[article.kind].append(article)
            if hasattr(article, "day"):
                years[article.day[:4]].append(article)
        for kind in self.settings["SITE"]["kinds"]:
            self.write(
                writer, f"{kind['name']}/", "list", title=kind["title"], listed=kinds[kind["name"]], way=()
            )
        for year, listed in years.items():
            way = (("Timeline", "/timeline/"),)
            self.write(writer, f"timeline/{year}/", "list", title=year, listed=listed, way=way)
        self.write(writer, "timeline/", "timeline", title="Timeline", years=years)
        self.write(writer, "404.html", "missing", title="Not found")
        self.write(writer, "sitemap.xml", "sitemap", years=years)

    def write(self, writer: Writer, place: str, template: str, **shown: object) -> None:
        name = f"{place}index.html" if place.endswith("/") else place
        writer.write_file(
            name, self.get_template(template), self.context, relative_urls=False, place=place, **shown
        )


def link(generator: ArticlesGenerator) -> None:
    """Work out once what pages show of each other."""
    rows, last = defaultdict(lambda: defaultdict(list)), {}
    row = generator.get_template("row").render
    for article in reversed(generator.articles):
        article.row = row(one=article)
        article.before, article.after = last.get(article.kind), None
        if article.before:
            article.before.after = article
        last[article.kind] = article
        for found in getattr(article, "links", ()):
            rows[found["url"]][found["name"]].append(article.row)
    for article in generator.articles:
        article.backlinks = rows.get(f"/{article.url}", {})


def add_reader(readers: Readers) -> None:
    """Read files of this form, and not as Pelican does by itself."""
    readers.reader_classes["md"] = Reader


def add_lists(_: Pelican) -> type[Lists]:
    """Make the lists too."""
    return Lists


def register() -> None:
    """Tell Pelican; its signals hold functions only as long as somebody else does."""
    signals.readers_init.connect(add_reader)
    signals.article_generator_finalized.connect(link)
    signals.get_generators.connect(add_lists)
