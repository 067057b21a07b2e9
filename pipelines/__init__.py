"""From stored documents to shards: extraction, normalization and the Dagster definitions that run them."""
