-- For administrators: a row is a key of a bureau.  fingerprint is SHA-256 in
-- hexadecimal, times are UTC, state is in-force, not-yet, expired or disabled.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW bureau_key_entry AS
SELECT k.bureau_key, b.code, LOWER(HEX(k.fingerprint)) AS fingerprint,
    k.valid_from, k.valid_until,
    CASE WHEN d.bureau_key IS NOT NULL THEN 'disabled'
	WHEN UTC_TIMESTAMP() < k.valid_from THEN 'not-yet'
	WHEN UTC_TIMESTAMP() >= k.valid_until THEN 'expired'
	ELSE 'in-force' END AS state
FROM bureau_key k
JOIN bureau b ON b.bureau = k.bureau
LEFT JOIN bureau_key_disabled d ON d.bureau_key = k.bureau_key;
