"""From a stored document to grids: the only package that imports camelot and pdfium."""
