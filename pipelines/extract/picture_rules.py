"""The rules of a page that are only to be seen: read from its picture, as Camelot's raster engine does.

Put here: rendering a page and finding its straight lines.
Keep out: rules that stand in the file as objects (rules.py), which are exact and a hundred times cheaper.
"""

import ctypes

import numpy as np
import pypdfium2.raw as pdfium
from camelot.image_processing import adaptive_threshold, find_lines

from pipelines.extract.frame import Frame
from pipelines.extract.rules import Rules

_SCALE = 200 / 72  # at 300 dpi false columns were found
_LINE_SCALE = 40  # a line is at least a fortieth of the page long: shorter ones are strokes of large letters
_MOST_PIXELS = 40_000_000


def read_picture_rules(page: pdfium.FPDF_PAGE, frame: Frame) -> Rules:
    """The rules of a loaded page in its reading frame; none for a turned or an enormous page."""
    left, bottom, right, top = frame.crop
    width, height = round((right - left) * _SCALE), round((top - bottom) * _SCALE)
    if frame.quarter_turns or width * height > _MOST_PIXELS or min(width, height) < 1:
        return Rules()
    _, threshold = adaptive_threshold(_render(page, width, height, frame.rotation))
    rules = Rules()
    for x0, y0, x1, y1 in find_lines(threshold, direction="horizontal", line_scale=_LINE_SCALE)[1]:
        y = top - (y0 + y1) / 2 / _SCALE
        rules.horizontal.append((left + min(x0, x1) / _SCALE, y, left + max(x0, x1) / _SCALE, y))
    for x0, y0, x1, y1 in find_lines(threshold, direction="vertical", line_scale=_LINE_SCALE)[1]:
        x = left + (x0 + x1) / 2 / _SCALE
        rules.vertical.append((x, top - max(y0, y1) / _SCALE, x, top - min(y0, y1) / _SCALE))
    return rules.coalesced()


def _render(page: pdfium.FPDF_PAGE, width: int, height: int, rotation: int) -> np.ndarray:
    """The page as written (its /Rotate undone), three bytes a pixel."""
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        turn_back = (4 - rotation // 90) % 4
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, turn_back, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        start = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
        rows = np.ctypeslib.as_array(start, shape=(height, stride))
        return rows[:, : width * 3].reshape(height, width, 3).copy()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
