"""Measurements: `make bench`. Read the ratios, not the absolute figures."""
