"""How pages of portals are read, whatever their family: dates, links, entries, attachments, pagers, kinds of page.

Put here: what several families do alike, as functions of a page.
Keep out: what only one family does (its module), requests, and facts of single portals.
"""
