"""The project file: what `nexflow.toml` says, and where."""
