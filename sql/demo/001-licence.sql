-- Invented GB 32100 and GB/T 36904 codes for demonstrations, so that licence
-- identifiers can be shown: well-formed, with the right check characters, and
-- saying YANGBEN (样本, specimen).  Never for a service that is open.
UPDATE qualification_edition
SET licence_type = CONCAT('11100000YANGBEN00L0', qualification),
    licence_issuer = CASE seal
	WHEN 'caa' THEN '51100000YANGBEN252'
	WHEN 'cnaec' THEN '51100000YANGBEN265'
	WHEN 'cas' THEN '51100000YANGBEN278'
	WHEN 'cirea' THEN '51100000YANGBEN28B'
	WHEN 'jtzyzg' THEN '12100000YANGBEN29F'
	WHEN 'cctaa' THEN '51100000YANGBEN30K'
	WHEN 'cba' THEN '51100000YANGBEN31N'
	ELSE '11100000YANGBEN00L' END
WHERE licence_type IS NULL;
