"""From shards to a published release: load, build with dbt, publish, describe."""
