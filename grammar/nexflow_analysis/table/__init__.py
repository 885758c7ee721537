"""What can be proven of a decision table: exactly, over sets of values, without sampling."""
