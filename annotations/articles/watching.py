"""Files that come, change or go while the program runs."""

import logging
import os
from collections.abc import Callable, Iterator

from annotations.articles.collection import Collection

_logger = logging.getLogger(__name__)

POLL_MILLISECONDS = 5000
"""How often all files are looked at where the system does not tell of changes."""


class _Over:
    """Tells the watcher when to end."""

    def __init__(self, is_over: Callable[[], bool]) -> None:
        self.is_set = is_over


def watch(collection: Collection, is_over: Callable[[], bool]) -> Iterator[set[str] | None]:
    """Wait for changes of a collection's files, for ever; tells which, or None for any.

    Where the system does not tell of changes, all files are looked at from time to time.

    Args:
        collection: The files.
        is_over: Asked several times a second whether to end.

    Raises:
        OSError: The files cannot be watched, or not any more.
    """
    try:
        yield from _changes(collection, is_over, polls=False)
    except (OSError, RuntimeError) as error:
        _logger.warning("the files are looked at from time to time: %s", error)
        yield None
        try:
            yield from _changes(collection, is_over, polls=True)
        except RuntimeError as trouble:
            raise OSError(str(trouble)) from trouble


def _changes(
    collection: Collection, is_over: Callable[[], bool], *, polls: bool
) -> Iterator[set[str] | None]:
    from watchfiles import watch as watch_files

    told = watch_files(
        *collection.named,
        watch_filter=None,
        stop_event=_Over(is_over),
        force_polling=polls or None,
        poll_delay_ms=POLL_MILLISECONDS,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    named = set(map(str, collection.named))
    for changes in told:
        files = {file for _, file in changes if not _is_hidden(collection, file)}
        listed, others = set(), []
        for file in files:
            path = collection.path_of(file)
            if collection.lists(path) and (file not in named or os.path.isfile(file)):  # noqa: PTH113
                listed.add(path)
            else:
                others.append(file)
        # What is no file of ours may be a folder, with files in it that nothing is told of.
        if any(map(_may_be_folder, others)):
            yield None
        elif listed:
            yield listed


def _is_hidden(collection: Collection, file: str) -> bool:
    inside = file.removeprefix(str(collection.root))
    return any(part.startswith(".") for part in inside.split("/"))


def _may_be_folder(file: str) -> bool:
    return os.path.isdir(file) or not os.path.lexists(file)  # noqa: PTH112
