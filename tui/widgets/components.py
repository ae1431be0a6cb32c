"""Component classes that are styled when they are first asked for."""

from functools import cache

from textual.css.styles import RenderStyles
from textual.dom import DOMNode

from tui.widgets.kept import KeptLines


class StyledOnDemand(KeptLines):
    """A widget with many component classes, of which a frame shows few.

    Textual matches every component class against the stylesheet each time the widget's own style
    may have changed: at a start twice, before anything is shown. Here that is done for those that
    are asked for, and again after a change.
    """

    @classmethod
    @cache  # as Textual has it
    def _get_component_classes(cls) -> frozenset[str]:
        return frozenset()

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Return the styles of some component classes together."""
        for name in names:
            if name not in self._component_styles:
                node = DOMNode(classes=name)
                node._attach(self)
                self.app.stylesheet.apply(node)
                self._component_styles[name] = node.styles
        return super().get_component_styles(*names)

    def notify_style_update(self) -> None:
        """Forget the styles, and paint anew with what they are now."""
        super().notify_style_update()
        if self._component_styles:
            self._component_styles.clear()
            self.refresh()
