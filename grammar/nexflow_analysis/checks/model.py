"""What a check is."""

from __future__ import annotations

from collections.abc import Callable

from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_analysis.table.budget import Budget
from nexflow_grammar.source_file import Segment

Check = Callable[[Segment, Lookup, Reporter], None]
SlowCheck = Callable[[Segment, Lookup, Reporter, Budget], None]
