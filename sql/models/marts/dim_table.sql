select table_id, name_zh, name_en, "order"
from {{ source('reference', 'tables') }}
