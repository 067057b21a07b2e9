"""What unpacks archives: one module a format, and the limits that all share. `scrapers.archives` chooses."""
