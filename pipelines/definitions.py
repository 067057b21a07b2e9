"""Dagster's entrance: all definitions of `pipelines/defs`, loaded as a folder.

Put here: nothing more. Keep out: assets, checks and schedules (pipelines/defs).
"""

from pathlib import Path

from dagster import Definitions, definitions, load_from_defs_folder


@definitions
def defs() -> Definitions:
    """Return everything that stands in `pipelines/defs`; a new module there is found by itself."""
    return load_from_defs_folder(path_within_project=Path(__file__).parent)
