"""The errors that `pipelines` raises on purpose.

Put here: exceptions whose message is written for the person who has to act on it.
Keep out: errors of one module only that nobody outside catches, and anything that prints or logs.
"""

from warehouse.schema import REASON_CLASSES


class PipelineError(Exception):
    """Anything that stops a stage for a reason we know; the message says what and what to do."""


class DocumentRefused(PipelineError):
    """A document that cannot be used; it costs that document only and becomes a row.

    Args:
        reason_class: a word of `warehouse.schema.REASON_CLASSES`.
        reason: one sentence for the operator: what is wrong, where, and what to do.

    Raises:
        ValueError: when `reason_class` is not in that vocabulary.
    """

    def __init__(self, reason_class: str, reason: str) -> None:
        if reason_class not in REASON_CLASSES:
            raise ValueError(f"unknown reason class {reason_class!r}; known: {', '.join(REASON_CLASSES)}")
        super().__init__(reason_class, reason)  # both in args, so that it can be pickled between processes
        self.reason_class = reason_class
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason_class}: {self.reason}"
