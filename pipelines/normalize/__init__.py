"""From grids and lines to amounts, tables and findings: where printed things get their meaning."""
