"""pdfium's functions that are asked once a character or once an object, many at a stroke.

Put here: the calls whose number decides how long a page takes.
Keep out: what the answers mean (text.py, rules.py), and calls that are made a few times a page: they go through
pypdfium2, which checks their arguments.

A page has a thousand characters and as many objects. Most of what a call through ctypes costs is the conversion of its
arguments; here the same C functions are called without it, in a loop that runs in C, into memory that is reused.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

Boxes = npt.NDArray[np.float64]
Thing = Any
"""An object of a page as pdfium names it; `as_object` makes it fit for pypdfium2's functions."""

_AT_ONCE: Final = 1024


class _Pointer(ctypes.c_void_p):
    """A pointer that ctypes hands on as it is: a plain `c_void_p` would come back as a number."""


def _direct(function: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:
    """The same C function without checks: whoever calls it passes what its header says."""
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_get_loose_box = _direct(pdfium.FPDFText_GetLooseCharBox)
_get_angle = _direct(pdfium.FPDFText_GetCharAngle, ctypes.c_float)
_get_object = _direct(pdfium.FPDFPage_GetObject, _Pointer)
_get_type = _direct(pdfium.FPDFPageObj_GetType)
_get_bounds = _direct(pdfium.FPDFPageObj_GetBounds)
_get_draw_mode = _direct(pdfium.FPDFPath_GetDrawMode)

# The answers are written here and copied out: one thread reads one document.
_floats = (ctypes.c_float * (4 * _AT_ONCE))()
_integers = (ctypes.c_int * (2 * _AT_ONCE))()
_FLOATS: Final = np.ctypeslib.as_array(_floats).reshape(-1, 4)
_INTEGERS: Final = np.ctypeslib.as_array(_integers).reshape(-1, 2)
_FLOAT_PLACES: Final = [[ctypes.byref(_floats, 16 * row + 4 * side) for row in range(_AT_ONCE)] for side in range(4)]
_INTEGER_PLACES: Final = [[ctypes.byref(_integers, 8 * row + 4 * side) for row in range(_AT_ONCE)] for side in range(2)]


def loose_boxes(text_page: pdfium.FPDF_TEXTPAGE, indices: Sequence[int]) -> Boxes:
    """The line-high boxes of these characters, a row each: left, bottom, right, top in user space; zeros if none."""
    boxes = np.empty((len(indices), 4), dtype=np.float64)
    for start, chunk in _chunks(indices):
        answers = _FLOATS[: len(chunk)]
        answers[:] = 0
        _call(map(_get_loose_box, repeat(text_page), chunk, _FLOAT_PLACES[0]))
        boxes[start : start + len(chunk)] = answers
    return boxes[:, [0, 3, 2, 1]]  # FS_RECTF: left, top, right, bottom


def angles(text_page: pdfium.FPDF_TEXTPAGE, indices: Sequence[int]) -> list[float]:
    """By how much these characters are turned, in radians, clockwise."""
    return list(map(_get_angle, repeat(text_page), indices))


def objects(page: pdfium.FPDF_PAGE, most: int) -> Iterator[tuple[Thing, int]]:
    """The first objects of a page with their types, in the order in which they are drawn."""
    things = list(map(_get_object, repeat(page), range(min(pdfium.FPDFPage_CountObjects(page), most))))
    return zip(things, map(_get_type, things), strict=True)


def as_object(thing: Thing) -> pdfium.FPDF_PAGEOBJECT:
    """An object for the functions of pypdfium2."""
    return ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT)


def outlines(paths: Sequence[Thing]) -> tuple[list[list[float]], list[list[int]]]:
    """For each path its bounds (left, bottom, right, top in user space; zeros if none) and its draw mode.

    The draw mode is two numbers: how it is filled (0: not) and whether it is stroked.
    """
    bounds: list[list[float]] = []
    modes: list[list[int]] = []
    for _, chunk in _chunks(paths):
        answers, pairs = _FLOATS[: len(chunk)], _INTEGERS[: len(chunk)]
        answers[:], pairs[:] = 0, 0
        _call(map(_get_bounds, chunk, *_FLOAT_PLACES))
        _call(map(_get_draw_mode, chunk, *_INTEGER_PLACES))
        bounds.extend(answers.tolist())
        modes.extend(pairs.tolist())
    return bounds, modes


def _chunks(items: Sequence[Any]) -> Iterator[tuple[int, Sequence[Any]]]:
    """The items in pieces whose answers find room, each with the place of its first."""
    for start in range(0, len(items), _AT_ONCE):
        yield start, items[start : start + _AT_ONCE]


def _call(calls: "map[int]") -> None:
    """Make the calls, whose answers lie in memory."""
    deque(calls, maxlen=0)
