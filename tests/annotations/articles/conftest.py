from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.articles import read
from annotations.models import Article

ReadBytes = Callable[..., Article]


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    """Read bytes as if they were a file of a name."""

    def reader(data: bytes | str, name: str = "article.txt") -> Article:
        file = tmp_path / name
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(file, name)

    return reader
