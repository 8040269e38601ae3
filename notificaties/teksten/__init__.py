"""The texts of messages: those that ship, those of the municipality, and how they are filled in."""
