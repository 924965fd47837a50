"""What a message says, read exactly: amounts, loans, answers, what is mentioned."""
