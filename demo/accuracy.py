"""`make accuracy`: what is read, compared with amounts verified by hand and with the demonstration's own truth.

Put here: ingesting both corpora into a folder of their own, calling the scorer, judging its last line.
Keep out: comparing amounts, which is the scorer's work, and anything that a real run needs.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from demo.run import typeset
from pipelines.ingest_command import run_ingest
from pipelines.settings import Settings, read_settings
from pipelines.summary import release_file

LEAST_EXACT: Final = 1.0
"""The share of amounts of each document that has to be exact, for the exit status."""

_LINE: Final = re.compile(
    r"^(?P<name>\S+): (?P<exact>\d+) of (?P<wanted>\d+) exact, .* (?P<spurious>\d+) spurious;", re.M
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when every document has enough exact amounts and no spurious one."""
    parser = argparse.ArgumentParser(prog="python -m demo.accuracy", description="Compare what is read with the truth.")
    parser.add_argument("--home", type=Path, required=True, help="the data folder to use")
    parser.add_argument("--corpus", type=Path, required=True, help="documents with verified amounts, a folder each")
    parser.add_argument("--score", type=Path, required=True, help="the scorer, a Python file")
    options = parser.parse_args(arguments)
    settings = read_settings(home=options.home)
    for path, name in ((options.corpus, "CORPUS"), (options.score, "SCORE")):
        if not path.exists():
            print(f"{path} is not here: nothing to compare with; name another with `make accuracy {name}=…`")
            return 0
    typeset(settings.home / "demo")
    corpora = [options.corpus, settings.home / "demo" / "corpus"]
    if run_ingest(corpora, settings, again=False, build=True):
        return 1
    return max(score(options.score, settings, corpus) for corpus in corpora)


def score(scorer: Path, settings: Settings, corpus: Path) -> int:
    """Run the scorer on a corpus, print what it says, and return 1 when a document is not good enough."""
    print(f"\n{corpus}:", flush=True)
    command = [sys.executable, str(scorer), str(release_file(settings)), str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    documents = list(_LINE.finditer(done.stdout))
    if not documents:
        print(f"{scorer} gave no result (exit status {done.returncode})", file=sys.stderr)
        return 1
    status = 0
    for document in documents:
        name, exact, wanted, spurious = document.group("name", "exact", "wanted", "spurious")
        if int(exact) < LEAST_EXACT * int(wanted) or int(spurious):
            print(f"{name}: not good enough ({LEAST_EXACT:.0%} exact and none spurious are required)", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
