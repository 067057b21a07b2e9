select measure, name_zh, name_en, "order"
from {{ source('reference', 'measures') }}
