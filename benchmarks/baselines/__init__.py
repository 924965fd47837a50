"""What the pipeline is compared with; each contestant trains and answers in processes of its own."""
