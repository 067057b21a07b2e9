select change_year, change_kind, from_region_code, from_name_zh, to_region_code, to_name_zh, source
from {{ source('reference', 'region_changes') }}
