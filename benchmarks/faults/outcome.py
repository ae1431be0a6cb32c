"""What came out of one fault, provoked many times."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """Figures of one fault.

    Attributes:
        trials: How many times it was provoked.
        acknowledged: Writes that were said to be saved, over all trials.
        lost: Trials after which one of those was missing, or half a batch was there.
        unreadable: Trials after which the file did not open, or was no JSON once saved anew.
        untold: Trials in which the analyst was not told what she should have been.
        seconds: How long it all took.
        details: What went wrong, with an example of each sort.
        counts: Anything else worth counting.
    """

    trials: int = 0
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    untold: int = 0
    seconds: float = 0.0
    details: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def failed(self) -> bool:
        """Whether anything went wrong."""
        return bool(self.lost or self.unreadable or self.untold)

    def lose(self, detail: str) -> None:
        """Note that something was lost."""
        self.lost += 1
        self.details.append(f"lost: {detail}")

    def misread(self, detail: str) -> None:
        """Note that a file could not be read."""
        self.unreadable += 1
        self.details.append(f"unreadable: {detail}")

    def keep_silent(self, detail: str) -> None:
        """Note that the analyst was not told."""
        self.untold += 1
        self.details.append(f"not told: {detail}")

    def __iadd__(self, other: "Outcome") -> "Outcome":
        """Add what another process found meanwhile."""
        self.trials += other.trials
        self.acknowledged += other.acknowledged
        self.lost += other.lost
        self.unreadable += other.unreadable
        self.untold += other.untold
        self.seconds = max(self.seconds, other.seconds)
        self.details += other.details
        self.counts += other.counts
        return self
