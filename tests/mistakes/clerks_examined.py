"""Mistakes made by somebody who had not read the others: each was missed or badly told at first."""

from clerks import Mistake, Moved

M = Mistake
MEETING = "meetings/executive-2016-09-14.yaml"
SCRUTINY = "meetings/care-services-pds-2016-12-06.yaml"
MINUTES = "documents/minutes-executive-2016-09-14.yaml"
PERSON = "people/stephen-carr.yaml"
ROOMS = "measures/adult-education-room-use.yaml"
TITLE = r"^title: .*$"
DAY = r"^date: 2016-09-14$"
WRITTEN = "date: 2016-09-14"
PROSE = r"\[\[ofsted\]\] had \[\[ofsted-inspection-2016\|inspected\]\]"
CITED = r"\[@minutes-executive-2016-09-14, 73-resolved-1\]"
RIGHT = "[@minutes-executive-2016-09-14, 73-resolved-1]"
CITED_LINE = f"  {RIGHT} [@minutes-executive-2016-09-14, 73-resolved-3]"
SOURCES = r"^  sources: \[minutes-executive-2016-09-14#title\]$"
SOURCES_LINE = "  sources: [minutes-executive-2016-09-14#title]"
DOT = r"## Dates$"


def day(put: str, mended: str | None, says: str = "", where: str = MEETING) -> Mistake:
    """Write the day of a meeting in another way."""
    return M(where, DAY, f"date: {put}", "date-form", says, f"date: {mended}" if mended else None)


def said(put: str, code: str, says: str = "", mended: str | None = None) -> Mistake:
    """Write other words into a text."""
    return M(MEETING, PROSE, put, code, says, mended)


def cited(put: str, code: str, says: str = "", mended: str | None = None) -> Mistake:
    """Write a citation in another way."""
    return M(MEETING, CITED, put, code, says, mended)


EXAMINED = [
    # Signs of YAML
    M(MINUTES, TITLE, "title: [Draft] minutes", "yaml-sign", "", 'title: "[Draft] minutes"'),
    M(MINUTES, TITLE, "title: ? Executive", "yaml-sign", "", 'title: "? Executive"'),
    M(MINUTES, TITLE, "title: Executive minutes\nof September", "yaml-indent", "goes on",
      "  of September", 1),
    M(MEETING, r"^bodies: \[executive\]$", "bodies: [executive] too", "yaml-sign", "", "bodies: [executive]"),
    M(MEETING, r"^    text: \|-$", "    text: |–", "yaml-block", "", "    text: |-"),
    M(MEETING, r"^summary: >-$", "summary: >>-", "yaml-block", "", "summary: >-"),
    M(MEETING, r"^summary: >-$", "summary: >9-", "yaml-block", "", "summary: >-"),
    M(MEETING, r"^  - id: ofsted-", "  1. id: ofsted-", "yaml-missing-hyphen", "",
      "  - id: ofsted-inspection"),
    M(MEETING, r"^status: held$", "status -> held", "yaml-missing-colon", "", "status: held"),
    M(MEETING, rf"{DAY}\nstatus: held$", f"{WRITTEN} status: held", "yaml-colon", "two fields", ""),
    M(MINUTES, r"^classification: Minutes$", '"classification": "Minutes",', "yaml-comma", "",
      "classification: Minutes"),
    M(SCRUTINY, r"^  - person: judi-ellis$", "  - - person: judi-ellis", "yaml-hyphen", "two hyphens",
      "  - person: judi-ellis"),
    M(PERSON, r"^sources:$", "sources:\n  -", "field-not-group", "Remove the hyphen", None, 1),
    # Days and times
    day("2016-09-14 to 2016-09-15", "2016-09-14/2016-09-15"),
    day("2016-09-14–2016-09-15", "2016-09-14/2016-09-15"),
    day("2016-09-14/15", "2016-09-14/2016-09-15"),
    day("14 and 15 September 2016", "2016-09-14/2016-09-15"),
    day("2016 - 09 - 14", "2016-09-14"),
    day("2016--09-14", "2016-09-14"),
    day("2016-0914", "2016-09-14"),
    day("2016-Sep-14", "2016-09-14"),
    day("2016-09-14.", "2016-09-14"),
    day("(2016-09-14)", "2016-09-14"),
    day("14.IX.2016", "2016-09-14"),
    day("FY 2016/17", "financial 2016/17"),
    day("2016-17 financial year", "financial 2016/17"),
    day("financial 2016/18", None, "financial 2016/17"),
    day("early 2016", None, "say “early”"),
    day("Q3 2016", None, "2016-07/2016-09"),
    day("14 September", None, "the year too"),
    M(SCRUTINY, r'^start_time: "19:00"$', "start_time: 19:00-21:00", "time-form", "end_time: 21:00", ""),
    # Numbers
    M(ROOMS, r"^        value: 44$", "        value: 44,5", "number-form", "44.5", "        value: 44.5"),
    M(ROOMS, r"^        value: 44$", "        value: forty-four", "number-form", "", "        value: 44"),
    M("rules.yaml", r"^    working_days: 5$", "    working_days: 5 days", "number-form", "",
      "    working_days: 5"),
    M("visits/monitoring-visit-7.yaml", r"^number: 7$", "number: seventh", "number-form", "", "number: 7"),
    M("visits/monitoring-visit-7.yaml", r"^number: 7$", "number: VII", "number-form", "", "number: 7"),
    M("visits/monitoring-visit-7.yaml", r"^number: 7$", "number: 6", "listed-twice", "number 6"),
    M("inspections/ofsted-*.yaml", r"^    overall: true$", "    overall: ture", "true-or-false", "",
      "    overall: true"),
    M(MEETING, r"amount: 949000$", "amount: 94900", "number-unlike-words", "949000"),
    M(MEETING, r"amount: 949000$", "amount: 949.000", "number-unlike-words", "949000"),
    M(MEETING, r"amount: 949000$", "amount: 499000", "number-unlike-words", "949000"),
    M(MEETING, r"amount: 949000$", "amount: -949000\n                currency: £", "code-form", "GBP",
      "                currency: GBP", 1),
    M("measures/improvement-funding.yaml", r"value: 949000$", "value: 9490000", "number-unlike-words",
      "949000"),
    M("measures/improvement-funding.yaml", r"^        value: 949000\n.*\n", "", "nothing-said", "no value",
      None, -2),
    # Links and citations
    cited("[@minutes-executive-2016-09-14]", "citation-no-place", "as a whole"),
    cited("[@minutes-executive-2016-09-14, ]", "citation-no-place", "as a whole"),
    cited("[^1]", "citation-form", "footnote"),
    cited("[＠minutes-executive-2016-09-14, 73-resolved-1]", "citation-form", "another sign", CITED_LINE),
    cited(f"[{RIGHT}]", "citation-form", "one pair", CITED_LINE),
    cited("[@minutes-executive-2016-09-14, 56a-3]", "citation-place", "minutes-care-services-pds-2016-12-06"),
    cited("[@executive-2016-09-14, 73-1]", "reference-kind", "Did you mean “minutes-executive-2016-09-14”?"),
    M(MEETING, SOURCES, "  sources: [minutes-executive-2016-09-14#]", "citation-place", "after #"),
    M(MEETING, SOURCES, "  sources: [minutes-executive-2016-09-14/title]", "reference-unknown", "",
      SOURCES_LINE),
    M(MEETING, SOURCES, "  sources: [minutes-executive-2016-09-14, title]", "reference-unknown",
      "without its"),
    M(MEETING, SOURCES, "  sources: [[minutes-executive-2016-09-14#title]]", "field-not-group",
      "Two brackets",
      SOURCES_LINE),
    said("[[ofsted|the|inspectors]] saw", "link-form", "two bars"),
    said("[[the inspectors|ofsted]] saw", "link-form", "[[ofsted|the inspectors]]"),
    said("[[[ofsted]]] saw", "link-form", "not three"),
    said("{{ofsted}} saw", "link-form", "curly"),
    said("[Ofsted](javascript:alert(1)) saw", "link-form", "no link"),
    said("[Ofsted](file:///C:/report.pdf) saw", "link-form", "no link"),
    said("[Ofsted](htps://www.gov.uk/) saw", "link-form", "[Ofsted](https://www.gov.uk/)"),
    said("[Ofsted](https://www.gov.uk/a b) saw", "link-form", "%20"),
    said("[Ofsted]() saw", "link-empty", "without an address"),
    said("See www.example.org. It saw", "link-bare", "(https://www.example.org)"),
    said("[Ofsted](/organisations/ofsted/) saw", "address-unknown", "/organizations/ofsted/"),
    # Marks
    said("**Ofsted saw", "text-marks", "other end"),
    said("__Ofsted saw", "text-marks", "other end"),
    said("`Ofsted saw", "text-marks", "other end"),
    said("<!-- check --> It saw", "text-html", "HTML"),
    said("<script>x</script> It saw", "text-html", "HTML"),
    M("pages/about.md", r"^- \*\*lost\*\*", "-**lost**", "text-marks", "space after the hyphen"),
    M("pages/about.md", r"\*\*lost\*\*", "** lost **", "text-marks", "other end"),
    M("pages/about.md", rf"^{DOT}", "##Dates", "text-marks", "space after ##"),
    M("pages/about.md", rf"^{DOT}", "#### Dates", "heading-level", "2 steps"),
    M("pages/about.md", rf"^{DOT}", "```\n## Dates", "text-marks", "never closed"),
    M("pages/about.md", rf"^{DOT}", "| a | b |\n| 1 | 2 |\n\n## Dates", "text-marks", "line of hyphens"),
    M("pages/about.md", rf"^{DOT}", "| a |\n|---|\n| 1 | 2 |\n\n## Dates", "text-marks", "2 cells", None, 2),
    M(MINUTES, TITLE, "title: Minutes of the **Executive**", "field-no-links", "bold",
      "title: Minutes of the Executive"),
    # Ids
    M(SCRUTINY, r"person: judi-ellis$", "person: ellis", "reference-unknown", "judi-ellis"),
    M(SCRUTINY, r"person: judi-ellis$", "person: ellis-judi", "reference-unknown", "judi-ellis"),
    M(SCRUTINY, r"person: judi-ellis$", "person: Ellis, Judi", "reference-unknown", "judi-ellis"),
    M(MEETING, r"document: report-cs17036$", "document: cs17036", "reference-unknown", "“report-cs17036”"),
    M("visits/monitoring-visit-7.yaml", r"^to: \[.*$", "to: [bromley]", "reference-unknown",
      "bromley-council"),
    M("visits/monitoring-visit-7.yaml", r"^letter: .*$", "letter: Ofsted letter of 5 July 2018",
      "reference-unknown", "ofsted-letter-2018-07-05"),
    M(MEETING, r"post: bromley-council#leader$", "post: executive#leader", "reference-unknown",
      "bromley-council#leader"),
    M(MEETING, r"^bodies: \[executive\]$", 'bodies: ["#executive"]', "reference-unknown", "“executive”"),
    M(MEETING, r"^bodies: \[executive\]$", "bodies: [[executive]]", "field-not-text", "",
      "bodies: [executive]"),
    M(MINUTES, r"^publisher: .*$", "publisher: [bromley-council]", "field-not-text", "",
      "publisher: bromley-council"),
    M("boards/executive.yaml", r"^parent: .*$", "parent: executive", "reference-to-itself", "stands in"),
    M("plans/roadmap.yaml", r"^builds_on: .*$", "builds_on: roadmap", "reference-to-itself", "stands in"),
    # Names, roles and words
    M(PERSON, r"^family_name:", "surname:", "field-unknown", "family_name"),
    M(MINUTES, r"^publisher:", "published_by:", "field-unknown", "“publisher”"),
    M("recommendations/commissioner-2017-1.yaml", r"^arises_from:", "arises:", "field-unknown",
      "arises_from"),
    M(PERSON, r"^name: Stephen", "name: Cllr Stephen", "name-form", "honorific_prefix"),
    M(PERSON, r"^name: .*$", "name: Carr, Stephen", "name-form", "Stephen Carr"),
    M(PERSON, r"^sort_name: .*$", "sort_name: Stephen Carr", "name-form", "Carr, Stephen"),
    M(PERSON, r"^sort_name: .*$", "sort_name: Lymer, Kate", "name-form", "Carr, Stephen"),
    M(SCRUTINY, r"^    role: chair$", "    role: chiar", "role-unlike", "", "    role: chair"),
    M(SCRUTINY, r"^    role: vice-chair$", "    role: Vice-Chairman", "role-unlike", "",
      "    role: vice-chair"),
    M(SCRUTINY, r"^    status: present$", "    substitute_for: tom-philpott", "role-unlike",
      "status: substitute"),
    M(MEETING, r"^  status: draft$", "  status: unconfirmed", "value-not-allowed", "draft, confirmed", ""),
    M(MINUTES, r"^version: draft$", "version: Final draft", "value-not-allowed", "draft", ""),
    M("meetings/*-2017-01-10.yaml", r"^date: .*$", "date: 2017-01-11", "date-unlike-id", "2017-01-10"),
    M("documents/report-cs17062.yaml", r"^read: false\n", "", "read-and-known", "read: false", None, -2),
    M("inspections/ofsted-*.yaml", r"^    note: Our only source.*$", "    overall: true", "listed-twice",
      "overall"),
    # The files that stand alone
    M("rules.yaml", r"^    months: 2$", "    months: 0", "nothing-said", "no time limit", None, -3),
    M("rules.yaml", r"^  - 2017-01-02$", "  - 2016-12-27", "listed-twice", "twice"),
    M("glossary.yaml", r"^    term: academic year$", "    term: 30 hours funded childcare", "listed-twice",
      "twice"),
    M("glossary.yaml", r"^    meaning: Childcare.*\n", "", "nothing-said", "not explained", None, -2),
    M("site.yaml", r"^language: .*$", "language: English", "code-form", "", "language: en-GB"),
    M("site.yaml", r"^language: .*$", "language: en_GB", "code-form", "", "language: en-GB"),
    M("site.yaml", r"^time_zone: .*$", "time_zone: London", "time-zone", "", "time_zone: Europe/London"),
    M("site.yaml", r"^time_zone: .*$", "time_zone: BST", "time-zone", "", "time_zone: Europe/London"),
    M("site.yaml", r"^  - 2016-05-05$", "  - 2016-04-11", "listed-twice", "twice"),
    M("site.yaml", r"address: /people/$", "address: /poeple/", "address-unknown", "",
      "    address: /people/"),
    M("site.yaml", r"address: /people/$", "address: /people", "address-unknown", "", "    address: /people/"),
    M("site.yaml", r"address: /people/$", "address: people", "link-form", "", "    address: /people/"),
]  # fmt: skip

EXAMINED_FILES = [
    Moved("people/zed-zoo.yaml.yaml", "id-form", "zed-zoo.yaml", text="name: Zed Zoo\npublic_role: Clerk\n"),
    Moved("people/zed–zoo.yaml", "id-form", "zed-zoo.yaml", text="name: Zed Zoo\npublic_role: Clerk\n"),
]  # fmt: skip
