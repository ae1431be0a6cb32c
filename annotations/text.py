"""Text from anywhere, made safe to show: nothing in it can drive a terminal afterwards."""

import re

# What could drive a terminal or turn the order of what it shows: C0 but tab and newline, DEL, C1,
# bidi marks, embeddings, overrides and isolates, lone surrogates.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Replace each character that could drive a terminal by U+FFFD, so that offsets survive."""
    return text if text.isprintable() else UNSAFE.sub("\ufffd", text)


def clean_line(text: str) -> str:
    """Make text that belongs on one line safe to show there: the name of a file, a message."""
    return clean(text).replace("\n", "\ufffd").replace("\t", "\ufffd")
