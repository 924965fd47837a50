"""What protects the user before anything else is said."""
