"""`python -m adapters` is `oops`."""

import sys

from adapters.cli import main

sys.exit(main())
