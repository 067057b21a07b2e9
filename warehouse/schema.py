"""The shape of the shards: what extraction and normalization hand to the warehouse.

Put here: one Arrow schema a shard relation, and the vocabulary of their coded columns.
Keep out: the published relations (they are dbt models, described in sql/models/**/*.yml) and any reading or writing.

A shard is one Parquet file a document and relation, named by the document's sha256. Money is DECIMAL from here on;
boxes are PDF points with the origin at the top left of the page as it is shown.
"""

from typing import Final

import pyarrow as pa

PUBLISHED_AMOUNT: Final = pa.decimal128(20, 6)
"""An amount in the unit printed on the page."""
AMOUNT_YUAN: Final = pa.decimal128(20, 2)
"""An amount in yuan."""

_BOX = [pa.field(name, pa.float64()) for name in ("x0", "y0", "x1", "y1")]

DOCUMENT: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),  # sha256 of the bytes
        pa.field("media_type", pa.string(), nullable=False),
        pa.field("byte_count", pa.int64(), nullable=False),
        pa.field("page_count", pa.int32()),
        pa.field("title_zh", pa.string()),  # as printed on the first page
        pa.field("unit_name_zh", pa.string()),  # as printed in the document, null where it prints none
        pa.field("fiscal_year", pa.int32()),
        pa.field("document_kind", pa.string(), nullable=False),
        pa.field("state", pa.string(), nullable=False),
        pa.field("reason_class", pa.string()),  # why it was refused or quarantined: a word of REASON_CLASSES
        pa.field("reason", pa.string()),  # the same as a sentence, with what to do
        pa.field("pipeline_version", pa.string(), nullable=False),
    ]
)

TABLE: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("table_no", pa.int32(), nullable=False),  # order in the document, from 1
        pa.field("table_id", pa.string()),  # null: a grid that no layout claims
        pa.field("layout_id", pa.string()),
        pa.field("title_zh", pa.string()),
        pa.field("unit_name_zh", pa.string()),  # of the table's own heading
        pa.field("fiscal_year", pa.int32()),
        pa.field("published_unit", pa.string()),
        pa.field("first_page", pa.int32(), nullable=False),
        pa.field("last_page", pa.int32(), nullable=False),
        pa.field("state", pa.string(), nullable=False),  # filled, blank, recognized, unrecognized
        pa.field("amount_count", pa.int32(), nullable=False),
    ]
)

CELL: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("page", pa.int32(), nullable=False),  # from 1
        pa.field("grid_no", pa.int32(), nullable=False),  # order on the page, from 1
        pa.field("row_no", pa.int32(), nullable=False),  # from 0
        pa.field("column_no", pa.int32(), nullable=False),  # from 0
        pa.field("text", pa.string(), nullable=False),
        *_BOX,
    ]
)

AMOUNT: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("table_no", pa.int32(), nullable=False),
        pa.field("table_id", pa.string(), nullable=False),
        pa.field("side", pa.string()),  # income, expenditure; null outside the two-sided summaries
        pa.field(
            "row_order", pa.int32(), nullable=False
        ),  # order of the row in its stitched table, blocks apart, from 1
        pa.field("row_no", pa.int32()),  # the printed 行次, where there is one
        pa.field("subject_code", pa.string()),
        pa.field("line_id", pa.string()),
        pa.field("label_zh", pa.string(), nullable=False),
        pa.field("measure", pa.string(), nullable=False),
        pa.field("published_text", pa.string(), nullable=False),
        pa.field("published_amount", PUBLISHED_AMOUNT, nullable=False),
        pa.field("published_unit", pa.string(), nullable=False),  # 万元, 元, 辆, 台…
        pa.field("amount_yuan", AMOUNT_YUAN),  # null where the unit is not money
        pa.field("page", pa.int32(), nullable=False),
        *_BOX,
        pa.field("source", pa.string(), nullable=False),  # text, ocr
        pa.field("layout_id", pa.string(), nullable=False),
        pa.field("second_reading", pa.string(), nullable=False),  # a word of SECOND_READINGS
    ]
)

CLAIM: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("claim_no", pa.int32()),  # order in the narrative, from 1
        pa.field("section", pa.string()),
        pa.field("statement_kind", pa.string()),  # of its section; change_reason where it explains a change
        pa.field("subject_zh", pa.string()),
        pa.field("subject_code", pa.string()),
        pa.field("measure", pa.string()),
        pa.field("comparison", pa.string()),
        pa.field("published_text", pa.string(), nullable=False),
        pa.field("published_amount", PUBLISHED_AMOUNT, nullable=False),
        pa.field("published_unit", pa.string(), nullable=False),
        pa.field("sentence_zh", pa.string()),
        pa.field("page", pa.int32(), nullable=False),
        *_BOX,
    ]
)

# The paragraph of a claim, the words around it back to the number before and on to the next, and the change that it is
# stated as a part of.
CLAIM_CONTEXT: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("claim_no", pa.int32(), nullable=False),
        pa.field("passage_no", pa.int32(), nullable=False),
        pa.field("words_before_zh", pa.string(), nullable=False),
        pa.field("words_after_zh", pa.string(), nullable=False),
        pa.field("whole_claim_no", pa.int32()),
    ]
)

# What the text says besides numbers; `value` is what the text comes to (a year, a direction, a page), `other_value`
# what stands beside it. Claims are named by their numbers.
MENTION: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("mention_no", pa.int32(), nullable=False),
        pa.field("mention_kind", pa.string(), nullable=False),  # a word of MENTION_KINDS
        pa.field("section", pa.string()),
        pa.field("subject_zh", pa.string()),
        pa.field("subject_code", pa.string()),
        pa.field("text", pa.string(), nullable=False),  # as printed
        pa.field("value", pa.string()),
        pa.field("other_value", pa.string()),
        pa.field("claim_no", pa.int32()),
        pa.field("other_claim_no", pa.int32()),
        pa.field("page", pa.int32(), nullable=False),
        *_BOX,
    ]
)

FINDING: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("finding_kind", pa.string(), nullable=False),
        pa.field("message", pa.string(), nullable=False),  # what, where, what to do
        pa.field("table_id", pa.string()),
        pa.field("printed_text", pa.string()),
        pa.field("page", pa.int32()),
        pa.field("row_no", pa.int32()),  # of the grid, from 0
        pa.field("column_no", pa.int32()),
        *_BOX,
    ]
)

# Project self-evaluation forms: a number is null where none is printed, its text stands beside it. `published_*` counts
# in the form's `published_unit` (null where it prints none); nothing here is an amount of a statutory table.
SELF_EVALUATION: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("form_no", pa.int32(), nullable=False),  # order in the document, from 1
        pa.field("title_zh", pa.string()),
        pa.field("fiscal_year", pa.int32()),  # as printed above the form
        pa.field("project_zh", pa.string()),
        pa.field("department_code", pa.string()),
        pa.field("department_zh", pa.string()),
        pa.field("unit_code", pa.string()),
        pa.field("unit_zh", pa.string()),
        pa.field("published_unit", pa.string()),
        pa.field("total_weight_text", pa.string()),
        pa.field("total_weight", PUBLISHED_AMOUNT),
        pa.field("total_score_text", pa.string()),
        pa.field("total_score", PUBLISHED_AMOUNT),
        pa.field("grade", pa.string()),  # as printed: 优, 良, 中, 差
        pa.field("page", pa.int32(), nullable=False),
        pa.field("last_page", pa.int32(), nullable=False),
        *_BOX,  # of the form's part on its first page
    ]
)

_FUND_AMOUNTS: Final = ("declared_budget", "original_budget", "full_year_budget", "executed_budget", "balance")

SELF_EVALUATION_FUND: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("form_no", pa.int32(), nullable=False),
        pa.field("line_no", pa.int32(), nullable=False),  # order in the form, from 1
        pa.field("fund_kind", pa.string()),  # a word of FUND_KINDS; null for a label that is none of them
        pa.field("label_zh", pa.string()),
        pa.field("published_unit", pa.string()),
        *[
            field
            for name in _FUND_AMOUNTS
            for field in (
                pa.field(f"{name}_text", pa.string()),
                pa.field(f"published_{name}", PUBLISHED_AMOUNT),
                pa.field(f"{name}_yuan", AMOUNT_YUAN),
            )
        ],
        pa.field("execution_ratio_text", pa.string()),
        pa.field("published_execution_ratio", PUBLISHED_AMOUNT),  # the printed number: 90.45 of 90.45%
        pa.field("weight_text", pa.string()),
        pa.field("weight", PUBLISHED_AMOUNT),
        pa.field("score_text", pa.string()),
        pa.field("score", PUBLISHED_AMOUNT),
        pa.field("deviation_zh", pa.string()),
        pa.field("page", pa.int32(), nullable=False),
        *_BOX,
    ]
)

SELF_EVALUATION_INDICATOR: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("form_no", pa.int32(), nullable=False),
        pa.field("line_no", pa.int32(), nullable=False),  # order in the form, from 1
        pa.field("level1_zh", pa.string()),  # a merged level stands in each of its lines
        pa.field("level2_zh", pa.string()),
        pa.field("level3_zh", pa.string()),
        pa.field("target_text", pa.string()),
        pa.field("adjusted_target_text", pa.string()),
        pa.field("actual_text", pa.string()),
        pa.field("note_zh", pa.string()),
        pa.field("weight_text", pa.string()),
        pa.field("weight", PUBLISHED_AMOUNT),
        pa.field("score_text", pa.string()),
        pa.field("score", PUBLISHED_AMOUNT),
        pa.field("deviation_zh", pa.string()),
        pa.field("page", pa.int32(), nullable=False),
        *_BOX,
    ]
)

# Units that a department's document lists as part of its account (单位构成), as printed.
MEMBER: Final = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("member_no", pa.int32(), nullable=False),  # order in the list, from 1
        pa.field("name_zh", pa.string(), nullable=False),
        pa.field("remark_zh", pa.string()),
        pa.field("list_kind", pa.string(), nullable=False),  # grid, list, sentence
        pa.field("page", pa.int32(), nullable=False),
        *_BOX,
    ]
)

SHARDS: Final[dict[str, pa.Schema]] = {
    "document": DOCUMENT,
    "table": TABLE,
    "cell": CELL,
    "amount": AMOUNT,
    "claim": CLAIM,
    "claim_context": CLAIM_CONTEXT,
    "mention": MENTION,
    "finding": FINDING,
    "self_evaluation": SELF_EVALUATION,
    "self_evaluation_fund": SELF_EVALUATION_FUND,
    "self_evaluation_indicator": SELF_EVALUATION_INDICATOR,
    "member": MEMBER,
}

DOCUMENT_KINDS: Final = (
    "department_final_accounts",
    "unit_final_accounts",
    "own_level_final_accounts",
    "final_accounts",  # of a scope that the document does not tell
    "budget",
    "other",
)
DOCUMENT_STATES: Final = ("published", "quarantined", "refused")
MENTION_KINDS: Final = (
    "named_item",  # an economic item named in the list of basic expenditure
    "item_name",  # the names of a functional item whose amount is detailed
    "purpose",  # what it was used for
    "copied_purpose",  # the same words as another item's, whose name they hold; `other_value` is its code
    "usage",  # basic, project
    "against_budget",  # above, below, equal, nearly: the final amount (claim_no) against a budget (other_claim_no)
    "movement",  # up, down: what the reasons say has risen or fallen
    "reason",  # up, down: where the reasons for a change (claim_no) point
    "template_residue",
    "placeholder",
    "missing_word",
    "share_without_sign",
    "current_year",  # a year named as the year of the accounts; `other_value` is `date` where it may be another's
    "prior_year",  # a year named as the year before; `other_value` is `base` where the sentence calls it a base
    "unit_label",  # 部门, 单位: the label of the name above a table; the first of each
    "approval_date",  # ISO date on which the accounts were approved, as printed before the tables
    "disclosure_date",  # ISO date on which they were disclosed, as printed there
    "other_unit",  # a unit named in the place of the document's own
    "form_execution",  # `value` a budget in the words of form `subject_code`, `other_value` what was paid and the ratio
    "declaration",  # a lawful reason that the document gives; `value` is a cause of exception_causes.csv
    "declared_empty",  # a table (`value`) of which the text says that there is nothing to print in it
    "form_count",  # `value` is how often form `subject_code` says that `other_value`, unit and name, happened
    "form_label_apart",  # the label of a fund line of form `subject_code` that stands in another row than its numbers
    "row_number",  # a 行次 that passes over the one before it; `section` is the table, `value` the number before
    "contents_entry",  # `value` the page that the contents print, `other_value` that of the body
)
FUND_KINDS: Final = ("total", "fiscal", "carryover", "other")
SECOND_READINGS: Final = (
    "agreed",  # an independent reader saw the same characters in a cell with the same edges
    "unread",  # it saw no cell there
    "decided",  # the two disagreed and a person decided (reading_decisions.csv); without that the amount is held back
    "identity",  # the two disagreed and every identity that the amount takes part in (two or more) holds
)
REASON_CLASSES: Final = (
    "not_a_pdf",
    "format_not_read",
    "encrypted",
    "damaged",
    "too_large",
    "no_statutory_table",
    "no_text_layer",
    "crash",
    "timeout",
    "contract",
)
