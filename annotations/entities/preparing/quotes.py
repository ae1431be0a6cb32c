"""Quotation marks and apostrophes become the plain ones that the model has seen most."""

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("\u00a0\u2007\u202f", " "),
        **dict.fromkeys("‐‑", "-"),
    }
)


def fold_quotes(text: str) -> str:
    """Fold typographic quotation marks, apostrophes, hyphens and hard spaces, one for one."""
    return text.translate(_FOLDED)
