"""`python -m nexflow_server` is `nexflow-lsp`."""

from nexflow_server.commands.nexflow_lsp import main

raise SystemExit(main())
