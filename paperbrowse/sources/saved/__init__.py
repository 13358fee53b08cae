"""Pages of Daily Papers that the reader saved, in whatever form; the front door is `page`."""
