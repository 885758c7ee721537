"""What streams are bound to: one connector per file, all of them in `registry`."""
