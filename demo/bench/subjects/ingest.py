"""The whole of `juesuan ingest` from bytes to amounts: each document in a child process under its limits.

Put here: pages a second and a core, one worker against two.
Keep out: building and publishing the warehouse, whose cost does not grow with the pages of a document.
"""

import time
from collections.abc import Iterator

from demo.bench.measure import Bench, Corpus, cpu_seconds, section, table
from pipelines.process import process_documents

ORDER = 2
_COPIES = 3  # of each document, so that two workers have enough to share
_WORKERS = (1, 2)


def sections(bench: Bench) -> Iterator[str]:
    """Measure each corpus with one worker and with two, in turn."""
    for corpus in bench.corpora:
        yield _measured(bench, corpus)


def _measured(bench: Bench, corpus: Corpus) -> str:
    ids = bench.stored(corpus.documents, _COPIES)
    pages, amounts = corpus.page_count * _COPIES, corpus.amount_count * _COPIES
    for workers in _WORKERS:  # the fork server starts once a run of juesuan, not once a document
        list(process_documents(ids[:1], bench.settings(workers), again=True))
    cpu: dict[int, float] = {}
    wall: dict[int, float] = {}
    read: dict[int, int] = {}
    for _ in range(bench.repeat):
        for workers in _WORKERS:
            settings = bench.settings(workers)
            started, used = time.perf_counter(), cpu_seconds()
            reports = list(process_documents(ids, settings, again=True))
            seconds, used = time.perf_counter() - started, cpu_seconds() - used
            cpu[workers], wall[workers] = min(used, cpu.get(workers, used)), min(seconds, wall.get(workers, seconds))
            read[workers] = sum(report.amount_count for report in reports)
            print(f"ingest, {corpus.title}: {workers} workers, {used:.2f} CPU s, {seconds:.2f} s", flush=True)
    rows = [
        (
            str(workers),
            f"{pages / cpu[workers]:.1f}",
            f"{wall[workers]:.2f}",
            f"{wall[1] / wall[workers]:.2f}",
            f"{read[workers]:,} of {amounts:,}",
        )
        for workers in _WORKERS
    ]
    return section(
        f"From bytes to amounts, isolation included: {corpus.title[0].lower()}{corpus.title[1:]}, each {_COPIES} times",
        [
            f"{len(ids)} files of {pages} pages go through a child process each, with its limits, both readers, "
            "layouts, claims, findings, and shards on disk. CPU seconds are those of all processes."
        ],
        table(["workers", "pages a CPU second", "wall seconds", "times one worker", "amounts"], rows),
    )
