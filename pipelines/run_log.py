"""Where a run's own words go when nobody watches it.

Put here: Dagster's logger that writes into a file.
Keep out: progress and results, which go to the terminal (progress, summary).
"""

import logging
from pathlib import Path

from dagster import InitLoggerContext, logger


@logger({"path": str}, description="Everything that Dagster says, in a file; run configuration chooses it.")
def file_logger(context: InitLoggerContext) -> logging.Logger:
    """Return a logger that appends to the file `path`."""
    handler = logging.FileHandler(Path(context.logger_config["path"]), encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    into_file = logging.Logger("juesuan", logging.INFO)
    into_file.addHandler(handler)
    return into_file
