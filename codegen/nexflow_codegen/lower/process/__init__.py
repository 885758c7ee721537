"""`process`: a Flink job, its connectors and its local runner; a file per construct."""
