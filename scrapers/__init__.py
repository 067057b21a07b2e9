"""From a portal to a stored document and a record of each look at it."""
