"""The claims of real documents against their hand-verified statements."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.extract.document import extract_document
from pipelines.normalize.claims.run import read_claims

CORPUS = Path(__file__).parents[5] / "shared" / "corpus"
FOLDERS = sorted(path.parent for path in CORPUS.glob("*/narrative.csv"))
BLANK = CORPUS / "putuo-blank-template-2024" / "document.pdf"
LEAST = 0.99
Key = tuple[str, Decimal, str]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compared(folder: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How many statements of a document are found, wanted and claimed without being one, by comparison."""
    (document,) = rows(folder / "document.csv")
    extracted = extract_document(folder / "document.pdf", document["sha256"], with_second_reader=False)
    claims: dict[Key, list[int]] = {}
    for claim in read_claims(extracted, int(document["fiscal_year"]), document["unit_name"]):
        key = (claim.comparison or "", claim.published_amount.normalize(), claim.published_unit)
        claims.setdefault(key, []).append(claim.page)
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for statement in rows(folder / "narrative.csv"):
        key = (statement["comparison"], Decimal(statement["value"]).normalize(), statement["unit"])
        wanted[key[0]] += 1
        page = next((page for page in claims.get(key, []) if statement["page"] in ("", str(page))), None)
        if page is not None:
            claims[key].remove(page)
            found[key[0]] += 1
    left = Counter({key: len(pages) for key, pages in claims.items()})
    extra: Counter[str] = Counter()
    for (comparison, _, _), count in left.items():
        extra[comparison] += count
    return found, wanted, extra


@pytest.mark.skipif(not FOLDERS, reason="the corpus is not beside the repository")
def test_the_statements_of_real_documents_are_found_and_nothing_else() -> None:
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for folder in FOLDERS:
        results = compared(folder)
        found, wanted, extra = found + results[0], wanted + results[1], extra + results[2]
        print(f"{folder.name}: {results[0].total()} of {results[1].total()} found, {results[2].total()} unmatched")
    for comparison in sorted(wanted | extra):
        print(f"  {comparison or 'amount'}: {found[comparison]}/{wanted[comparison]}, unmatched {extra[comparison]}")
    assert found.total() / wanted.total() >= LEAST
    assert found.total() / (found.total() + extra.total()) >= LEAST


@pytest.mark.skipif(not BLANK.exists(), reason="the corpus is not beside the repository")
def test_a_blank_form_states_nothing() -> None:
    assert read_claims(extract_document(BLANK, "blank", with_second_reader=False), 2024) == []
