"""What can go wrong in the warehouse, said so that the reader knows what to do.

Put here: the errors that the warehouse raises to its callers.
Keep out: findings about documents (they are rows, not errors).
"""


class WarehouseError(Exception):
    """A stage of the warehouse could not do its work; the message names the file and what to do."""


class LoadError(WarehouseError):
    """The shards or sightings could not be read into the work file."""


class BuildError(WarehouseError):
    """The SQL models could not be run at all."""


class PublishError(WarehouseError):
    """A release was refused or could not be written; what was published before stays as it is."""
