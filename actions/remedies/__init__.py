"""Remedies that are done in the chat, step by step: one procedure a file, all driven by the form `remedy_form`."""
