"""Run all subjects and write docs/benchmarks.md.

Put here: the arguments, finding the subjects, the head of the report.
Keep out: measuring (subjects).
"""

import argparse
import importlib
import pkgutil
import platform
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Final

from demo.bench import subjects
from demo.bench.measure import Bench, corpus_at
from demo.typeset import typeset_demo

CORPUS: Final = Path("../shared/corpus")
REPORT: Final = Path("docs/benchmarks.md")
_LIBRARIES: Final = ("camelot-py", "pypdfium2", "pdfplumber", "tablers")


def known_subjects() -> list[ModuleType]:
    """The modules of `demo.bench.subjects`, in the order of the report."""
    modules = [
        importlib.import_module(f"{subjects.__name__}.{module.name}")
        for module in pkgutil.iter_modules(subjects.__path__)
    ]
    return sorted(modules, key=lambda module: (module.ORDER, module.__name__))


def main() -> None:
    """Measure on the real corpus (where it is) and on the demonstration's documents, and write the report."""
    parser = argparse.ArgumentParser(prog="python -m demo.bench", description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each measurement, the best counts")
    parser.add_argument("--many", type=int, default=1000, help="documents to read to see whether memory grows")
    parser.add_argument("--sizes", default="1000000,20000000", help="with how many amounts the warehouse is built")
    parser.add_argument("--demo", type=Path, default=Path("var/demo"), help="where the demonstration's documents lie")
    parser.add_argument("--only", help="a subject by its module's name: printed, not written to the report")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",") if size]
    warnings.simplefilter("ignore")
    typeset_demo(arguments.demo)
    corpora = [corpus_at("Real documents", CORPUS), corpus_at("Generated documents", arguments.demo / "corpus")]
    chosen = [module for module in known_subjects() if arguments.only in (None, module.__name__.rpartition(".")[2])]
    with tempfile.TemporaryDirectory() as folder:
        corpora = [corpus for corpus in corpora if corpus.documents]
        bench = Bench(corpora, arguments.repeat, arguments.many, Path(folder), sizes)
        sections = [section for module in chosen for section in module.sections(bench)]
    if arguments.only:
        print("\n".join(sections))
        return
    REPORT.write_text("\n".join([_head(arguments.repeat), *sections]), encoding="utf-8")
    print(f"written: {REPORT}")


def _head(repeat: int) -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        "# Benchmarks\n\n"
        f"Written by `make bench`. The best of {repeat} runs, each in turn with the others; read the ratios, not "
        "the seconds: the machine has other work, which CPU seconds leave out and wall seconds do not. "
        "A page a CPU second is a page a second on one core that does nothing else.\n\n"
        f"Python {platform.python_version()}, {platform.machine()}; {libraries}.\n"
    )


if __name__ == "__main__":
    main()
