"""What counting costs when many cases have been counted: closing the newest month, counting all again, exact counts.

`BENCH_COUNTED_CASES` cases (100,000; a million takes some minutes) lie in the thirteen months before; their bookings are
made from their milestones in bulk, and the ledgers, figures and totals from the bookings. The newest month is closed by
the product itself, and so is the recount.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
