-- For demonstrations: auctioneers' certificates as they may have been before
-- notice 2021-97, so that one issued then can be shown.  Invented, as its
-- sources say.  Never for a service that is open.
UPDATE seal SET valid_from = '2018-01-01', source = '样本：早期协会印章'
WHERE code = 'caa' AND valid_from = '2021-12-17';

INSERT INTO seal_scope (seal, qualification, valid_from, valid_until, source)
SELECT 'caa', '25', '2018-01-01', '2021-12-17', '样本：早期协会印章'
WHERE NOT EXISTS (SELECT 1 FROM seal_scope
    WHERE seal = 'caa' AND qualification = '25' AND valid_from < '2021-12-17');

INSERT INTO style (style, valid_from, valid_until, statement_zh, source)
SELECT style, '2018-01-01', valid_from, statement_zh, '样本：早期协会证书'
FROM style
WHERE style = 2 AND valid_from = '2021-12-17'
AND NOT EXISTS (SELECT 1 FROM style e
    WHERE e.style = 2 AND e.valid_from < '2021-12-17');

INSERT INTO qualification_edition (qualification, edition, valid_from,
    valid_until, style, style_from, seal, issuer, title_zh, title_en,
    authorities, statement_zh, source)
SELECT qualification, 2, '2018-01-01', valid_from, style, '2018-01-01', seal,
    issuer, title_zh, title_en, authorities, statement_zh, '样本：早期协会证书'
FROM qualification_edition
WHERE qualification = '25' AND edition = 1
AND NOT EXISTS (SELECT 1 FROM qualification_edition e
    WHERE e.qualification = '25' AND e.edition = 2);

INSERT INTO qualification_authority (qualification, edition, ordinal, name_zh)
SELECT qualification, 2, ordinal, name_zh
FROM qualification_authority
WHERE qualification = '25' AND edition = 1
ON DUPLICATE KEY UPDATE ordinal = VALUES(ordinal);

INSERT INTO qualification_variant (qualification, edition)
SELECT '25', 2
WHERE NOT EXISTS (SELECT 1 FROM qualification_variant
    WHERE qualification = '25' AND edition = 2);
