"""The panes of the screens. Attributes come down, messages go up."""
