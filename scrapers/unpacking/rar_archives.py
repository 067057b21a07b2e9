"""Members of rar archives: rarfile reads the directory, a program of the machine unpacks what is compressed.

Put here: what rarfile needs to be told, and what to say where no program is there.
Keep out: limits (limits.py), archives inside archives (scrapers/archives.py).

Each member is handed to the program in a temporary file of its own, without its name, and comes back through a pipe:
the program writes nothing. Only of solid archives the whole is handed over, with the member's name.
"""

import io
import re
from collections.abc import Iterator
from typing import Final

import rarfile

from scrapers.unpacking.limits import (
    MOST_HEADER_BYTES,
    PASSWORD,
    ArchiveTooLarge,
    ArchiveUnreadable,
    Budget,
    Member,
    decode_name,
    inner_name,
)

NO_PROGRAM: Final = (
    "no program that unpacks rar is on this machine; "
    "Debian's packages libarchive-tools (bsdtar), unar and unrar bring one"
)


def members(archive: bytes, budget: Budget) -> Iterator[Member]:
    """The members, one at a time. Raises ArchiveTooLarge, and ArchiveUnreadable with the reason for stopping."""
    program = _program()
    header_bytes = 0

    def count(info: rarfile.RarInfo) -> None:
        nonlocal header_bytes
        header_bytes += info.header_size
        if header_bytes > MOST_HEADER_BYTES:
            raise ArchiveTooLarge(f"its list of members has more than {MOST_HEADER_BYTES} bytes")
        if info.type == rarfile.RAR_BLOCK_FILE and not info.is_dir():
            budget.add_member()

    try:
        package = rarfile.RarFile(io.BytesIO(archive), info_callback=count)
    except rarfile.NeedFirstVolume as error:
        raise ArchiveUnreadable("it is a later part of an archive in several files") from error
    except rarfile.RarCannotExec as error:  # a compressed comment is unpacked at once
        raise ArchiveUnreadable(NO_PROGRAM) from error
    except (rarfile.PasswordRequired, rarfile.NoCrypto, rarfile.RarWrongPassword) as error:
        raise ArchiveUnreadable(PASSWORD) from error
    except (rarfile.Error, *_OF_DAMAGE) as error:
        raise ArchiveUnreadable(f"the archive is damaged: {error}") from error
    with package:
        if package.needs_password() and not package.infolist():
            raise ArchiveUnreadable(PASSWORD)
        for info in package.infolist():
            if info.is_dir():
                continue
            name = _name(info)
            if info.needs_password():
                yield Member(name, None, f"the member cannot be unpacked: {PASSWORD}")
            elif info.file_redir or info.is_symlink():
                yield Member(name, None, "a link to another member, not a document")
            elif package.getinfo(info) is not info:  # rarfile finds members by name
                yield Member(name, None, "a later member has the same name")
            else:
                yield _read(package, info, name, budget, program)
        if problem := package.strerror():
            raise ArchiveUnreadable(f"the archive is damaged: {problem}")


_OF_DAMAGE: Final = (ValueError, LookupError, TypeError, AttributeError, OverflowError, EOFError)
"""What rarfile raises, beside its own errors, where headers hold nonsense."""


def _read(package: rarfile.RarFile, info: rarfile.RarInfo, name: str, budget: Budget, program: str | None) -> Member:
    budget.check_member(name, info.file_size or 0, info.compress_size)
    try:
        with package.open(info) as source:
            return Member(name, budget.read(source, name, info.compress_size))
    except rarfile.RarCannotExec as error:
        raise ArchiveUnreadable(NO_PROGRAM) from error
    except (rarfile.Error, *_OF_DAMAGE) as error:
        # Not "damaged": the programs differ in what they can (bsdtar reads no solid archives of the older format).
        return Member(name, None, f"the member cannot be unpacked (with {program or 'rarfile'}): {error}")


class _Bsdtar(rarfile.ToolSetup):  # type: ignore[misc]  # published without types
    """bsdtar as it wants to be called: rarfile 4.5 says `-f -- archive`, and bsdtar looks for an archive named `--`."""

    def open_cmdline(self, pwd: str | None, rarfn: str, filefn: str | None = None) -> list[str]:
        """The command that writes the archive's members, or one, to its standard output."""
        command = [rarfile.BSDTAR_TOOL, "-x", "--to-stdout", "-f", rarfn]
        return command if filefn is None else [*command, "--", re.sub(r"([*?\[\\])", r"\\\1", filefn)]


def _program() -> str | None:
    """The program that rarfile will use; its own choice would take 7z, which often comes without rar."""
    try:
        setup = rarfile.tool_setup(bsdtar=False, sevenzip=False, sevenzip2=False, force=True)
    except rarfile.RarCannotExec:
        setup = _Bsdtar(rarfile.BSDTAR_CONFIG)
        if not setup.check():
            return None
        rarfile.CURRENT_SETUP = setup
    return str(setup.get_cmdline("check_cmd", None)[0])


def _name(info: rarfile.RarInfo) -> str:
    is_of_old_format = isinstance(info, rarfile.Rar3Info)
    if is_of_old_format and not info.flags & rarfile.RAR_FILE_UNICODE:  # bytes in the packer's code page
        return inner_name(decode_name(info.orig_filename) or info.filename)
    return inner_name(info.filename)
