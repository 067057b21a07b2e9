"""What the text of a document says besides its numbers, and how its numbers belong together.

words.yml    the words: template text, purposes, lists of items, directions
words.py     its shape, compiled
mention.py   the record of something the text says
places.py    claims found again in their paragraphs
reasons.py   which change a stated reason explains a part of
items.py     items of expenditure that are named as having been spent
purposes.py  what an item was used for, and how its final amount compares with its budget
wording.py   words that a finished text does not hold, and words it lacks
identity.py  years and units that the text names
contents.py  the table of contents beside the body
form_texts.py  what the words of a self-evaluation form say of its money
read.py      all of it: `read_narrative`

Put here: reading what is printed. Keep out: whether it is true (sql/models/checks), numbers (normalize.claims) and
every word of these texts (words.yml).
"""
