"""The names of tags: their one form, and what cannot be one."""

import re

from annotations.errors import CodebookError

LONGEST = 80
"""Code points a tag's name has at most."""

COMMENT = re.compile(r"\s*#(\s|$)")
"""How a line of a codebook begins that names no tag."""


def tidy(text: str) -> str:
    """Return a tag's name in its one form: no white space around levels, none of them empty."""
    levels = (" ".join(level.split()) for level in text.split("/"))
    return "/".join(level for level in levels if level)


def tag_name(text: str) -> str:
    """Make a tag's name of what was typed or read.

    Raises:
        CodebookError: Nothing is left of it, or it is longer than `LONGEST`, or would be taken for
            a comment, or has characters that cannot be shown.
    """
    name = tidy(text)
    if not name or not name.isprintable() or COMMENT.match(name):
        raise CodebookError(f"“{ascii(text)[1:-1]}” cannot be the name of a tag.")
    if len(name) > LONGEST:
        raise CodebookError(f"“{name[:40]}…” is too long; {LONGEST} characters are the limit.")
    return name
