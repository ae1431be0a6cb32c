"""Reading published test sets, which are no part of the repository."""

from pathlib import Path

from benchmarks.published import counted, documents, scores

SENTENCES = """\
The B-location
United I-location
Kingdom I-location
's O
envoy O
, O
" O
Ada B-politician
Obi I-politician
" O
( O
ANC B-politicalparty
) O
. O

Peru B-country
Chile B-country
won B-event
"""


def test_words_are_set_as_text_again_and_labels_come_down_to_three(tmp_path: Path) -> None:
    file = tmp_path / "set.txt"
    file.write_text(SENTENCES, "utf-8")
    first, second = documents(file)
    assert first.text == 'The United Kingdom\'s envoy, "Ada Obi" (ANC).\n'
    said = {(first.text[start:end], label) for start, end, label in counted(*vars(first).values())}
    assert said == {("United Kingdom", "LOC"), ("Ada Obi", "PER"), ("ANC", "ORG")}
    assert counted(second.text, second.spans) == {(0, 4, "LOC"), (5, 10, "LOC")}


def test_a_file_with_documents_is_read_document_by_document(tmp_path: Path) -> None:
    file = tmp_path / "set.txt"
    one = "-DOCSTART- -X- O O\n\nRome NNP I-NP I-LOC\n\nIt PRP I-NP O\nrained VBD I-VP O\n\n"
    file.write_text(one * 2, "utf-8")
    assert [each.text for each in documents(file)] == ["Rome\nIt rained\n"] * 2


def test_the_bare_model_and_the_program_are_scored_side_by_side(tmp_path: Path) -> None:
    file = tmp_path / "set.txt"
    file.write_text("Rome I-LOC\nrained O\n", "utf-8")
    raw, refined = scores(documents(file), lambda texts: [[] for _ in texts])
    assert raw.missed.total() == 1
    assert refined.right["LOC"] == 1, "towns are known by name"
