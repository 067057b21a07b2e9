-- Identifiers whose check character is wrong, of the list and in the dimension: unified social credit codes (GB 32100),
-- whose seventeen characters are weighted modulo 31, and organisation codes (GB 11714), eight of them modulo 11.
with

schemes (scheme, characters, weights, modulus) as (
    values
    (
        'uscc', '0123456789ABCDEFGHJKLMNPQRTUWXY',
        [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28], 31
    ),
    ('organisation_code', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', [3, 7, 9, 10, 5, 8, 4, 2], 11)
),

identifiers as (
    select scheme, value as identifier from {{ source('reference', 'unit_identifiers') }}
    union
    select scheme, identifier from {{ ref('dim_unit_identifier') }}
),

positions as (
    select
        identifiers.scheme,
        identifiers.identifier,
        schemes.characters,
        schemes.modulus,
        len(schemes.weights) as weighted_count,
        unnest(schemes.weights) as weight,
        unnest(range(1, len(schemes.weights) + 1)) as position
    from identifiers
    inner join schemes on identifiers.scheme = schemes.scheme
),

sums as (
    select
        scheme,
        identifier,
        any_value(characters) as characters,
        any_value(modulus) as modulus,
        any_value(weighted_count) as weighted_count,
        bool_and(strpos(characters, substr(identifier, position, 1)) > 0) as is_spelled,
        sum((strpos(characters, substr(identifier, position, 1)) - 1) * weight) as weighted_sum
    from positions
    group by scheme, identifier
),

expected as (
    select
        *,
        cast((modulus - weighted_sum % modulus) % modulus as integer) as remainder
    from sums
)

select scheme, identifier
from expected
where
    not is_spelled
    or length(identifier) <> weighted_count + 1
    or substr(identifier, weighted_count + 1, 1)
    <> if(scheme = 'organisation_code' and remainder = 10, 'X', substr(characters, remainder + 1, 1))
