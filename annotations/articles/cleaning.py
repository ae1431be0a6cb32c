"""From bytes to a text that is safe to show: decoding, line ends, control characters."""

import codecs
import re

from annotations.errors import ArticleError
from annotations.text import UNSAFE

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b",
)  # fmt: skip
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b") + b"\x7f"
_HIGH_BYTES = bytes(range(128, 256))
_SAMPLE = 65_536  # bytes that are enough to tell an encoding

_WESTERN = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ‘’‚“”„–—…•€£§©®°«»¿¡·ºª™\u00a0]")


def decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    r"""Decode a file and make its text safe.

    Args:
        data: The whole file.

    Returns:
        The text with `\n` line ends, the name of its encoding, and what the reader of the
        article should know of it.

    Raises:
        ArticleError: If it looks binary.
    """
    raw, encoding = _decode(data)
    notices = [] if encoding == "utf-8" else [f"read as {encoding}"]
    undecodable = raw.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
    if undecodable > 0:
        notices.append(f"undecodable bytes shown as \ufffd: {undecodable:,}")
    text, replaced = UNSAFE.subn("\ufffd", raw.replace("\r\n", "\n").replace("\r", "\n"))
    if replaced:
        notices.append(f"control characters shown as \ufffd: {replaced:,}")
    return text, encoding, tuple(notices)


def _decode(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace"), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_foreign(data)
    if _share_of_controls(data) < 0.1:
        return text, "utf-8"
    # ASCII or Cyrillic in UTF-16 is valid UTF-8, every other character a control character.
    if found := _utf16(data):
        return found
    if _share_of_controls(data) > 0.3:
        raise _binary()
    return text, "utf-8"


def _decode_foreign(data: bytes) -> tuple[str, str]:
    """Decode what is not UTF-8, at least not everywhere."""
    if data.startswith(_BINARY_MAGIC):
        raise _binary()
    if found := _utf16(data):
        return found
    if _share_of_controls(data) > 0.05:
        raise _binary()
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    valid = (len(data) - len(data.translate(None, _HIGH_BYTES)) - broken) / 2
    if broken * 3 <= valid:
        return text, "utf-8"
    if found := _western(data):
        return found
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    encoding = codecs.lookup(best.encoding).name if best else "cp1252"
    encoding = "cp1252" if encoding in {"ascii", "utf-8"} else encoding
    return data.decode(encoding, errors="replace"), _public_name(encoding)


def _utf16(data: bytes) -> tuple[str, str] | None:
    """Decode UTF-16 without a mark, if it is that beyond doubt."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            sample = data[: _SAMPLE - 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        # In the other byte order, and in what is no text, spaces and line ends are rare.
        spaces = sum(map(sample.count, " \n。"))
        if spaces * 40 >= len(sample) and len(UNSAFE.findall(sample)) * 20 <= len(sample):
            return data.decode(encoding, errors="replace"), encoding
    return None


def _western(data: bytes) -> tuple[str, str] | None:
    """Decode Windows-1252, if all that is not ASCII is a letter or a mark of western Europe."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = len(data) - len(data.translate(None, _HIGH_BYTES))
    typical = len(_WESTERN.findall(text))
    if foreign * 3 <= len(data) and typical * 50 >= foreign * 49:
        return text, "windows-1252"
    return None


def _share_of_controls(data: bytes) -> float:
    if not data:
        return 0.0
    return 1 - len(data.translate(None, _CONTROL_BYTES)) / len(data)


def _public_name(encoding: str) -> str:
    return encoding.replace("cp125", "windows-125").replace("_", "-")


def _binary() -> ArticleError:
    return ArticleError("looks binary and has no text to read")
