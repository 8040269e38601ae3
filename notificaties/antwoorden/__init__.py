"""What a customer answers by SMS, and what follows from it."""
