"""What the fork server does before it forks a child a document, so that no child has to do it again.

Put here: the environment that the reader's libraries look at while they are imported, those imports, and the reading
of a first document, the specimen.
Keep out: anything else; only the fork server imports this module (`pipelines.isolation`).
"""

import gc
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

# These libraries start a pool of threads, one a processor, when they are imported. A child reads one document in one
# thread, and the address space that idle threads reserve would count against its limit.
THREAD_VARIABLES: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))

import multiprocessing.popen_forkserver  # noqa: E402, F401  (after the environment is set; a child imports it)

import pipelines.process  # noqa: E402, F401  (what a child calls, with all that it imports)
from pipelines.normalize.run import read_document  # noqa: E402
from pipelines.shards import write_shards  # noqa: E402
from pipelines.specimen import specimen  # noqa: E402


def make_ready() -> None:
    """Read the specimen as any document, and leave what that has made to all children alike.

    Reading fills tables of words, classifications, patterns and the libraries' own caches. What lives then is taken
    out of the garbage collector's sight: a child that collected it would copy its pages of memory.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "specimen.pdf"
        path.write_bytes(specimen())
        write_shards(Path(folder), "specimen", "0" * 64, read_document(path, "0" * 64))
    gc.collect()
    gc.freeze()


make_ready()
