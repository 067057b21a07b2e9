"""The numbers that the narrative (情况说明) of a document states.

lexicon.yml    the words: titles, verbs, nouns, units
lexicon.py     its shape, compiled
flow.py        lines joined to paragraphs, each character keeping its place on the page
sections.py    where the narrative begins and ends, and its headings
numbers.py     which numbers are stated, with their units
grammar.py     what a number is compared with, and its sign
subjects.py    what a number is about, and the code of its subject
run.py         all of it: `read_claims`

Put here: reading statements as they are printed. Keep out: whether a statement is true (sql/models/checks) and every
word of these texts (lexicon.yml).
"""
