-- The indicators, from the headers of their own files.
{{ catalogue('ind_', ['indicator_id', 'title_zh', 'title_en', 'unit', 'grain', 'formula', 'meaning', 'source']) }}
