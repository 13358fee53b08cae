"""Markdown as blocks of a sheet. Loads markdown-it: imported when a full text or a comment is first shown, in a thread."""
