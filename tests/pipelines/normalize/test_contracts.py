"""A frame of amounts that breaks a rule costs its document and says which rule."""

from decimal import Decimal

import pyarrow as pa
import pytest

from pipelines.errors import DocumentRefused
from pipelines.normalize.contracts import check_amounts
from pipelines.normalize.run import read_document
from tests.pipelines.normalize.drawn import COVER, expenditure
from tests.pipelines.ruled import ruled_pdf
from warehouse.schema import AMOUNT


@pytest.fixture(scope="module")
def amounts(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    path = tmp_path_factory.mktemp("contract") / "a.pdf"
    ruled_pdf(path, [COVER, expenditure([["201", "一般公共服务支出", "1.00", "2.00", ""]])])
    return read_document(path, "0" * 64)["amount"].to_pylist()


def test_what_was_read_of_a_sound_document_keeps_the_contract(amounts: list[dict[str, object]]) -> None:
    check_amounts(pa.Table.from_pylist(amounts, schema=AMOUNT))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"amount_yuan": Decimal("1.00")}, "amount_yuan is published_amount"),
        ({"page": 0}, "greater_than_or_equal_to"),
        ({"x1": 0.0}, "box encloses something"),
        ({"subject_code": "20"}, "str_matches"),
        ({"subject_code": None, "label_zh": ""}, "a row has a code"),
        ({"second_reading": "disagreed"}, "isin"),
        ({"measure": "basic"}, "unique"),
    ],
)
def test_each_rule_is_enforced(amounts: list[dict[str, object]], changes: dict[str, object], rule: str) -> None:
    broken = [amounts[0] | changes, *amounts[1:]]
    with pytest.raises(DocumentRefused, match=rule) as refused:
        check_amounts(pa.Table.from_pylist(broken, schema=AMOUNT))
    assert refused.value.reason_class == "contract"
