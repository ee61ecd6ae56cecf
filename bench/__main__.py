"""`python -m bench` measures everything; `python -m bench bench.queue` one module."""

import sys

from bench.run import MEASURED, main

sys.exit(main(tuple(sys.argv[1:]) or MEASURED))
