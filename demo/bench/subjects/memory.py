"""Memory over many documents: what the run holds, and what its workers take.

Put here: the measurement of an ingest of a thousand documents.
Keep out: speed (the subjects beside).
"""

import os
from collections.abc import Iterator
from itertools import cycle, islice

from demo.bench.measure import MEBIBYTE, Bench, children, memory_of, section, table
from pipelines.process import process_documents

ORDER = 3
_LOOKS = 5


def sections(bench: Bench) -> Iterator[str]:
    """Read many documents with one worker a processor and look at the memory as they come."""
    documents = [document for corpus in bench.corpora for document in corpus.documents]
    copies = -(-bench.many // len(documents))
    ids = bench.stored(documents, copies)[: bench.many]
    pages = sum(document.page_count for document in islice(cycle(documents), bench.many))
    looks = {1, *(bench.many * look // _LOOKS for look in range(1, _LOOKS + 1))}
    rows, highest, published = [], 0, 0
    settings = bench.settings(2)
    for number, report in enumerate(process_documents(ids, settings, again=True), start=1):
        published += report.state == "published"
        highest = max(highest, report.peak_bytes)
        if number in looks:
            server = max((memory_of(process) for process in children(os.getpid())), default=0)
            rows.append((f"{number:,}", _mebibytes(memory_of(os.getpid())), _mebibytes(server), _mebibytes(highest)))
            print(f"memory: {number} documents: {rows[-1][1:]} MiB", flush=True)
    yield section(
        f"Memory over {bench.many:,} documents",
        [
            f"{published:,} of {len(ids):,} documents ({pages:,} pages) were read with 2 workers. MiB of resident "
            "memory, for a worker with what it has touched of the libraries that it shares with the fork server; a "
            f"worker may have {settings.limits.memory_bytes // MEBIBYTE} MiB of address space."
        ],
        table(["documents", "the run itself", "fork server", "highest peak of a worker so far"], rows),
    )


def _mebibytes(count: int) -> str:
    return f"{count / MEBIBYTE:.0f}"
