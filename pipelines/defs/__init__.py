"""Dagster's definitions: thin assets, checks, schedules and resources, loaded as a folder.

Put here: what Dagster has to know of a stage: its key, what it reads, its metadata, how it is retried.
Keep out: the stages themselves; an asset calls one function of `pipelines` and reports what came out.
"""
