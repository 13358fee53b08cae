"""A list to choose from."""

from textual.style import Style
from textual.widgets import OptionList

_HIGHLIGHTED = "option-list--option-highlighted"


class Choices(OptionList):
    """An OptionList whose highlighted line may be reversed, as it must be where there are no colours."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Textual's own forgets that attribute, of all (8.2.8: `Widget.get_visual_style`)."""
        style = super().get_visual_style(*component_classes, partial=partial)
        if _HIGHLIGHTED in component_classes and self.get_component_styles(_HIGHLIGHTED).text_style.reverse:
            style += Style(reverse=True)
        return style
