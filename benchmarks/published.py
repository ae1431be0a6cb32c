"""How the entities fare on published test sets of other kinds, beside the bare model.

    python -m benchmarks.published FILE ... [--every N] [--model NAME]

A file has a word a line with its IOB tag in the last column, and an empty line after a sentence, as
CoNLL-2003 and CrossNER do. None is part of the repository. Words are set as running text again; a
document that `-DOCSTART-` begins is one article, else each sentence is. Labels are brought down to
person, organisation and place. A mention is right if its span and its label are, an outer "the" and
a possessive left out of account on both sides.
"""

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotations.entities import DEFAULT_MODEL
from annotations.entities.pipelines import find_pipeline
from annotations.entities.recogniser import Recognise, load_recogniser
from annotations.models import Article, Mention
from annotations.origins import TitleFrom
from benchmarks.quality import Score, Span, bare, find

COMMON = {
    **dict.fromkeys(("PERSON", "PER", "person", "politician"), "PER"),
    **dict.fromkeys(("ORG", "organisation", "politicalparty"), "ORG"),
    **dict.fromkeys(("GPE", "LOC", "FAC", "location", "country"), "LOC"),
}
"""What labels, ours and those of the sets, come down to; others do not count."""

CLOSING = frozenset((*",.;:!?)%]'", "'s", "n't", "'re", "'ll", "'ve", "'m", "'d"))
OPENING = frozenset("([$")
OUTER = re.compile(r"(?:the\s+)?(.*?)(?:['’]s)?\s*", re.IGNORECASE | re.DOTALL)

Word = tuple[str, str]


@dataclass
class Document:
    """A text set from words again, and its spans.

    Attributes:
        text: The text.
        spans: Start and end in code points, and the set's label.
    """

    text: str
    spans: list[Span]


def sentences(file: Path) -> Iterator[list[Word] | None]:
    """Go through a file's sentences, words with their tags; None where a document begins."""
    sentence: list[Word] = []
    for line in file.read_text("utf-8").splitlines():
        word, *_, tag = line.split() or ("", "")
        if word == "-DOCSTART-":
            yield None
        elif word:
            sentence.append((word, tag))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def documents(file: Path) -> list[Document]:
    """Read a file's documents."""
    together: list[list[list[Word]]] = []
    several = False
    for sentence in sentences(file):
        if sentence is None:
            several = True
            together.append([])
        elif several:
            together[-1].append(sentence)
        else:
            together.append([sentence])
    return [set_as_text(some) for some in together if some]


def set_as_text(some: Iterable[list[Word]]) -> Document:
    """Set sentences as running text, each on a line."""
    text = ""
    spans: list[Span] = []
    for sentence in some:
        glued, quoted, inside = True, False, ""
        for word, tag in sentence:
            closes = word in CLOSING or (word == '"' and quoted)
            text += word if glued or closes else f" {word}"
            label = tag[2:]
            start = len(text) - len(word)
            if label and label == inside and not tag.startswith("B-"):
                start = spans.pop()[0]
            if label:
                spans.append((start, len(text), label))
            inside = label
            glued = word in OPENING or (word == '"' and not quoted)
            quoted ^= word == '"'
        text += "\n"
    return Document(text, spans)


def counted(text: str, spans: Iterable[Span]) -> set[Span]:
    """Bring spans down to what counts of them."""
    found = set()
    for start, end, label in spans:
        inner = OUTER.fullmatch(text[start:end])
        if label in COMMON and inner is not None:
            found.add((start + inner.start(1), start + inner.end(1), COMMON[label]))
    return found


def spans_of(mentions: Iterable[Mention]) -> Iterator[Span]:
    """Where mentions stand, and their labels."""
    return ((mention.start, mention.end, mention.label) for mention in mentions)


def scores(some: Iterable[Document], recognise: Recognise) -> tuple[Score, Score]:
    """Score the bare model, and the program."""
    raw, refined = Score(), Score()
    for document in some:
        article = Article("", document.text, "", "", TitleFrom.NAME)
        gold = counted(document.text, document.spans)
        raw.add(gold, counted(article.text, spans_of(bare(article, recognise).mentions)))
        refined.add(gold, counted(article.text, spans_of(find(article, recognise).result())))
    return raw, refined


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--every", type=int, default=1, help="take one document in so many")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    chosen = parser.parse_args()
    recognise = load_recogniser(find_pipeline(chosen.model).source)
    print(f"{'F1, bare model → program':34}{'documents':>10}{'all':>16}", end="")
    print(*(f"{label:>15}" for label in ("PER", "ORG", "LOC")))
    for file in chosen.files:
        some = documents(file)[:: chosen.every]
        raw, refined = scores(some, recognise)
        print(f"{file.name:34}{len(some):>10,}", end="")
        for label in (None, "PER", "ORG", "LOC"):
            print(f"{raw.f1(label):>9.1f} → {refined.f1(label):.1f}", end="")
        print("" if refined.f1() >= raw.f1() else "  worse than the bare model")


if __name__ == "__main__":
    main()
