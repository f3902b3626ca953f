"""Check that the search of the built docs answers what people look for with the right page first.

Usage:
    python .ci/check_search.py SITE

It ranks as Material for MkDocs does: with lunr, titles counting a thousand times, and pages that
have all words before their sections
(https://github.com/squidfunk/mkdocs-material/blob/master/src/templates/assets/javascripts/integrations/search/_/index.ts).
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from lunr.builder import Builder
from lunr.stemmer import stemmer
from lunr.trimmer import trimmer

EXPECTED = {
    "age": "how-to/decide-scope",
    "ages": "how-to/decide-scope",
    "bank holiday": "how-to/late-bank-holiday",
    "calendar": "how-to/another-calendar",
    "CAMHS": "reference/child-lists",
    "criteria": "reference/criteria",
    "CSV": "how-to/excel-and-power-bi",
    "data frame": "how-to/data-frames",
    "deep dive": "how-to/decide-scope",
    "Django": "how-to/django",
    "error": "how-to/logging",
    "Excel": "how-to/excel-and-power-bi",
    "GDPR": "explanation/gdpr",
    "JSON": "how-to/exchange-json",
    "Jupyter": "how-to/jupyter",
    "lists": "reference/child-lists",
    "logging": "how-to/logging",
    "milestones": "reference/milestones",
    "Power BI": "how-to/excel-and-power-bi",
    "pydantic": "how-to/exchange-json",
    "readiness": "how-to/prepare-an-area",
    "scope": "how-to/decide-scope",
    "SQLAlchemy": "how-to/sqlalchemy",
    "time zone": "how-to/time-zones",
}
"""The page that should come first for each search."""


def pages(site: Path) -> dict[str, list[str]]:
    """Return the pages that each search finds, the best first."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    builder = Builder()
    builder.pipeline.add(trimmer, stemmer)
    builder.search_pipeline.add(stemmer)
    builder.ref("location")
    builder.field("title", boost=1000)
    builder.field("text")
    for section in index["docs"]:
        plain = re.sub(r"<[^>]+>", " ", section["text"])
        builder.add({**section, "text": plain}, {"boost": section.get("boost", 1)})
    lunr = builder.build()
    found = {}
    for query in EXPECTED:
        words = query.split()
        ranked = []
        # The last word may not be finished.
        for result in lunr.search(f"{query} {words[-1]}*"):
            page, _, anchor = result["ref"].partition("#")
            met = " ".join(result["match_data"].metadata)
            whole = not anchor and all(word.lower()[:4] in met for word in words)
            ranked.append((result["score"] * (1 + whole), page.removesuffix(".html")))
        found[query] = [*dict.fromkeys(page for _, page in sorted(ranked, reverse=True))]
    return found


def main(arguments: list[str]) -> int:
    """Name each search whose first page is another one, and return the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = {
        query: found[:3]
        for query, found in pages(Path(arguments[0])).items()
        if found[:1] != [EXPECTED[query]]
    }
    for query, found in wrong.items():
        print(f"{query}: expected {EXPECTED[query]}, found {', '.join(found)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
