"""Fine-tuning of the encoders, in an environment of its own: `make tune`. The product only loads what comes out."""
