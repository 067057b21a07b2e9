"""How much memory DuckDB may take while the warehouse is loaded, built and published.

Put here: the limit, and how a connection gets it.
Keep out: what is done on the connection.

DuckDB takes four fifths of the machine by default, which is too much beside a browser or a second run. What does not
fit into the limit goes to a folder beside the file and is read again: slower, never wrong.
"""

import os
from pathlib import Path
from typing import Final

import duckdb

from warehouse.errors import WarehouseError

VARIABLE: Final = "JUESUAN_MEMORY_MIB"
"""The environment variable with the limit in MiB."""
_DEFAULT_MIB: Final = 6144
_LEAST_MIB: Final = 256
_SHARE_OF_MACHINE: Final = 0.7


def memory_limit_mib() -> int:
    """Return the limit in MiB: what the environment says, else 6 GiB or seven tenths of a smaller machine.

    Raises:
        WarehouseError: when the variable is no whole number of at least 256.
    """
    words = os.environ.get(VARIABLE)
    if words is None:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
        return max(_LEAST_MIB, min(_DEFAULT_MIB, int(machine * _SHARE_OF_MACHINE)))
    if not words.isdecimal() or int(words) < _LEAST_MIB:
        raise WarehouseError(f"{VARIABLE} is {words!r}: give whole MiB, at least {_LEAST_MIB}")
    return int(words)


def connect(file: str | Path = ":memory:", *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file with the limit; a database in memory may use the folder `.tmp` for what does not fit."""
    return duckdb.connect(str(file), read_only=read_only, config={"memory_limit": f"{memory_limit_mib()}MiB"})
