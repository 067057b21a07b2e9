"""`make bench`: how fast, how heavy, how well side by side; the report is docs/benchmarks.md.

Put here: `measure.py`, what the subjects share; `__main__.py`, which runs them; `subjects/`, one file a subject.
Keep out: accuracy of what a number means (that is `make accuracy`).

One more subject is one file in `subjects/`: a docstring, `ORDER` (its place in the report) and `sections(bench)`, which
measures and yields the sections of the report. It is registered nowhere else.
"""
