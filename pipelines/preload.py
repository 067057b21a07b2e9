"""What the fork server imports before it forks a child a document, so that no child pays for the imports.

Put here: the environment that the reader's libraries look at while they are imported, and those imports.
Keep out: anything else; only the fork server imports this module (`pipelines.isolation`).
"""

import os
from typing import Final

# These libraries start a pool of threads, one a processor, when they are imported. A child reads one document in one
# thread, and the address space that idle threads reserve would count against its limit.
THREAD_VARIABLES: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))

import pipelines.normalize.run  # noqa: E402  (after the environment is set; imported for what it imports)
import pipelines.process  # noqa: E402, F401
