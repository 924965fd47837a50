"""The interface's addresses, one module a topic."""
