"""What a store can be asked: records by uid, kind and field."""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from annotations.store.catalogue import Catalogue
from annotations.store.filing import Filing
from annotations.store.index import MisfitError
from annotations.store.records import Record

log = logging.getLogger(__name__)

Found = TypeVar("Found")


class Lookup:
    """Answers from any thread. A store is one that also changes what it is asked for.

    Args:
        filing: Keeps the records in step with their file.
        lock: Held whenever they are looked at or changed.
    """

    def __init__(self, filing: Filing, lock: threading.RLock) -> None:
        """Answer from what is filed."""
        self._filing = filing
        self._lock = lock

    @property
    def held(self) -> AbstractContextManager[Any]:
        """Hold this from looking up to committing: nobody else's change can come in between."""
        return self._lock

    @property
    def read_only(self) -> str:
        """Why nothing can be written, as a sentence; empty if it can."""
        return self._filing.read_only

    def get(self, uid: str) -> Record | None:
        """Return the record with this uid, if there is one."""
        return self._ask(lambda records: records.get(uid))

    def of_kind(self, kind: str) -> list[Record]:
        """Return all records of one kind, in the order they were made."""
        return self._ask(lambda records: records.of_kind(kind))

    def of_article(self, uid: str) -> list[Record]:
        """Return all annotations of the article whose record has this uid."""
        found = self.with_value("article", uid)
        return [record for record in found if record["kind"] == "annotation"]

    def with_value(self, field: str, value: str) -> list[Record]:
        """Return all records that have a value in a field, one of `LOOKUPS` of the catalogue."""
        return self._ask(lambda records: records.with_value(field, value))

    def counts(self) -> Counter[str]:
        """Count the records by kind."""
        return self._ask(lambda records: records.counts())

    def _ask(self, question: Callable[[Catalogue], Found]) -> Found:
        with self._lock:
            try:
                return question(self._filing.records)
            except MisfitError as misfit:
                log.warning("the index does not fit the file: %s", misfit)
                self._filing.reopen(indexed=False)
                return question(self._filing.records)
