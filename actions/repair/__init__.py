"""When the talk itself needs care: asking back, small talk, a person."""
