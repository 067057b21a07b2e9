select region_code, name_zh, level, parent_region_code
from {{ source('reference', 'regions') }}
