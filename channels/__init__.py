"""The ways in: who is speaking is proven here, and nowhere else."""
