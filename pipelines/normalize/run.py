"""One document from its bytes to the frames of its shards.

Put here: the one function that a worker calls.
Keep out: writing shards and isolating workers (pipelines.process), and every rule of reading (the modules beside).
"""

from pathlib import Path

import pyarrow as pa

from pipelines.errors import DocumentRefused
from pipelines.extract.document import extract_document
from pipelines.normalize.contracts import check_amounts
from pipelines.normalize.frames import rows_of
from pipelines.normalize.reading import understand
from pipelines.normalize.titles import table_announced
from warehouse.schema import SHARDS


def read_document(path: Path, document_id: str) -> dict[str, pa.Table]:
    """Read a stored document into one Arrow table for each relation of `warehouse.schema.SHARDS`.

    Raises:
        DocumentRefused: the bytes cannot be used, hold no text or no statutory table, or what was read of them
            breaks a rule that every frame keeps.
    """
    document = extract_document(path, document_id, announces=lambda line: table_announced(line) is not None)
    if not any(page.character_count for page in document.pages):
        reason = "its pages hold no text, only pictures: it needs optical character recognition"
        raise DocumentRefused("no_text_layer", reason)
    reading = understand(document)
    if not reading.statutory:
        raise DocumentRefused(
            "no_statutory_table",
            f"none of its {len(document.pages)} pages holds a table of a departmental final account that a layout "
            "knows: if it should, add its layout to pipelines/layouts",
        )
    rows = rows_of(reading)
    frames = {relation: pa.Table.from_pylist(rows[relation], schema=schema) for relation, schema in SHARDS.items()}
    check_amounts(frames["amount"])
    return frames
