"""Going through the lines of an annotations file, whole, torn or damaged."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from annotations.store.lines import END, Entry, decode, is_whole

Read: TypeAlias = Callable[[int, int], bytes]
"""Reads bytes of the file from one offset up to another; fewer if the file ends before."""

CHUNK = 1 << 20
_AROUND = b" \t\r\0,"
_FIRST = re.compile(rb'"\d+":\{')
_CHECKS = re.compile(rb',"~":"[0-9a-f]{8}"\}')


class Fragment(NamedTuple):
    """Bytes of the file that are no whole line.

    Attributes:
        offset: Where they begin, in bytes.
        data: What they are.
        torn: Whether the file ends with them, as it does after a write that was cut off.
    """

    offset: int
    data: bytes
    torn: bool = False


@dataclass(slots=True)
class Scan:
    """What a way through the lines brought to light, complete once it was gone to the end.

    Attributes:
        end: One past the last byte of the last whole line.
        mark: The checksum of that line; empty without one.
        damaged: What is no whole line.
        tidy: Whether the lines up to there are as this program writes them.
        closed: Whether nothing but the closing and blanks stands behind them.
    """

    end: int
    mark: bytes = b""
    damaged: list[Fragment] = field(default_factory=list)
    tidy: bool = True
    closed: bool = False


def scan(read: Read, start: int, first: int, found: Scan) -> Iterator[list[Entry]]:
    """Go through the lines of a file; entries tell their bytes counted from the file's.

    Args:
        read: Reads the file.
        start: The header's end, or the end of a whole line.
        first: The header's end.
        found: Told what else there is; it begins at `start`.
    """
    doubtful: list[Fragment] = []
    expected, separated, closing = -1, False, b""
    for offset, raw in _parted(raw_lines(read, start)):
        line = raw.strip(_AROUND)
        if offset == start and not line:
            separated = raw == (b"" if start == first else b",")
            expected = start + len(raw) + 1
        elif line in (b"", b"}", b"}}"):
            closing += raw.strip(b" ")
        elif (entries := decode(line)) is None:
            doubtful.append(Fragment(offset, raw))
        else:
            found.damaged += doubtful
            doubtful.clear()
            shift = offset + raw.index(line)
            going_on = separated and not closing and offset == shift == expected
            found.tidy = found.tidy and going_on and not found.damaged
            separated, expected = raw[len(line) :] == b",", offset + len(raw) + 1
            closing = b""
            found.end, found.mark = shift + len(line), line[-10:-2]
            yield [one._replace(start=one.start + shift, stop=one.stop + shift) for one in entries]
    found.closed = closing == END.strip() and not doubtful
    torn = closing != END.strip()
    found.damaged += (Fragment(each.offset, each.data, torn) for each in doubtful)


def _parted(lines: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Part what damage to a line feed has joined, so that it costs no line beside it."""
    for offset, raw in lines:
        place = 0
        if not is_whole(raw.strip(_AROUND)):
            for end in _CHECKS.finditer(raw):
                begin = _FIRST.search(raw, place, end.end())
                if begin is not None and is_whole(raw[begin.start() : end.end()]):
                    if raw[place : begin.start()].strip(_AROUND):
                        yield offset + place, raw[place : begin.start()]
                    yield offset + begin.start(), raw[begin.start() : end.end()]
                    place = end.end()
        if not place or raw[place:].strip(_AROUND):
            yield offset + place, raw[place:]


def whole_lines(read: Read, start: int, end: int) -> Iterator[bytes]:
    """Go through the whole lines between two offsets as they stand there."""
    for offset, raw in _parted(raw_lines(read, start)):
        if offset >= end:
            return
        line = raw.strip(_AROUND)
        if is_whole(line):
            yield line


def all_whole(read: Read, start: int, end: int) -> bool:
    """Tell whether all lines between two offsets are whole; much quicker than to read them."""
    lines = takewhile(lambda found: found[0] < end, raw_lines(read, start))
    return all(is_whole(line) for _, raw in lines if (line := raw.strip(_AROUND)))


def backwards(
    read: Read, start: int, end: int, holding: Sequence[bytes] = ()
) -> Iterator[list[Entry]]:
    """Go through the whole lines between two offsets, from the last one to the first.

    Args:
        read: Reads the file.
        start: Where the first line may begin.
        end: One past the last line.
        holding: Bytes that a line must have in it, all of them; others are passed over unread.
    """
    place = end
    parts: list[bytes] = []  # of the line that goes on before what was read, last part first
    while place > start:
        begin = max(start, place - CHUNK)
        first, *lines = read(begin, place).split(b"\n")
        place = begin
        if lines:
            lines[-1] += b"".join(reversed(parts))
            yield from _whole(reversed(lines), holding)
            parts.clear()
        parts.append(first)
    yield from _whole([b"".join(reversed(parts))], holding)


def raw_lines(read: Read, start: int) -> Iterator[tuple[int, bytes]]:
    """Go through the bytes between line feeds, each with its offset."""
    offset = reading = start
    parts: list[bytes] = []  # of the line that goes on behind what was read
    while chunk := read(reading, reading + CHUNK):
        reading += len(chunk)
        *lines, rest = chunk.split(b"\n")
        if lines:
            lines[0] = b"".join((*parts, lines[0]))
            parts.clear()
        for line in lines:
            yield offset, line
            offset += len(line) + 1
        if parts or rest.strip(b" \0"):
            parts.append(rest)
        else:
            offset = reading
    if parts:
        yield offset, b"".join(parts)


def _whole(lines: Iterable[bytes], holding: Sequence[bytes]) -> Iterator[list[Entry]]:
    wanted = (line for line in lines if all(each in line for each in holding))
    read = (decode(line.strip(_AROUND)) for line in wanted)
    return (entries for entries in read if entries is not None)
