"""Running the test: plan, copy, build, judge, in batches that fit into memory.

Put here: the order of the steps and their progress.
Keep out: each step, and what is printed or kept of the result (report).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from demo.corruption.copies import Copy, write_copies
from demo.corruption.outcomes import Outcome, judge
from demo.corruption.plan import Corruption, Plan, plan_document
from demo.corruption.source import Family, Source, open_source
from pipelines.progress import track
from warehouse.build import SQL_FOLDER, build_models

COPIES_IN_A_BATCH: Final = 1500
CHECKS: Final = "+path:models/checks"
"""What the checks need, and the checks; what is told of their results (notes, evidence) is not needed here."""


@dataclass(frozen=True)
class Sample:
    """Documents whose numbers are changed: every one, or every `every`-th."""

    document_ids: tuple[str, ...]
    every: int = 1


def corrupt(
    work_file: Path, sample: Sample, folder: Path, *, most: int | None = None, project: Path = SQL_FOLDER
) -> tuple[Plan, list[Outcome]]:
    """Run the corruption test on documents of a work file that has been built.

    Args:
        work_file: holds the documents; it is read only.
        sample: which documents and numbers.
        folder: where the work files of copies are written; each is removed when it has been judged.
        most: at most so many corruptions, spread over all; for tests.
        project: the dbt project whose checks are run.

    Raises:
        BuildError: when the checks cannot be built.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open_source(work_file, sample.document_ids) as source:
        families = source.families()
        plan = Plan()
        for document_id in families:
            of_document = plan_document(source, document_id, every=sample.every)
            plan.corruptions += of_document.corruptions
            plan.skipped += of_document.skipped
        if most is not None:
            plan.corruptions = plan.corruptions[:: -(-len(plan.corruptions) // most) or 1]
        outcomes: list[Outcome] = []
        with track("changing numbers and checking", len(plan.corruptions)) as advance:
            for start in range(0, len(plan.corruptions), COPIES_IN_A_BATCH):
                batch = plan.corruptions[start : start + COPIES_IN_A_BATCH]
                for outcome in _run_batch(source, families, batch, folder, project):
                    outcomes.append(outcome)
                    advance()
    return plan, outcomes


def _run_batch(
    source: Source, families: dict[str, Family], batch: Sequence[Corruption], folder: Path, project: Path
) -> Iterator[Outcome]:
    work_file = folder / "copies.duckdb"
    touched = dict.fromkeys(families[corruption.document_id] for corruption in batch)
    plain = [Copy(number, family, None) for number, family in enumerate(touched)]
    changed = [
        Copy(number, families[corruption.document_id], corruption)
        for number, corruption in enumerate(batch, start=len(plain))
    ]
    copies = [*plain, *changed]
    write_copies(source, copies, work_file)
    build_models(work_file, CHECKS, project=project)
    yield from judge(work_file, copies)
    work_file.unlink()
