import os
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.models import Target
from annotations.store.drafts import Drafts

HERE = Target("a.txt", 3, 9)


def test_a_draft_is_on_disk_when_keep_returns_and_is_offered_by_the_next_run(
    tmp_path: Path,
) -> None:
    file = tmp_path / "drafts" / "x.json"
    Drafts(file).keep(HERE, "half a thou")
    again = Drafts(file)
    assert again.get(HERE) == "half a thou"
    assert again.get(Target("a.txt")) == again.get(Target("a.txt", 3, 8)) == ""


def test_an_empty_draft_is_dropped(tmp_path: Path) -> None:
    kept = Drafts(tmp_path / "x.json")
    kept.keep(HERE, "half")
    kept.keep(HERE, "")
    kept.keep(Target("b.txt"), "")
    assert Drafts(tmp_path / "x.json").get(HERE) == ""


def test_nothing_is_written_for_a_draft_that_did_not_change(tmp_path: Path) -> None:
    kept = Drafts(tmp_path / "x.json")
    kept.keep(HERE, "half")
    (tmp_path / "x.json").unlink()
    kept.keep(HERE, "half")
    assert not (tmp_path / "x.json").exists()


def test_a_draft_that_could_not_be_written_is_said_kept_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    kept = Drafts(tmp_path / "x.json")
    kept.keep(HERE, "half")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match=r"not safe.*x\.json.*No space"):
            kept.keep(HERE, "half a thought")
    assert kept.get(HERE) == "half a thought"
    assert Drafts(tmp_path / "x.json").get(HERE) == "half"
    kept.keep(HERE, "half a thought")
    assert Drafts(tmp_path / "x.json").get(HERE) == "half a thought"


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a.txt\\n3\\n9": 7}', b"\xff"])
def test_a_damaged_drafts_file_counts_as_empty(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert Drafts(tmp_path / "x.json").get(HERE) == ""
