"""The intermediate representation: what to generate, every decision taken, before it is Java text."""
