"""Messages and calendar feeds: confirmations, reminders, letters.

It may import `afspraken` and hears of bookings by signal; nobody imports it.
"""
