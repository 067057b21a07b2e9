-- The checks, from the headers of their own files.
{{ catalogue('chk_', ['check_id', 'title_zh', 'title_en', 'severity', 'tolerance', 'source']) }}
