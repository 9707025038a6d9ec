"""Make a corpus of a council's shape: the same bytes for the same size, as content of this project.

`python benchmarks/corpus.py --meetings 2000 FOLDER` writes boards, people with memberships, meetings over
twenty years with items, links and decisions, recommendations with updates, inspections and visits, and
minute books whose paragraphs everything cites.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

FIRST_YEAR, YEARS = 2004, 20
VOCABULARY = (
    "council service plan budget review officer member report action progress child family support school "
    "library road park housing care health partner board meeting paper question answer decision evidence "
    "inspector visit finding standard quality training caseload team manager director chair resident ward "
    "charity hub centre scheme contract cost saving grant year quarter month target risk measure outcome "
    "asked agreed heard noted found said made took gave kept held opened closed moved planned worked showed "
    "more fewer early late steady better clear open local public joint whole small large further careful "
    "after before during since under over within about because while where which their every some most"
)
GIVEN_NAMES = (
    "Ada Ben Cleo Dev Esme Finn Gia Hal Ida Jude Kit Lena Milo Nora Otis Pia Quinn Rosa Sol Tess Uma Vik"
)
FAMILY_NAMES = (
    "Archer Birch Cole Dunne Ellis Frost Grant Hale Iqbal Jarvis Knox Lowe Marsh Nash Osei Price Quaye"
)
WORDS, GIVEN, FAMILY = VOCABULARY.split(), GIVEN_NAMES.split(), FAMILY_NAMES.split()
GRADES = ("inadequate", "requires improvement", "good", "outstanding")
STATUSES = ("not started", "in progress", "reported done", "verified done")

# Members sit for two terms of four years; every other one stays on.
TERM = 4


@dataclass
class Corpus:
    """What is written so far, and the chance that makes it: the same for the same size."""

    meetings: int
    random: random.Random = field(default_factory=lambda: random.Random(2018))  # noqa: S311 - not secret
    files: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    boards: list[str] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)
    books: dict[str, list[str]] = field(default_factory=dict)
    held: list[tuple[str, date, str]] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    def words(self, count: int) -> list[str]:
        return self.random.choices(WORDS, k=count)

    def title(self, count: int = 5) -> str:
        return " ".join(self.words(count)).capitalize()

    def sentence(self, target: str = "") -> str:
        """A sentence of nine to fifteen words, with a link in it where one is asked for."""
        words = self.words(self.random.randint(9, 15))
        if target:
            words[len(words) // 2] = f"[[{target}]]"
        return " ".join(words).capitalize().replace("[[" + target.capitalize(), "[[" + target) + "."

    def prose(self, least: int, most: int, source: str, targets: list[str]) -> str:
        """A paragraph of so many words, with a bold word and a citation at its end."""
        wanted, sentences, length = self.random.randint(least, most), [], 0
        links = iter(targets)
        while length < wanted:
            sentences.append(self.sentence(next(links, "")))
            length += len(sentences[-1].split())
        first, _, rest = sentences[0].partition(" ")
        sentences[0] = f"{first} **{rest.partition(' ')[0]}** {rest.partition(' ')[2]}"
        return f"{' '.join(sentences)} {source}"

    def cite(self, book: str, place: str) -> str:
        """Note a place in a minute book, and cite it."""
        self.books.setdefault(book, []).append(place)
        return f"{book}#{place}"

    def sitting(self, board: str, year: int) -> list[str]:
        """The members of a board who sit all through a year."""
        terms = ((person, _term(index)) for index, person in enumerate(self.members[board]))
        return [person for person, (start, end) in terms if start <= year < end]


def _term(index: int) -> tuple[int, int]:
    """From which year on the one of so many members sits, and until which."""
    start = FIRST_YEAR + TERM * (index // 2 % 4)
    return start, start + 2 * TERM if index % 2 else FIRST_YEAR + 2 * YEARS


def make(meetings: int) -> dict[str, str]:
    """Write a corpus of some meetings: text by path."""
    corpus = Corpus(meetings)
    for step in (_names, _meetings, _scrutiny, _recommendations, _boards, _people, _books, _settings):
        step(corpus)
    return dict(sorted(corpus.files.items()))


def _names(corpus: Corpus) -> None:
    corpus.boards = [f"board-{number}" for number in range(1, max(2, corpus.meetings // 250) + 1)]
    count = max(12, corpus.meetings // 8)
    corpus.people = [
        f"{corpus.random.choice(GIVEN)}-{corpus.random.choice(FAMILY)}-{number}".lower()
        for number in range(1, count + 1)
    ]
    for index, board in enumerate(corpus.boards):
        corpus.members[board] = corpus.people[index :: len(corpus.boards)]


def _days(corpus: Corpus) -> Iterator[date]:
    """The days of all meetings, spread evenly over the years."""
    span = YEARS * 365 - 10
    for number in range(corpus.meetings):
        yield date(FIRST_YEAR, 1, 6) + timedelta(days=span * number // corpus.meetings)


def _meetings(corpus: Corpus) -> None:
    for number, day in enumerate(_days(corpus)):
        board = corpus.boards[number % len(corpus.boards)]
        name = f"{board}-{day}-{number}"
        corpus.held.append((name, day, board))
        corpus.files[f"meetings/{name}.yaml"] = _meeting(corpus, name, day, board)


def _meeting(corpus: Corpus, name: str, day: date, board: str) -> str:
    book = f"minutes-{board}-{day.year}"
    sitting = corpus.sitting(board, day.year)
    present = corpus.random.sample(sitting, min(8, len(sitting)))
    source = f"sources: [{corpus.cite(book, f'{name}-present')}]"
    lines = [f"bodies: [{board}]", f"date: {day}", "start_time: 19:30", "place: Town Hall"]
    lines += ["minutes:", f"  document: {book}", "  status: confirmed", f"  {source}", "attendance:"]
    for index, person in enumerate(present):
        role = ", role: chair" if index == 0 else ", status: apologies" if index == len(present) - 1 else ""
        lines.append(f"  - {{person: {person}{role}, {source}}}")
    lines.append("items:")
    for number in range(1, corpus.random.randint(5, 10) + 1):
        lines += _item(corpus, name, number, book, board)
    return "\n".join(lines) + "\n"


def _item(corpus: Corpus, name: str, number: int, book: str, board: str) -> list[str]:
    place = f"{name}-{number}"
    corpus.cite(book, place)
    earlier = corpus.random.choice(corpus.held)[0]
    person = corpus.random.choice(corpus.sitting(board, int(book.rpartition("-")[2])))
    text = corpus.prose(60, 120, f"[@{book}, {place}]", [person, earlier])
    lines = [
        f"  - id: item-{number}",
        f'    agenda_number: "{number}"',
        f"    title: {corpus.title()}",
        f"    text: {text}",
    ]
    if number % 3 == 0:
        lines += [
            "    decisions:",
            f"      - id: decision-{number}",
            f"        title: {corpus.title()}",
            f"        moved_by: {person}",
            "        parts:",
            f"          - id: decision-{number}-1",
            '            number: "1"',
            "            outcome: agreed",
            f"            text: {corpus.sentence()}",
            f"            sources: [{book}#{place}]",
        ]
    return lines


def _scrutiny(corpus: Corpus) -> None:
    for number in range(1, max(1, corpus.meetings // 50) + 1):
        _, day, board = corpus.held[(number * 50 - 1) % len(corpus.held)]
        book = f"minutes-{board}-{day.year}"
        kind = "inspection" if number % 2 else "visit"
        name = f"{kind}-{number}"
        lines = [f"title: {kind.capitalize()} {number}", f"date: {day}"]
        if kind == "inspection":
            lines += ["by: inspectorate", f"of: [{board}]", "judgements:", "  - area: Overall"]
            lines += [
                f"    grade: {corpus.random.choice(GRADES)}",
                f"    sources: [{corpus.cite(book, f'{name}-grade')}]",
            ]
        else:
            lines += ["by: [inspectorate]", f"to: [{board}]"]
        lines.append("findings:")
        for index in range(1, 5):
            lines += _finding(corpus, f"{name}-{index}", book)
            corpus.findings.append(f"{name}#{name}-{index}")
        corpus.files[f"{kind}s/{name}.yaml"] = "\n".join(lines) + "\n"


def _finding(corpus: Corpus, name: str, book: str) -> list[str]:
    return [
        f"  - id: {name}",
        "    kind: concern",
        f"    title: {corpus.title()}",
        f"    text: {corpus.prose(25, 45, '', [])}".rstrip(),
        f"    sources: [{corpus.cite(book, name)}]",
    ]


def _recommendations(corpus: Corpus) -> None:
    for number in range(1, max(1, corpus.meetings // 4) + 1):
        meeting, day, board = corpus.held[(number * 4 - 1) % len(corpus.held)]
        book = f"minutes-{board}-{day.year}"
        place = corpus.cite(book, f"recommendation-{number}")
        lines = [
            f"title: {corpus.title(7)}",
            f"reference: Recommendation {number}",
            f"made_by: [{board}]",
            "made_to: [town]",
            f"made_in: {meeting}",
            f"made_on: {day}",
            f"asks: {corpus.sentence()}",
            f"arises_from: [{corpus.random.choice(corpus.findings)}]",
            f"sources: [{place}]",
            "responses:",
            "  - id: answer",
            "    answer: accepted",
            f"    date: {day + timedelta(days=30)}",
            f"    text: {corpus.sentence()}",
            f"    sources: [{place}]",
            "status_updates:",
        ]
        # One in eight stays open: most that were ever made would be odd, and each meeting lists what is open.
        for step in range(corpus.random.randint(1, 2) if number % 8 == 0 else 3):
            lines += [
                f"  - status: {STATUSES[step + 1]}",
                f"    as_at: {day + timedelta(days=90 * (step + 1))}",
                f"    text: {corpus.sentence(corpus.random.choice(corpus.members[board]))}",
                f"    sources: [{place}]",
            ]
        corpus.files[f"recommendations/recommendation-{number}.yaml"] = "\n".join(lines) + "\n"


def _boards(corpus: Corpus) -> None:
    for number, board in enumerate(corpus.boards, start=1):
        lines = [f"name: Board {number}", "classification: committee", "parent: town", "members:"]
        for index, person in enumerate(corpus.members[board]):
            start, until = _term(index)
            source = corpus.cite(f"minutes-{board}-{start}", "members")
            end = f", end_date: {until}-01-01" if index % 2 else ""
            lines.append(
                f"  - {{person: {person}, role: member, start_date: {start}-01-01{end}, sources: [{source}]}}"
            )
        corpus.files[f"boards/{board}.yaml"] = "\n".join(lines) + "\n"


def _people(corpus: Corpus) -> None:
    for person in corpus.people:
        given, family, number = person.split("-")
        name = f"{given.capitalize()} {family.capitalize()} {number}"
        corpus.files[f"people/{person}.yaml"] = f"name: {name}\npublic_role: councillor\n"


def _books(corpus: Corpus) -> None:
    for book, places in corpus.books.items():
        _, _, board, year = book.split("-")
        lines = [f"title: Minute book of board {board}, {year}", "classification: minutes", f"date: {year}"]
        lines += ["publisher: town", "outline:", *(f"  - id: {place}" for place in dict.fromkeys(places))]
        corpus.files[f"documents/{book}.yaml"] = "\n".join(lines) + "\n"


def _settings(corpus: Corpus) -> None:
    corpus.files["site.yaml"] = (
        "title: Benchmark\ndescription: A corpus of a council’s shape.\ncouncil: town\n"
        "base_url: https://council.example\nnewest_first: true\n"
    )
    corpus.files["organizations/town.yaml"] = "name: Town\nclassification: council\n"
    corpus.files["organizations/inspectorate.yaml"] = "name: Inspectorate\nclassification: inspectorate\n"


def write(meetings: int, folder: Path) -> int:
    """Write a corpus into a folder; tell how many files it has."""
    files = make(meetings)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(files)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--meetings", type=int, default=500)
    given = arguments.parse_args()
    print(write(given.meetings, given.folder), "files")
