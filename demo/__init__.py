"""The embedded demonstration: disclosures typeset from known figures, and portals on loopback that publish them.

Put here: what makes, serves and runs the demonstration; its figures are files of `data/`.
Keep out: anything a real run needs. The demonstration imports nothing of the other packages but what `run` calls.
"""
