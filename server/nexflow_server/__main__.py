"""`python -m nexflow_server` is `nexflow-lsp`."""

from nexflow_server.start import nexflow_lsp

raise SystemExit(nexflow_lsp())
