select region_code, name_zh, valid_from_year, valid_to_year, source
from {{ source('reference', 'regions') }}
