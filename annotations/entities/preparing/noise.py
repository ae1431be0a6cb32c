"""What is surely no language gives way to spaces."""

import re

# Runs without a word in them, and unbroken ones, hold no names, and take the tokenizer of spaCy
# seconds for each piece. Offsets must stay, so they give way to as many spaces.
_NOISE = re.compile(r"[^\w\s]{100,}|[!-~]{200,}")


def blank_noise(text: str) -> str:
    """Replace what is surely no language by as many spaces, so that offsets stay."""
    return _NOISE.sub(lambda match: " " * len(match[0]), text)
