"""The fonts of the typeset documents: Noto Serif and Noto Sans CJK SC (SIL Open Font License 1.1).

Put here: finding the OTF files of the package mplfonts, cutting them to the characters needed, converting their
outlines to TrueType (the PDF library embeds no others) and keeping the result on disk.
Keep out: sizes and positions. The package's SimHei.ttf is not free and never used.
"""

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont as TrueTypeFile
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SERIF_FILE: Final = "NotoSerifCJKsc-Regular.otf"
SANS_FILE: Final = "NotoSansCJKsc-Regular.otf"
MAXIMUM_ERROR: Final = 1.0
"""How far a converted outline may lie from the original, in units of 1/1000 em."""

LICENSE: Final = "SIL Open Font License, Version 1.1"
IDEOGRAPHIC_SPACE: Final = "\u3000"

PACKAGE: Final = Path(__file__).parent
OTHER_PARTS: Final = ("bench.py", "portal_server.py", "run.py", "sites", "__pycache__")
"""Parts of the demonstration that print nothing into a document."""


class FontError(RuntimeError):
    """A font is missing or cannot print a character; the message says what to do."""


@dataclass(frozen=True)
class Fonts:
    """The registered names of the two faces."""

    serif: str
    sans: str


@cache
def typesetter_files() -> tuple[Path, ...]:
    """The code and data that decide how a document looks, sorted by path."""
    return tuple(
        path
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file()
        and path.suffix in {".py", ".yml", ".csv"}
        and not set(path.relative_to(PACKAGE).parts) & set(OTHER_PARTS)
    )


@cache
def base_characters() -> frozenset[str]:
    """All printable characters that occur in the typesetter's code and data: one font covers the demonstration."""
    ascii_characters = {chr(n) for n in range(32, 127)}
    text = "".join(path.read_text(encoding="utf-8") for path in typesetter_files())
    return frozenset(ascii_characters | {IDEOGRAPHIC_SPACE} | {c for c in text if c.isprintable()})


def _source(file_name: str) -> Path:
    # find_spec does not execute the package, which would import matplotlib.
    spec = importlib.util.find_spec("mplfonts")
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0]) / "fonts" / file_name if folders else None
    if path is None or not path.is_file():
        raise FontError(f"font {file_name} not found: install the demo extra (package mplfonts)")
    return path


def _convert(source: Path, characters: frozenset[str], target: Path) -> None:
    """Write a TrueType font with the glyphs of some characters."""
    with TrueTypeFile(source, lazy=True) as original:
        character_map = original.getBestCmap()
        missing = sorted(c for c in characters if ord(c) not in character_map)
        if missing:
            raise FontError(f"{source.name} cannot print {''.join(missing)!r}; replace the characters")
        names = {ord(c): character_map[ord(c)] for c in sorted(characters)}
        order = [".notdef", *dict.fromkeys(names.values())]
        glyph_set, advances = original.getGlyphSet(), original["hmtx"].metrics
        glyphs, metrics = {}, {}
        for name in order:
            pen = TTGlyphPen(None)
            glyph_set[name].draw(Cu2QuPen(pen, MAXIMUM_ERROR, reverse_direction=True))
            glyphs[name] = pen.glyph()
            glyphs[name].recalcBounds(None)
            # Rasterizers shift a glyph by the difference between its side bearing and its left edge.
            metrics[name] = (advances[name][0], getattr(glyphs[name], "xMin", 0))
        family = original["name"].getDebugName(6).rsplit("-", 1)[0]
        builder = FontBuilder(original["head"].unitsPerEm, isTTF=True)
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap(names)
        builder.setupGlyf(glyphs)
        builder.setupHorizontalMetrics(metrics)
        builder.setupHorizontalHeader(ascent=original["hhea"].ascent, descent=original["hhea"].descent)
        # The PDF library takes two fonts of one PostScript name for the same font: the name tells the characters, too.
        builder.setupNameTable(
            {"familyName": family, "styleName": "Regular", "psName": target.stem, "licenseDescription": LICENSE}
        )
        builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1160, usWinDescent=288)
        builder.setupPost(keepGlyphNames=False)
    # Same characters, same bytes.
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    builder.save(temporary)
    os.replace(temporary, target)


def ensure_fonts(folder: Path, text: str = "") -> Fonts:
    """Register fonts for the demonstration's characters and those of `text`, made once and kept in `folder`.

    Raises FontError when the fonts are not installed or lack a character of `text`.
    """
    characters = base_characters() | {c for c in text if c.isprintable()}
    key = hashlib.sha256("".join(sorted(characters)).encode()).hexdigest()[:12]
    names = []
    for file_name in (SERIF_FILE, SANS_FILE):
        name = f"{Path(file_name).stem}-{key}"
        if name not in pdfmetrics.getRegisteredFontNames():
            path = folder / f"{name}.ttf"
            if not path.exists():
                _convert(_source(file_name), frozenset(characters), path)
            pdfmetrics.registerFont(TTFont(name, str(path)))
        names.append(name)
    return Fonts(*names)
