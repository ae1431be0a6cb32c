"""The texts of annotated articles, kept as they were: what an agency changed can be told later."""

import logging
import os
import re
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from annotations.errors import ArticleError
from annotations.text import clean

log = logging.getLogger(__name__)

HASH = re.compile(r"[0-9a-f]{64}")


class Texts:
    """A folder of texts, each in a file that is named after its hash.

    Texts are written by a thread of their own. Losing one loses no annotation, only the sight of
    what was changed, and passages are found less surely in an edited article; so a folder that
    cannot be written is told of once and then done without.

    Args:
        folder: The folder; it is made with the first text.
        on_trouble: Told once, on that thread, why texts cannot be kept: a sentence for people.
    """

    def __init__(self, folder: Path, on_trouble: Callable[[str], None]) -> None:
        """Be ready; nothing is read or written yet."""
        self._folder = folder
        self._on_trouble = on_trouble
        self._asked: set[str] = set()
        self._told = False
        self._closed = False
        self._writer: ThreadPoolExecutor | None = None

    def keep(self, text_sha256: str, load: Callable[[], str]) -> None:
        """Have a text kept, if it is not yet; returns at once.

        Args:
            text_sha256: The hash of the text in UTF-8.
            load: Gets the text, on the writer's thread; may raise `ArticleError`. A text with
                another hash is not kept.
        """
        if text_sha256 in self._asked or self._closed:
            return
        self._asked.add(text_sha256)
        if self._writer is None:
            self._writer = ThreadPoolExecutor(1, "texts")
        self._writer.submit(self._keep, text_sha256, load)

    def has(self, text_sha256: str) -> bool:
        """Tell whether there is a file for a text, damaged or not."""
        return self._file(text_sha256).exists()

    def get(self, text_sha256: str) -> str | None:
        """Return a kept text; None if there is none, or if its file is damaged."""
        if not HASH.fullmatch(text_sha256):
            return None
        try:
            content = self._file(text_sha256).read_bytes()
        except OSError:
            return None
        if sha256(content).hexdigest() != text_sha256:
            return None
        return clean(content.decode(errors="replace"))  # anybody may have put a file there

    def close(self) -> None:
        """Wait until the texts asked for so far are kept; none is afterwards."""
        self._closed = True
        if self._writer is not None:
            self._writer.shutdown()

    def _file(self, text_sha256: str) -> Path:
        return self._folder / f"{text_sha256}.txt"

    def _keep(self, text_sha256: str, load: Callable[[], str]) -> None:
        try:
            if self.get(text_sha256) is None:
                content = load().encode()
                if sha256(content).hexdigest() == text_sha256:
                    self._write(self._file(text_sha256), content)
        except ArticleError as error:
            log.info("a text is not kept: %s", error)
        except OSError as error:
            log.warning("a text cannot be kept in %s: %s", self._folder, error)
            if not self._told:
                self._told = True
                reason = error.strerror or str(error)
                self._on_trouble(
                    f"{self._folder} cannot be written ({reason}): what is changed in articles "
                    "from now on will not be shown. Annotations are not affected."
                )

    def _write(self, file: Path, content: bytes) -> None:
        """Put a text on disk whole, or not at all; readable by its owner only."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
