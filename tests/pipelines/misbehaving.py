"""Functions for the engine's tests: children import them by name."""

import os
import signal
import sys


def square_or_misbehave(item: int | str) -> int:
    """Return the square of a number; a word says which harm to do instead."""
    match item:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(3)
        case "hang":
            signal.pause()
        case "spin":
            while True:
                pass
        case "eat memory":
            return len(bytearray(64 * 2**30))
        case "open everything":
            return len([os.dup(0) for _ in range(10_000)])
        case str():
            raise ValueError(f"{item}:\nin two lines")
        case number:
            return number * number
    return 0


def modules_of_child(item: int) -> list[str]:
    """Return what the child has imported."""
    return sorted(sys.modules)
