"""What tests of all packages share: a data folder, a document of known truth and files that are no documents."""

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from demo.document import TypesetDocument, typeset_document
from demo.histories import publications


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder of this test's own, not made yet."""
    return tmp_path / "var"


@pytest.fixture(scope="session")
def disclosure(tmp_path_factory: pytest.TempPathFactory) -> TypesetDocument:
    """A complete disclosure with ten tables; its printed amounts are known."""
    folder = tmp_path_factory.mktemp("disclosure")
    publication = publications()[0]
    return typeset_document(
        publication.figures, publication.style_id, folder / "disclosure.pdf", fonts_folder=folder / "fonts"
    )


@pytest.fixture
def unusable(tmp_path: Path, disclosure: TypesetDocument) -> dict[str, Path]:
    """Files that cannot be used, by the class of reason for which they have to be refused."""
    folder = tmp_path / "unusable"
    folder.mkdir()
    files = {name: folder / f"{name}.pdf" for name in ("not_a_pdf", "encrypted", "damaged", "no_statutory_table")}
    files["not_a_pdf"].write_text("收入支出决算总表 saved as text\n", encoding="utf-8")
    encrypted = Canvas(str(files["encrypted"]), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    encrypted.drawString(72, 720, "Nobody reads this")
    encrypted.save()
    content = disclosure.path.read_bytes()
    files["damaged"].write_bytes(content[: len(content) // 2])
    letter = Canvas(str(files["no_statutory_table"]))
    letter.drawString(72, 720, "A letter, not an account")
    letter.save()
    return files
