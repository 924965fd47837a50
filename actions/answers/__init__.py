"""What the user is told about his own account: why, when, what next, what if."""
