"""The frames of a page: as its content is written, as it reads, as it is shown.

Put here: turning points and boxes between the user space of a page, the reading frame (text upright, y upwards) and
the shown frame (points, origin top left, after /Rotate and the crop box).
Keep out: reading anything from a page.
"""

from collections.abc import Callable
from dataclasses import dataclass

Box = tuple[float, float, float, float]

_TURNS: dict[int, Callable[[float, float], tuple[float, float]]] = {
    0: lambda x, y: (x, y),
    1: lambda x, y: (y, -x),
    2: lambda x, y: (-x, -y),
    3: lambda x, y: (-y, x),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """How one page is turned: `quarter_turns` of its text (anticlockwise), `rotation` of its display (clockwise)."""

    quarter_turns: int
    rotation: int
    crop: Box

    def to_reading(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point of user space so that the page's text is upright."""
        return _TURNS[self.quarter_turns](x, y)

    def box_to_reading(self, box: Box) -> Box:
        """Turn a box of user space so that the page's text is upright."""
        if self.quarter_turns == 0:
            return box
        return _span(self.to_reading(box[0], box[1]), self.to_reading(box[2], box[3]))

    def box_to_shown(self, box: Box) -> Box:
        """Turn a box of the reading frame into the page as it is shown: points, origin top left."""
        back = _TURNS[-self.quarter_turns % 4]
        left, bottom, right, top = _span(back(box[0], box[1]), back(box[2], box[3]))
        crop_left, crop_bottom, crop_right, crop_top = self.crop
        if self.rotation == 90:
            return (bottom - crop_bottom, left - crop_left, top - crop_bottom, right - crop_left)
        if self.rotation == 180:
            return (crop_right - right, bottom - crop_bottom, crop_right - left, top - crop_bottom)
        if self.rotation == 270:
            return (crop_top - top, crop_right - right, crop_top - bottom, crop_right - left)
        return (left - crop_left, crop_top - top, right - crop_left, crop_top - bottom)


def _span(first: tuple[float, float], second: tuple[float, float]) -> Box:
    """The box between two opposite corners."""
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[0], second[0]),
        max(first[1], second[1]),
    )


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    if len(boxes) == 1:
        return boxes[0]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
