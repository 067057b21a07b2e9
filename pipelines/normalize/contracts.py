"""What every frame of amounts keeps, whatever document it was read from: checked before a shard is written.

Put here: rules about the shape and the values of one document's frame.
Keep out: relations between tables, documents and years (dbt tests and checks in sql/).

A frame that breaks a rule costs its document: it is set aside with the rule and the rows, the batch goes on.
"""

from functools import cache

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
from pandera.errors import SchemaErrors

from pipelines.errors import DocumentRefused
from pipelines.normalize.money import YUAN
from warehouse.schema import SECOND_READINGS

_MOST_CASES = 3


@cache
def amount_contract() -> pandera.DataFrameSchema:
    """The rules of `warehouse.schema.AMOUNT`, its types aside."""
    check = pandera.Check
    return pandera.DataFrameSchema(
        {
            "document_id": pandera.Column(checks=check.str_matches(r"^[0-9a-f]{64}$")),
            "side": pandera.Column(checks=check.isin(["income", "expenditure"]), nullable=True),
            "row_order": pandera.Column(checks=check.ge(1)),
            "subject_code": pandera.Column(checks=check.str_matches(r"^\d{3}(\d{2}(\d{2})?)?$"), nullable=True),
            "measure": pandera.Column(checks=check.str_matches(r"^[a-z_]+$")),
            "published_text": pandera.Column(checks=check.str_length(min_value=1)),
            "page": pandera.Column(checks=check.ge(1)),
            "second_reading": pandera.Column(checks=check.isin(SECOND_READINGS)),
        },
        checks=[
            check(
                lambda frame: (frame["x0"] < frame["x1"]) & (frame["y0"] < frame["y1"]), name="box encloses something"
            ),
            check(_is_worth_its_unit, name="amount_yuan is published_amount in its unit"),
            check(_names_its_row, name="a row has a code, a label or, in a table without labels, neither"),
        ],
        unique=["table_no", "side", "row_order", "measure"],
    )


def _box_encloses_something(frame: pd.DataFrame) -> pd.Series:
    return (frame["x0"] < frame["x1"]) & (frame["y0"] < frame["y1"])


def _is_worth_its_unit(frame: pd.DataFrame) -> pd.Series:
    worth = frame["published_unit"].map(YUAN.get)
    expected = [
        None if pd.isna(factor) else (amount * factor).quantize(amount.__class__("0.01"))
        for amount, factor in zip(frame["published_amount"], worth, strict=True)
    ]
    same = [
        (want is None and pd.isna(have)) or (want is not None and have == want)
        for want, have in zip(expected, frame["amount_yuan"], strict=True)
    ]
    return pd.Series(same, index=frame.index)


def _names_its_row(frame: pd.DataFrame) -> pd.Series:
    has_name = (
        frame["subject_code"].notna() | (frame["label_zh"] != "") | (frame["table_id"] == "three_public_expenses")
    )
    return has_name.astype(bool)


def check_amounts(amounts: pa.Table) -> None:
    """Check one document's amounts.

    Raises:
        DocumentRefused: `contract`, naming the rules that are broken and the first rows that break them.
    """
    if amounts.num_rows == 0:
        return
    try:
        amount_contract().validate(amounts.to_pandas(types_mapper=pd.ArrowDtype), lazy=True)
    except SchemaErrors as broken:
        cases = broken.failure_cases[["column", "check", "index", "failure_case"]].head(_MOST_CASES)
        told = "; ".join(
            f"{case.column}: {case.check} (row {case.index}: {case.failure_case})" for case in cases.itertuples()
        )
        raise DocumentRefused("contract", f"{len(broken.failure_cases)} breaches of the contract: {told}") from broken
