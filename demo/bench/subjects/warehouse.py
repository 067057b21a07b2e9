"""The warehouse at full size: loading, building and publishing, and indicators beside pandas and polars.

Put here: what is measured at which size, and the tables of the report.
Keep out: how the documents are made (demo.bench.enlarged), what a stage is (demo.bench.stage).
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from demo.bench import frames
from demo.bench.enlarged import enlarge, unpack
from demo.bench.measure import MEBIBYTE, Bench, section, table
from demo.bench.stage import MODEL_SECONDS, Cost, measure
from pipelines.process import process_documents
from pipelines.shards import shards_folder
from pipelines.version import PIPELINE_VERSION
from warehouse.memory import memory_limit_mib
from warehouse.packs import DOCUMENTS_A_PACK, PACKS

ORDER = 4
_STAGES = ("insert", "load", "load_loose", "build", "publish", "unchanged")
_MOST_LOOSE = 1_000_000
"""With more amounts, loading without packs is not measured: it opens a file a document and relation."""
_WORDS = {
    "insert": "bare insert of the same rows from Arrow",
    "load": "load: packs, as reading leaves them, and sightings to the work file",
    "load_loose": "load without packs: every shard is opened",
    "build": "build: facts, checks, indicators, views, tests",
    "publish": "publish: database, Parquet, data package",
    "unchanged": "a second run that finds nothing changed",
}


def sections(bench: Bench) -> Iterator[str]:
    """Make homes of the sizes wanted out of the demonstration's shards and measure each stage in its own process."""
    model = _model(bench)
    for amounts in bench.sizes:
        home = bench.home / f"enlarged-{amounts}"
        for made in enlarge(model, home, amounts):
            print(f"warehouse: {made:,} amounts made", flush=True)
        costs = {}
        for stage in _STAGES:
            if stage == "load_loose":
                if amounts > _MOST_LOOSE:
                    continue
                unpack(home)
                shutil.rmtree(shards_folder(home, PIPELINE_VERSION) / PACKS)
            costs[stage] = measure(stage, home)
            print(f"warehouse: {stage}: {costs[stage].wall_seconds:.1f} s", flush=True)
        yield _report(home, costs)
        yield _models(json.loads((home / MODEL_SECONDS).read_text()))
        yield _indicators((home / "current").resolve())
        shutil.rmtree(home)


def _model(bench: Bench) -> Path:
    documents = [document for corpus in bench.corpora[-1:] for document in corpus.documents]
    bench = replace(bench, home=bench.home / "model")  # documents of other subjects are no part of it
    settings = bench.settings(2)
    list(process_documents(bench.stored(documents), settings))
    return shards_folder(settings.home, PIPELINE_VERSION)


def _report(home: Path, costs: dict[str, Cost]) -> str:
    release = (home / "current").resolve()
    counts = {name: f"{count:,}" for name, count in frames.row_counts(release).items()}
    whole = sum(costs[stage].wall_seconds for stage in ("build", "publish"))
    return section(
        f"The warehouse with {counts['fct_amount']} amounts",
        [
            f"{counts['dim_document']} documents made of the demonstration's, {counts['fct_claim']} statements, "
            f"{counts['fct_check']} comparisons, {counts['indicators']} indicator values. They lie in packs of at most "
            f"{DOCUMENTS_A_PACK:,} documents, as reading leaves them; of single shards there are those of `document`, "
            "which tell whether packs hold; others are written for the load without packs alone. DuckDB has "
            f"{memory_limit_mib():,} MiB; peak memory is that of the whole process. Loading takes "
            f"{costs['load'].wall_seconds / costs['insert'].wall_seconds:.2f} times the bare insert; building and "
            f"publishing take {whole / 60:.1f} minutes together."
        ],
        table(
            ("stage", "wall s", "CPU s", "peak MiB"),
            [
                (
                    _WORDS[stage],
                    f"{cost.wall_seconds:,.1f}",
                    f"{cost.cpu_seconds:,.1f}",
                    f"{cost.peak_bytes / MEBIBYTE:,.0f}",
                )
                for stage, cost in costs.items()
            ],
        ),
    )


def _models(seconds: dict[str, float]) -> str:
    indicators = {name.removeprefix("ind_").upper(): taken for name, taken in seconds.items() if name[:4] == "ind_"}
    dearest = sorted(seconds.items(), key=lambda pair: pair[1], reverse=True)[:10]
    return section(
        "Every indicator, and the dearest models",
        [
            "Wall seconds within the build from one end to the next; two models run side by side, so one may stand for "
            f"what ran beside it. All {len(indicators)} indicators take {sum(indicators.values()):.1f} s of "
            f"{sum(seconds.values()):.1f} s: "
            + ", ".join(f"{name} {taken:.1f}" for name, taken in sorted(indicators.items()))
            + "."
        ],
        table(("model or test", "wall s"), [(name, f"{taken:,.1f}") for name, taken in dearest]),
    )


def _indicators(release: Path) -> str:
    taken = {way: frames.measure(way, release) for way in frames.WAYS}
    ours, *others = taken.values()
    for way, other in taken.items():
        for name, (count, total) in ours.values.items():
            if count != other.values[name][0] or abs(total - other.values[name][1]) > 1e-6 * max(1, abs(total)):
                raise AssertionError(f"{name} with {way}: {other.values[name]}, in SQL {(count, total)}")
    best = sum(ours.seconds.values())
    ratios = ", ".join(
        f"{way} takes {sum(other.seconds.values()) / best:.1f} times as long"
        for way, other in zip(list(taken)[1:], others, strict=True)
    )
    return section(
        "Four indicators three ways",
        [
            "Each way reads what it needs from the release and computes B5, C1, C5 and A1 of all units; seconds of "
            f"wall time, in processes of their own, with the same results. Against SQL on the database: {ratios}."
        ],
        table(
            ("way", *ours.seconds, "together", "peak MiB"),
            [
                (
                    way,
                    *(f"{seconds:.2f}" for seconds in each.seconds.values()),
                    f"{sum(each.seconds.values()):.2f}",
                    f"{each.peak_bytes / MEBIBYTE:,.0f}",
                )
                for way, each in taken.items()
            ],
        ),
    )
