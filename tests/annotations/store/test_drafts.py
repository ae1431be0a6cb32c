import os
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.models import Target
from annotations.store.drafts import Drafts
from annotations.store.placements import Placements
from tests.factories import target_in

TEXT = "A headline.\n\nRussia closed the border. Grain waits. Nobody knows for how long.\n"
HERE = target_in(TEXT, "a.txt", 13, 38)


def opened(file: Path) -> Drafts:
    return Drafts(file, Placements())


def test_a_draft_is_on_disk_when_keep_returns_and_is_offered_by_the_next_run(
    tmp_path: Path,
) -> None:
    file = tmp_path / "drafts" / "x.json"
    opened(file).keep(HERE, "half a thou")
    again = opened(file)
    assert again.get(HERE) == "half a thou"
    assert again.get(Target("a.txt")) == again.get(target_in(TEXT, "a.txt", 13, 37)) == ""


def test_an_empty_draft_is_dropped(tmp_path: Path) -> None:
    kept = opened(tmp_path / "x.json")
    kept.keep(HERE, "half")
    kept.keep(HERE, "")
    kept.keep(Target("b.txt"), "")
    assert opened(tmp_path / "x.json").get(HERE) == ""


def test_nothing_is_written_for_a_draft_that_did_not_change(tmp_path: Path) -> None:
    kept = opened(tmp_path / "x.json")
    kept.keep(HERE, "half")
    (tmp_path / "x.json").unlink()
    kept.keep(HERE, "half")
    assert not (tmp_path / "x.json").exists()


def test_a_draft_that_could_not_be_written_is_said_kept_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    kept = opened(tmp_path / "x.json")
    kept.keep(HERE, "half")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match=r"not safe.*x\.json.*No space"):
            kept.keep(HERE, "half a thought")
    assert kept.get(HERE) == "half a thought"
    assert opened(tmp_path / "x.json").get(HERE) == "half"
    kept.keep(HERE, "half a thought")
    assert opened(tmp_path / "x.json").get(HERE) == "half a thought"


@pytest.mark.parametrize(
    "content", [b"{", b"{}", b"[7]", b'[{"path": "a.txt", "passage": null}]', b"\xff"]
)
def test_a_damaged_drafts_file_counts_as_empty(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert opened(tmp_path / "x.json").get(HERE) == ""
