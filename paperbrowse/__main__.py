"""`python -m paperbrowse` is the same as `paperbrowse`."""

import sys

from .cli import main

sys.exit(main())
