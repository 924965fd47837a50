"""What the bot does: thin Rasa actions around the account client and the diagnosis."""
