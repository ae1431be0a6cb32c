"""Commands that set tags and take them off."""

from tui.commands.base import OnTarget, Where
from tui.screens.main import MainScreen


class Tag(OnTarget):
    """Set tags with the picker."""

    name, keys, hint = "tag", "t", "tag"
    help = "tag the selection, else the sentence; in the list, the article"
    helps = {
        Where.LIST: "tag the article, or all marked rows",
        Where.READER: "tag the selection, else the sentence",
        Where.INSPECTOR: "tag the annotation",
    }

    def run(self, desk: MainScreen) -> None:
        """Open the picker."""
        desk.converse(self._pick(desk))

    async def _pick(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.tag_picker import TagPicker

        aims, first = desk.aims()
        mark = desk.inspected()
        picked = await desk.app.push_screen_wait(TagPicker(desk.library.tags(), aims, first))
        if picked is None:
            return
        if not picked.names:
            desk.report(None, "These tags are set there already.")
            return
        if mark is not None:
            act = desk.library.tag_annotation(mark.uid, picked.names)
        else:
            act = desk.library.tag(desk.targets(picked.target), picked.names)
        desk.last_tags = picked.names
        self.report(desk, act)


class QuickTag(OnTarget):
    """Set or take off the tag that has this number for a key."""

    palette = False

    def __init__(self, number: int) -> None:
        """Declare the key."""
        self.name, self.keys = f"quick-tag-{number}", str(number)
        self.help = "set the quick tag of this number, or take it off"
        self._number = number

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be such a tag."""
        if all(tag.key != self._number for tag in desk.library.tags()):
            return f"No tag has the key {self._number} yet; the first nine tags get one."
        return super().unavailable(desk)

    def run(self, desk: MainScreen) -> None:
        """Turn it on or off."""
        library, mark = desk.library, desk.inspected()
        tag = next(tag for tag in library.tags() if tag.key == self._number)
        if mark is not None:
            act = library.tag_annotation(mark.uid, [tag.name])
            done = act or library.untag(mark.uid, tag)
        else:
            targets = desk.targets(desk.target())
            act = library.tag(targets, [tag.name])
            done = act or library.toggle(targets, tag)
        self.report(desk, done)
        if act is not None:
            desk.last_tags = (tag.name,)


class Again(OnTarget):
    """Repeat the last tagging."""

    name, keys, hint = "tag-again", ".", "same tags"
    help = "set the tags that were set last once more"

    def unavailable(self, desk: MainScreen) -> str | None:
        """Something must have been tagged."""
        if not desk.last_tags:
            return f"Nothing was tagged yet in this run; {desk.guide.key('tag')} tags."
        return super().unavailable(desk)

    def run(self, desk: MainScreen) -> None:
        """Tag."""
        mark = desk.inspected()
        if mark is not None:
            act = desk.library.tag_annotation(mark.uid, desk.last_tags)
        else:
            act = desk.library.tag(desk.targets(desk.target()), desk.last_tags)
        self.report(desk, act, "" if act else "These tags are set there already.")


TAGGING = (Tag(), *(QuickTag(number) for number in range(1, 10)), Again())
