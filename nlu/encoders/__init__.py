"""Sentence encoders: each turns texts into one vector a text. Weights come inside packages, nothing is downloaded."""
