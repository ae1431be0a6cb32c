"""The rows behind a list of articles: filtered and sorted in slices, however many there are.

Rows stand in blocks, in the order they are listed in. A block has the words of its rows joined in
one text, which is searched as a whole. Where a row is inserted, only its block changes.
"""

from bisect import bisect, bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import merge
from itertools import accumulate, islice
from time import perf_counter

from annotations.models import Listing
from tui.widgets.article_order import SortBy, haystack, order_key, path_in, wanted_words

BLOCK = 512
"""Rows that stand together; a block that gets twice as many is split."""

_DONE = object()


class Block:
    """Some neighbouring rows.

    Attributes:
        paths: The rows, in order.
        number: Which of the blocks it is.
    """

    __slots__ = ("_starts", "_text", "number", "paths")

    def __init__(self, paths: list[str]) -> None:
        """Take in the rows; what they say is read when it is searched."""
        self.paths = paths
        self.number = 0
        self.forget()

    def forget(self) -> None:
        """Have what the rows say read anew: it has changed."""
        self._text: str | None = None
        self._starts: list[int] = []

    def leave(self, keeps: Callable[[str], bool]) -> None:
        """Keep only some of the rows."""
        self.paths = list(filter(keeps, self.paths))
        self.forget()

    def read(self, rows: dict[str, Listing]) -> str:
        """Join what the rows say, a line each."""
        if self._text is None:
            lines = [haystack(rows[path]) for path in self.paths]
            self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
            self._text = "\n".join(lines)
        return self._text

    def search(self, words: Sequence[str], rows: dict[str, Listing]) -> Iterator[str]:
        """Go through the rows that say all of the words; the first word had better be rare."""
        text = self.read(rows)
        starts, (first, *others) = self._starts, words
        found = text.find(first)
        while found >= 0:
            index = bisect_right(starts, found) - 1
            start, end = starts[index], starts[index + 1]
            if all(text.find(word, start, end) >= 0 for word in others):
                yield self.paths[index]
            found = text.find(first, end)


class Roster:
    """All rows, and those of them that are shown, in order.

    Filtering and sorting are begun by `find` and `sort` and done by `work`, a slice at a time.
    What is shown grows while a filter goes through the rows; the old order stays until the new
    one is there. A row that changes stays where it is.

    Attributes:
        rows: All rows by their paths.
        order: What they are ordered by, or are going to be.
        words: What is looked for.
    """

    def __init__(self) -> None:
        """Begin without rows."""
        self.rows: dict[str, Listing] = {}
        self.order = SortBy.NAME
        self.words: tuple[str, ...] = ()
        self._blocks: list[Block] = []
        self._block_of: dict[str, Block] = {}
        self._ends: list[int] = []
        self._hits: list[str] = []
        self._searched = 0
        self._search: Iterator[None] | None = None
        self._sort: Iterator[None] | None = None

    # What is shown

    @property
    def count(self) -> int:
        """How many rows are shown so far."""
        return len(self._hits) if self.words else len(self.rows)

    @property
    def is_searching(self) -> bool:
        """Whether rows that are to be shown may still be missing."""
        return self._search is not None

    @property
    def is_sorting(self) -> bool:
        """Whether the rows are still in an order of before."""
        return self._sort is not None

    @property
    def is_busy(self) -> bool:
        """Whether `work` has something left to do."""
        return self.is_searching or self.is_sorting

    def at(self, index: int) -> str:
        """Get the path of a row that is shown."""
        if self.words:
            return self._hits[index]
        number = bisect(self._ends, index)
        return self._blocks[number].paths[index - (self._ends[number - 1] if number else 0)]

    def shows(self, path: str) -> bool:
        """Tell whether there is such a row, and the filter lets it pass."""
        row = self.rows.get(path)
        return row is not None and self._passes(row)

    def place(self, path: str) -> int | None:
        """Find where a row is shown; None if it is not, or not yet."""
        if path not in self.rows:
            return None
        if not self.words:
            number, index = self._spot(path)
            return index + (self._ends[number - 1] if number else 0)
        index = bisect_left(self._hits, self._spot(path), key=self._spot)
        return index if self._hits[index : index + 1] == [path] else None

    # The rows

    def add(self, rows: Sequence[Listing]) -> None:
        """Take in more rows, in natural order; those that are there already are changed."""
        known = [row for row in rows if row.path in self.rows]
        if known:
            self.update(known)
            rows = [row for row in rows if row.path not in self.rows]
        if not rows:
            return
        self.rows.update((row.path, row) for row in rows)
        key = order_key(self.order)
        last = self.rows[self._blocks[-1].paths[-1]] if self._blocks else None
        is_next = last is None or key(last) < key(rows[0])
        if self.order is SortBy.NAME and self._sort is None and is_next:
            self._append([row.path for row in rows])
        else:
            for row in rows:
                self._insert(row)
        self._count()

    def remove(self, paths: Collection[str]) -> None:
        """Take rows out."""
        gone = {path for path in paths if path in self.rows}
        for block in {self._block_of[path] for path in gone}:
            block.leave(lambda path: path not in gone)
        for path in gone:
            del self.rows[path], self._block_of[path]
        if gone:
            self._hits = [path for path in self._hits if path not in gone]
            empty = [block.number for block in self._blocks if not block.paths]
            self._searched -= sum(number < self._searched for number in empty)
            self._blocks = [block for block in self._blocks if block.paths]
            self._count()
            if self._sort is not None:
                self.sort(self.order)

    def update(self, rows: Iterable[Listing]) -> None:
        """Take in what changed of rows that are there; they stay where they are."""
        for row in rows:
            old = self.rows.get(row.path)
            if old is None:
                continue
            self.rows[row.path] = row
            if (old.title, old.source, old.tags) != (row.title, row.source, row.tags):
                self._block_of[row.path].forget()

    # Filter and order

    def find(self, text: str) -> None:
        """Begin to look for the rows that contain all words of a text, in whatever case."""
        words = wanted_words(text)
        sample = self._blocks[len(self._blocks) // 2].read(self.rows) if self._blocks else ""
        self.words = tuple(sorted(words, key=lambda word: (sample.count(word), -len(word))))
        self._hits, self._searched = [], 0
        self._search = self._searching() if self.words else None

    def sort(self, order: SortBy) -> None:
        """Begin to order all rows, by what they say now."""
        self.order = order
        self._sort = self._sorting()

    def work(self, seconds: float, enough: int | None = None) -> bool:
        """Go on with what was begun, for so long.

        Args:
            seconds: How long about; there may be no more to do before.
            enough: How many rows that are shown are enough; None for all.

        Returns:
            Whether something is left to be done.
        """
        until = perf_counter() + seconds
        while self.is_busy:
            if enough is not None and self._search and len(self._hits) >= enough:
                break
            self._step()
            if perf_counter() >= until:
                break
        return self.is_busy

    def _step(self) -> None:
        if self._search is not None:
            if next(self._search, _DONE) is _DONE:
                self._search = None
        elif self._sort is not None and next(self._sort, _DONE) is _DONE:
            self._sort = None

    def _searching(self) -> Iterator[None]:
        while self._searched < len(self._blocks):
            block = self._blocks[self._searched]
            self._searched += 1
            self._hits += block.search(self.words, self.rows)
            yield

    def _sorting(self) -> Iterator[None]:
        """Sort the rows of each block, then merge these; no step takes long."""
        key = order_key(self.order)
        runs = []
        for block in list(self._blocks):
            runs.append(sorted(key(self.rows[path]) for path in block.paths))
            yield
        merged = map(path_in, merge(*runs))
        blocks: list[Block] = []
        block_of: dict[str, Block] = {}
        while paths := list(islice(merged, BLOCK)):
            blocks.append(Block(paths))
            blocks[-1].read(self.rows)
            block_of.update(dict.fromkeys(paths, blocks[-1]))
            yield
        self._take_over(blocks, block_of)

    def _take_over(self, blocks: list[Block], block_of: dict[str, Block]) -> None:
        """Have the rows in their new order, with those that came while it was made."""
        self._sort = None
        self._blocks, self._block_of = blocks, block_of
        self._count()
        self._hits, self._searched = [], 0
        self._search = self._searching() if self.words else None
        if len(block_of) < len(self.rows):
            for path in self.rows.keys() - block_of.keys():
                self._insert(self.rows[path])
            self._count()

    # Within

    def _append(self, paths: list[str]) -> None:
        """Put rows after all others; blocks that are full are made ready to be searched."""
        have_searched = bool(self.words) and self._searched == len(self._blocks)
        while paths:
            if not self._blocks or len(self._blocks[-1].paths) >= BLOCK:
                self._blocks.append(Block([]))
                self._blocks[-1].number = len(self._blocks) - 1
            block = self._blocks[-1]
            room = BLOCK - len(block.paths)
            taken, paths = paths[:room], paths[room:]
            block.paths += taken
            block.forget()
            self._block_of.update(dict.fromkeys(taken, block))
            if block.number < self._searched or have_searched:
                self._hits += [path for path in taken if self._passes(self.rows[path])]
            if paths:
                block.read(self.rows)
        if have_searched:
            self._searched = len(self._blocks)

    def _insert(self, row: Listing) -> None:
        key = order_key(self.order)
        wanted = key(row)
        if not self._blocks:
            self._append([row.path])
            return
        last = bisect(self._blocks, wanted, key=lambda block: key(self.rows[block.paths[-1]]))
        block = self._blocks[min(last, len(self._blocks) - 1)]
        block.paths.insert(
            bisect(block.paths, wanted, key=lambda path: key(self.rows[path])), row.path
        )
        block.forget()
        self._block_of[row.path] = block
        if len(block.paths) >= 2 * BLOCK:
            self._split(block)
        if self.words and block.number < self._searched and self._passes(row):
            spot = self._spot(row.path)
            self._hits.insert(bisect_left(self._hits, spot, key=self._spot), row.path)

    def _split(self, block: Block) -> None:
        half = Block(block.paths[BLOCK:])
        block.paths = block.paths[:BLOCK]
        self._blocks.insert(block.number + 1, half)
        self._block_of.update(dict.fromkeys(half.paths, half))
        self._searched += block.number < self._searched
        self._count()

    def _count(self) -> None:
        """Take in that blocks have other rows, or other places."""
        for number, block in enumerate(self._blocks):
            block.number = number
        self._ends = list(accumulate(len(block.paths) for block in self._blocks))

    def _spot(self, path: str) -> tuple[int, int]:
        block = self._block_of[path]
        return block.number, block.paths.index(path)

    def _passes(self, row: Listing) -> bool:
        if not self.words:
            return True
        said = haystack(row)
        return all(word in said for word in self.words)
