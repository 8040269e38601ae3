"""What goes out over HTTP, calendars, and what comes in: the word of SMS providers."""
