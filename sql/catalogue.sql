-- The catalogue as notice 2021-97 (人社厅发〔2021〕97号) has it: 31
-- qualifications, two styles, their seals; the code lists; and what a copy may
-- be made for.  May be run
-- again at any time: it adds what is missing and leaves what an operator has
-- since edited.

INSERT INTO id_type (code, name_zh, source) VALUES
	('111', '居民身份证', 'GB/T 36903, annex A'),
	('114', '解放军军官证', 'GB/T 36903, annex A'),
	('115', '武警警官证', 'GB/T 36903, annex A'),
	('118', '解放军士兵证', 'GB/T 36903, annex A'),
	('119', '武警士兵证', 'GB/T 36903, annex A'),
	('120', '解放军文职人员证', 'GB/T 36903, annex A'),
	('122', '武警文职人员证', 'GB/T 36903, annex A'),
	('411', '外交护照', 'GB/T 36903, annex A'),
	('412', '公务护照', 'GB/T 36903, annex A'),
	('413', '公务普通护照', 'GB/T 36903, annex A'),
	('414', '普通护照', 'GB/T 36903, annex A'),
	('511', '台湾居民来往大陆通行证', 'GB/T 36903, annex A'),
	('516', '港澳居民来往内地通行证', 'GB/T 36903, annex A'),
	('553', '外国人永久居留身份证', 'GA/T 517'),
	('999', '其他自然人证件', 'GB/T 36903, annex A')
ON DUPLICATE KEY UPDATE code = VALUES(code);

INSERT INTO province (code, name_zh, source) VALUES
	('11', '北京市', 'GB/T 2260'), ('12', '天津市', 'GB/T 2260'),
	('13', '河北省', 'GB/T 2260'), ('14', '山西省', 'GB/T 2260'),
	('15', '内蒙古自治区', 'GB/T 2260'), ('21', '辽宁省', 'GB/T 2260'),
	('22', '吉林省', 'GB/T 2260'), ('23', '黑龙江省', 'GB/T 2260'),
	('31', '上海市', 'GB/T 2260'), ('32', '江苏省', 'GB/T 2260'),
	('33', '浙江省', 'GB/T 2260'), ('34', '安徽省', 'GB/T 2260'),
	('35', '福建省', 'GB/T 2260'), ('36', '江西省', 'GB/T 2260'),
	('37', '山东省', 'GB/T 2260'), ('41', '河南省', 'GB/T 2260'),
	('42', '湖北省', 'GB/T 2260'), ('43', '湖南省', 'GB/T 2260'),
	('44', '广东省', 'GB/T 2260'), ('45', '广西壮族自治区', 'GB/T 2260'),
	('46', '海南省', 'GB/T 2260'), ('50', '重庆市', 'GB/T 2260'),
	('51', '四川省', 'GB/T 2260'), ('52', '贵州省', 'GB/T 2260'),
	('53', '云南省', 'GB/T 2260'), ('54', '西藏自治区', 'GB/T 2260'),
	('61', '陕西省', 'GB/T 2260'), ('62', '甘肃省', 'GB/T 2260'),
	('63', '青海省', 'GB/T 2260'), ('64', '宁夏回族自治区', 'GB/T 2260'),
	('65', '新疆维吾尔自治区', 'GB/T 2260'),
	('66', '新疆生产建设兵团', 'examination practice'),
	('71', '台湾省', 'GB/T 2260'), ('81', '香港特别行政区', 'GB/T 2260'),
	('82', '澳门特别行政区', 'GB/T 2260')
ON DUPLICATE KEY UPDATE code = VALUES(code);

INSERT INTO reason_class (code, kind, sentence_zh, sentence_en) VALUES
	('under-review', 'suspend', '证书正在核查。',
	    'The certificate is under review.'),
	('suspended-by-decision', 'suspend', '依据处理决定暂停使用。',
	    'Suspended by a decision.'),
	('review-closed', 'reinstate', '核查结束，恢复使用。',
	    'The review is closed; the certificate is in force again.'),
	('obtained-improperly', 'revoke', '以不正当手段取得。',
	    'The certificate was obtained by improper means.'),
	('issued-in-error', 'revoke', '制发有误。',
	    'The certificate was issued in error.'),
	('revoked-by-decision', 'revoke', '依据处理决定撤销。',
	    'Revoked by a decision.'),
	('record-corrected', 'correct', '登记信息已更正。',
	    'What was registered has been corrected.'),
	('holder-changed', 'correct', '持证人信息已变更。',
	    'The particulars of the holder have changed.')
ON DUPLICATE KEY UPDATE code = VALUES(code);

-- Paragraph 1 names the ministry's seal and its first day; paragraph 3 speaks
-- of the seals of the associations and bodies.
INSERT INTO seal (code, name_zh, valid_from, source) VALUES
	('mohrss-zyzg', '中华人民共和国人力资源和社会保障部专业技术人员职业资格证书专用章',
	    '2021-12-17', '人社厅发〔2021〕97号，一'),
	('caa', '中国拍卖行业协会', '2021-12-17', '人社厅发〔2021〕97号，三'),
	('cnaec', '中国工程咨询协会', '2021-12-17', '人社厅发〔2021〕97号，三'),
	('cas', '中国资产评估协会', '2021-12-17', '人社厅发〔2021〕97号，三'),
	('cirea', '中国房地产估价师与房地产经纪人学会',
	    '2021-12-17', '人社厅发〔2021〕97号，三'),
	('jtzyzg', '交通运输部职业资格中心', '2021-12-17', '人社厅发〔2021〕97号，三'),
	('cctaa', '中国注册税务师协会', '2021-12-17', '人社厅发〔2021〕97号，三'),
	('cba', '中国银行业协会', '2021-12-17', '人社厅发〔2021〕97号，三'),
	-- Of no qualification: it seals what the service itself says.
	('service', '电子证书查询验证专用章', '2021-12-17',
	    '核验报告和批量查询摘要（ecert.conf: report_seal）')
ON DUPLICATE KEY UPDATE code = VALUES(code);

-- The annex.  {authorities} begins with the name of the state, once; {ability}
-- is the name without 职业资格.
INSERT INTO style (style, valid_from, statement_zh, source)
SELECT n.style, n.valid_from, n.statement_zh, n.source
FROM (
	SELECT 1 AS style, DATE '2021-12-17' AS valid_from,
	    '本证书由{authorities}批准颁发，表明持证人通过国家统一组织的考试，取得{title}。'
	    AS statement_zh, '人社厅发〔2021〕97号，附件样式1' AS source
	UNION ALL
	SELECT 2, DATE '2021-12-17',
	    '本证书由{authorities}监制，{issuer}颁发，表明持证人通过国家统一组织的考试，具有{ability}的职业水平和能力。',
	    '人社厅发〔2021〕97号，附件样式2'
) n
WHERE NOT EXISTS (SELECT 1 FROM style s WHERE s.style = n.style);

-- Names, order, levels and styles are the notice's; authorities follow the
-- national directory of qualifications; English titles are working ones.
-- levels and specialties: names joined with ;  A specialty of its own levels
-- has them after a colon.
DROP TEMPORARY TABLE IF EXISTS notice;
CREATE TEMPORARY TABLE notice (
	code		CHAR(2) NOT NULL PRIMARY KEY,
	paragraph	TINYINT UNSIGNED NOT NULL,
	ordinal		TINYINT UNSIGNED NOT NULL,
	name_zh		VARCHAR(100) NOT NULL,
	levels		VARCHAR(100) NOT NULL,
	title_en	VARCHAR(200) NOT NULL,
	authorities	VARCHAR(400) NOT NULL COMMENT 'after the ministry itself',
	seal		VARCHAR(32) NOT NULL,
	specialties	VARCHAR(400) NOT NULL DEFAULT ''
);

INSERT INTO notice (code, paragraph, ordinal, name_zh, levels, title_en,
    authorities, seal) VALUES
	('01', 2, 1, '注册城乡规划师', '', 'Registered Urban and Rural Planner',
	    '自然资源部', 'mohrss-zyzg'),
	('02', 2, 2, '注册测绘师', '', 'Registered Surveyor',
	    '自然资源部', 'mohrss-zyzg'),
	('03', 2, 3, '注册核安全工程师', '', 'Registered Nuclear Safety Engineer',
	    '生态环境部', 'mohrss-zyzg'),
	('04', 2, 4, '注册建筑师', '一级;二级', 'Registered Architect',
	    '住房和城乡建设部', 'mohrss-zyzg'),
	('05', 2, 5, '监理工程师', '', 'Supervision Engineer',
	    '住房和城乡建设部;交通运输部;水利部', 'mohrss-zyzg'),
	('06', 2, 6, '造价工程师', '一级', 'Cost Engineer',
	    '住房和城乡建设部;交通运输部;水利部', 'mohrss-zyzg'),
	('07', 2, 7, '建造师', '一级', 'Constructor',
	    '住房和城乡建设部', 'mohrss-zyzg'),
	('08', 2, 8, '勘察设计注册工程师', '', 'Registered Engineer of Survey and Design',
	    '住房和城乡建设部', 'mohrss-zyzg'),
	('09', 2, 9, '注册验船师', '', 'Registered Ship Surveyor',
	    '交通运输部;农业农村部', 'mohrss-zyzg'),
	('10', 2, 10, '护士执业资格', '', 'Licensed Nurse',
	    '国家卫生健康委员会', 'mohrss-zyzg'),
	('11', 2, 11, '注册安全工程师', '中级', 'Certified Safety Engineer',
	    '应急管理部', 'mohrss-zyzg'),
	('12', 2, 12, '注册消防工程师', '一级', 'Certified Fire Protection Engineer',
	    '应急管理部', 'mohrss-zyzg'),
	('13', 2, 13, '注册计量师', '一级;二级', 'Registered Metrologist',
	    '国家市场监督管理总局', 'mohrss-zyzg'),
	('14', 2, 14, '执业药师', '', 'Licensed Pharmacist',
	    '国家药品监督管理局', 'mohrss-zyzg'),
	('15', 2, 15, '社会工作者职业资格', '初级;中级;高级', 'Social Worker',
	    '民政部', 'mohrss-zyzg'),
	('16', 2, 16, '经济专业技术资格', '初级;中级', 'Economic Professional',
	    '', 'mohrss-zyzg'),
	('17', 2, 17, '环境影响评价工程师', '',
	    'Environmental Impact Assessment Engineer', '生态环境部', 'mohrss-zyzg'),
	('18', 2, 18, '机动车检测维修专业技术人员职业资格', '',
	    'Motor Vehicle Inspection and Maintenance Professional', '交通运输部', 'mohrss-zyzg'),
	('19', 2, 19, '卫生专业技术资格', '初级;中级', 'Health Professional',
	    '国家卫生健康委员会', 'mohrss-zyzg'),
	('20', 2, 20, '审计专业技术资格', '初级;中级', 'Audit Professional',
	    '审计署', 'mohrss-zyzg'),
	('21', 2, 21, '设备监理师', '', 'Equipment Supervision Engineer',
	    '国家市场监督管理总局', 'mohrss-zyzg'),
	('22', 2, 22, '统计专业技术资格', '初级;中级', 'Statistics Professional',
	    '国家统计局', 'mohrss-zyzg'),
	('23', 2, 23, '出版专业技术人员职业资格', '初级;中级', 'Publishing Professional',
	    '国家新闻出版署', 'mohrss-zyzg'),
	('24', 2, 24, '翻译专业资格', '', 'Translation and Interpretation Professional',
	    '中国外文出版发行事业局', 'mohrss-zyzg'),
	('25', 3, 1, '拍卖师', '', 'Auctioneer',
	    '商务部', 'caa'),
	('26', 3, 2, '工程咨询（投资）专业技术人员职业资格', '', 'Consulting Engineer (Investment)',
	    '国家发展和改革委员会', 'cnaec'),
	('27', 3, 3, '资产评估师', '', 'Asset Appraiser',
	    '财政部', 'cas'),
	('28', 3, 4, '房地产经纪专业人员职业资格', '', 'Real Estate Brokerage Professional',
	    '住房和城乡建设部', 'cirea'),
	('29', 3, 5, '公路水运工程试验检测专业技术人员职业资格', '',
	    'Highway and Waterway Engineering Testing Professional', '交通运输部', 'jtzyzg'),
	('30', 3, 6, '税务师', '', 'Tax Adviser',
	    '国家税务总局', 'cctaa'),
	('31', 3, 7, '银行业专业人员职业资格', '', 'Banking Professional',
	    '国家金融监督管理总局', 'cba');

UPDATE notice SET specialties = CASE code
	WHEN '05' THEN '土木建筑工程;交通运输工程;水利工程'
	WHEN '06' THEN '土木建筑工程;交通运输工程;水利工程;安装工程'
	WHEN '07' THEN '建筑工程;公路工程;铁路工程;民航机场工程;港口与航道工程;水利水电工程;市政公用工程;通信与广电工程;矿业工程;机电工程'
	WHEN '08' THEN '结构:一级,二级;土木;公用设备;电气;化工;环保'
	ELSE '' END;

INSERT INTO qualification (code, paragraph, ordinal, name_zh)
SELECT code, paragraph, ordinal, name_zh FROM notice
ON DUPLICATE KEY UPDATE code = VALUES(code);

INSERT INTO qualification_edition (qualification, edition, valid_from, style,
    style_from, seal, issuer, title_zh, title_en, authorities, statement_zh,
    source)
SELECT c.code, 1, DATE '2021-12-17', c.style, c.style_from, c.seal, c.issuer,
    c.title_zh, c.title_en, c.authorities,
    REPLACE(REPLACE(REPLACE(REPLACE(c.statement_zh,
	'{authorities}', CONCAT('中华人民共和国', REPLACE(c.authorities, ';', '、'))),
	'{issuer}', IFNULL(c.issuer, '')),
	'{title}', c.title_zh),
	'{ability}', TRIM(TRAILING '职业资格' FROM c.name_zh)),
    CONCAT('人社厅发〔2021〕97号，', IF(c.paragraph = 2, '二', '三'), '，', c.ordinal)
FROM (
	SELECT n.code, n.paragraph, n.ordinal, n.name_zh, n.title_en, n.seal,
	    CONCAT_WS(';', '人力资源和社会保障部', NULLIF(n.authorities, ''))
	    AS authorities,
	    IF(n.name_zh LIKE '%资格', n.name_zh, CONCAT(n.name_zh, '职业资格'))
	    AS title_zh,
	    IF(n.paragraph = 3, e.name_zh, NULL) AS issuer,
	    s.style, s.valid_from AS style_from, s.statement_zh
	FROM notice n
	JOIN seal e ON e.code = n.seal
	JOIN style s ON s.style = n.paragraph - 1
	    AND s.valid_from = DATE '2021-12-17'
) c
WHERE NOT EXISTS (SELECT 1 FROM qualification_edition q
    WHERE q.qualification = c.code);

INSERT INTO qualification_authority (qualification, edition, ordinal, name_zh)
SELECT q.qualification, q.edition, n.seq,
    SUBSTRING_INDEX(SUBSTRING_INDEX(q.authorities, ';', n.seq), ';', -1)
FROM qualification_edition q
JOIN seq_1_to_9 n ON n.seq <= 1 + CHAR_LENGTH(q.authorities)
    - CHAR_LENGTH(REPLACE(q.authorities, ';', ''))
WHERE q.edition = 1
ON DUPLICATE KEY UPDATE ordinal = VALUES(ordinal);

INSERT INTO qualification_specialty (qualification, specialty, name_zh)
SELECT q.code, n.seq, SUBSTRING_INDEX(SUBSTRING_INDEX(
    SUBSTRING_INDEX(q.specialties, ';', n.seq), ';', -1), ':', 1)
FROM notice q
JOIN seq_1_to_20 n ON n.seq <= 1 + CHAR_LENGTH(q.specialties)
    - CHAR_LENGTH(REPLACE(q.specialties, ';', ''))
WHERE q.specialties <> ''
ON DUPLICATE KEY UPDATE specialty = VALUES(specialty);

INSERT INTO qualification_level (qualification, level, name_zh)
SELECT q.code, n.seq,
    SUBSTRING_INDEX(SUBSTRING_INDEX(q.levels, ';', n.seq), ';', -1)
FROM notice q
JOIN seq_1_to_9 n ON n.seq <= 1 + CHAR_LENGTH(q.levels)
    - CHAR_LENGTH(REPLACE(q.levels, ';', ''))
WHERE q.levels <> ''
ON DUPLICATE KEY UPDATE level = VALUES(level);

-- Only the first specialty of a qualification has levels of its own today.
INSERT INTO qualification_level (qualification, level, name_zh, specialty)
SELECT q.code, n.seq, SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(
    SUBSTRING_INDEX(q.specialties, ';', 1), ':', -1), ',', n.seq), ',', -1), 1
FROM notice q
JOIN seq_1_to_2 n
WHERE q.specialties LIKE '%:%'
ON DUPLICATE KEY UPDATE level = VALUES(level);

DROP TEMPORARY TABLE notice;

INSERT INTO qualification_variant (qualification, edition, level, specialty)
SELECT q.qualification, q.edition, l.level, s.specialty
FROM qualification_edition q
LEFT JOIN qualification_specialty s ON s.qualification = q.qualification
LEFT JOIN qualification_level l ON l.qualification = q.qualification
    AND (l.specialty IS NULL OR l.specialty = s.specialty)
WHERE NOT EXISTS (SELECT 1 FROM qualification_variant v
    WHERE v.qualification = q.qualification AND v.edition = q.edition)
ORDER BY q.qualification, q.edition, s.specialty, l.level;

-- A seal serves the qualifications whose editions name it, from the first of
-- them on and as long as the seal is in force: a certificate of an edition
-- that has ended is still copied under its seal.
INSERT INTO seal_scope (seal, qualification, valid_from, valid_until, source)
SELECT q.seal, q.qualification, GREATEST(MIN(q.valid_from), s.valid_from),
    s.valid_until, MIN(q.source)
FROM qualification_edition q
JOIN seal s ON s.code = q.seal
WHERE NOT EXISTS (SELECT 1 FROM seal_scope c
    WHERE c.seal = q.seal AND c.qualification = q.qualification)
GROUP BY q.seal, q.qualification, s.valid_from, s.valid_until;

-- What the national site offers is 本人调用; the others are why its users ask
-- for a copy.  An operator may end them and add more.
INSERT INTO annotation_scene (code, valid_from, ordinal, name_zh, name_en,
    source)
SELECT n.code, DATE '2021-12-17', n.ordinal, n.name_zh, n.name_en, n.source
FROM (
	SELECT 'self' AS code, 1 AS ordinal, '本人调用' AS name_zh,
	    'Own use' AS name_en, 'national site' AS source
	UNION ALL SELECT 'job', 2, '求职应聘', 'Applying for a job',
	    'ecert: preset'
	UNION ALL SELECT 'registration', 3, '执业注册',
	    'Registering to practise', 'ecert: preset'
	UNION ALL SELECT 'bid', 4, '投标', 'Bidding', 'ecert: preset'
	UNION ALL SELECT 'training', 5, '继续教育', 'Continuing education',
	    'ecert: preset'
	UNION ALL SELECT 'title', 6, '职称评审', 'Review for a title',
	    'ecert: preset'
	UNION ALL SELECT 'other', 7, '其他', 'Other', 'ecert: preset'
) n
WHERE NOT EXISTS (SELECT 1 FROM annotation_scene s WHERE s.code = n.code);

-- What refusals and checks may be counted by: the codes of base/reason.def and
-- document/check.def (t/style/codes.t holds them together).
INSERT INTO tally_code (kind, code) VALUES
	('reason', 'address-too-long'),
	('reason', 'already-expired'),
	('reason', 'already-proposed'),
	('reason', 'already-withdrawn'),
	('reason', 'approved-date-differs'),
	('reason', 'backup-damaged'),
	('reason', 'backup-newer'),
	('reason', 'bad-request'),
	('reason', 'batch-altered'),
	('reason', 'batch-cells'),
	('reason', 'batch-columns'),
	('reason', 'batch-empty'),
	('reason', 'batch-encoding'),
	('reason', 'batch-format'),
	('reason', 'batch-gone'),
	('reason', 'batch-number-rounded'),
	('reason', 'batch-running'),
	('reason', 'batch-too-large'),
	('reason', 'batch-too-many-rows'),
	('reason', 'batch-unknown'),
	('reason', 'birth-after-approval'),
	('reason', 'birth-day-missing'),
	('reason', 'birth-differs'),
	('reason', 'birth-improbable'),
	('reason', 'body-unfit'),
	('reason', 'bureau-certificate-early'),
	('reason', 'bureau-certificate-expired'),
	('reason', 'bureau-certificate-revoked'),
	('reason', 'bureau-certificate-unfit'),
	('reason', 'bureau-certificate-untrusted'),
	('reason', 'bureau-disabled'),
	('reason', 'bureau-key-disabled'),
	('reason', 'bureau-key-early'),
	('reason', 'bureau-key-expired'),
	('reason', 'bureau-key-present'),
	('reason', 'bureau-no-certificate'),
	('reason', 'bureau-not-in-force'),
	('reason', 'bureau-present'),
	('reason', 'bureau-proof'),
	('reason', 'bureau-quota-day'),
	('reason', 'bureau-quota-minute'),
	('reason', 'bureau-scope'),
	('reason', 'bureau-two-keys'),
	('reason', 'bureau-unknown'),
	('reason', 'busy'),
	('reason', 'cell-encoding'),
	('reason', 'cell-formula'),
	('reason', 'cell-spreadsheet-error'),
	('reason', 'cell-too-long'),
	('reason', 'certificate-not-found'),
	('reason', 'certificate-unknown'),
	('reason', 'change-pending'),
	('reason', 'choice-unknown'),
	('reason', 'code-expired'),
	('reason', 'code-too-many-tries'),
	('reason', 'code-wrong'),
	('reason', 'configuration'),
	('reason', 'content-digest-wrong'),
	('reason', 'copy-gone'),
	('reason', 'cursor-invalid'),
	('reason', 'cursor-unknown'),
	('reason', 'database-access-denied'),
	('reason', 'database-collation'),
	('reason', 'database-not-empty'),
	('reason', 'database-program-failed'),
	('reason', 'database-time-open'),
	('reason', 'database-unavailable'),
	('reason', 'date-missing'),
	('reason', 'date-not-in-calendar'),
	('reason', 'date-serial-number'),
	('reason', 'date-two-digit-year'),
	('reason', 'date-unreadable'),
	('reason', 'days-out-of-range'),
	('reason', 'delivery-changed'),
	('reason', 'delivery-gone'),
	('reason', 'delivery-known'),
	('reason', 'delivery-not-open'),
	('reason', 'delivery-particulars'),
	('reason', 'delivery-too-large'),
	('reason', 'delivery-too-many-open'),
	('reason', 'delivery-too-many-rows'),
	('reason', 'delivery-unknown'),
	('reason', 'document-failed'),
	('reason', 'effective-too-early'),
	('reason', 'effective-too-late'),
	('reason', 'event-chain-broken'),
	('reason', 'feed-no-province'),
	('reason', 'file-doctype'),
	('reason', 'file-empty'),
	('reason', 'file-encoding'),
	('reason', 'file-exists'),
	('reason', 'file-format'),
	('reason', 'file-too-large'),
	('reason', 'file-unreadable'),
	('reason', 'file-unwritable'),
	('reason', 'form-invalid'),
	('reason', 'form-not-ours'),
	('reason', 'headers-too-large'),
	('reason', 'id-character'),
	('reason', 'id-check-digit'),
	('reason', 'id-date'),
	('reason', 'id-empty'),
	('reason', 'id-is-resident'),
	('reason', 'id-length'),
	('reason', 'id-not-resident'),
	('reason', 'id-type-unknown'),
	('reason', 'idempotency-differs'),
	('reason', 'idempotency-key-missing'),
	('reason', 'import-approval-date'),
	('reason', 'import-clash'),
	('reason', 'import-columns'),
	('reason', 'import-differs'),
	('reason', 'import-discarding'),
	('reason', 'import-empty'),
	('reason', 'import-faults'),
	('reason', 'import-file-changed'),
	('reason', 'import-incomplete'),
	('reason', 'import-interrupted'),
	('reason', 'import-moved'),
	('reason', 'import-none-valid'),
	('reason', 'import-not-open'),
	('reason', 'import-runs-already'),
	('reason', 'import-too-many-rows'),
	('reason', 'import-unfinished'),
	('reason', 'internal-error'),
	('reason', 'key-unusable'),
	('reason', 'level-missing'),
	('reason', 'level-not-of-specialty'),
	('reason', 'level-unknown'),
	('reason', 'management-in-registry'),
	('reason', 'management-no-character'),
	('reason', 'management-no-empty'),
	('reason', 'management-twice-in-file'),
	('reason', 'management-zeros-lost'),
	('reason', 'match-key-unfit'),
	('reason', 'media-type'),
	('reason', 'method-not-allowed'),
	('reason', 'misdirected-request'),
	('reason', 'name-empty'),
	('reason', 'name-encoding'),
	('reason', 'name-lost-character'),
	('reason', 'name-private-use'),
	('reason', 'name-separator'),
	('reason', 'name-too-long'),
	('reason', 'name-with-digits'),
	('reason', 'no-seal'),
	('reason', 'no-such-bureau'),
	('reason', 'no-such-bureau-key'),
	('reason', 'no-such-report'),
	('reason', 'not-acceptable'),
	('reason', 'not-in-force'),
	('reason', 'not-in-state'),
	('reason', 'not-proposer'),
	('reason', 'not-yours'),
	('reason', 'nothing-corrected'),
	('reason', 'one-file'),
	('reason', 'out-of-memory'),
	('reason', 'outcome-unknown'),
	('reason', 'page-not-found'),
	('reason', 'person-in-registry'),
	('reason', 'person-twice-in-file'),
	('reason', 'plan-changed'),
	('reason', 'plan-done'),
	('reason', 'plan-expired'),
	('reason', 'plan-unknown'),
	('reason', 'proposal-ended'),
	('reason', 'proposal-expired'),
	('reason', 'proposal-unknown'),
	('reason', 'province-missing'),
	('reason', 'province-of-others'),
	('reason', 'province-unknown'),
	('reason', 'purpose-missing'),
	('reason', 'purpose-unfit'),
	('reason', 'qualification-not-in-force'),
	('reason', 'qualification-unknown'),
	('reason', 'query-invalid'),
	('reason', 'quota-full'),
	('reason', 'reason-class-unknown'),
	('reason', 'recipient-unfit'),
	('reason', 'record-unreadable'),
	('reason', 'report-parameter'),
	('reason', 'report-period'),
	('reason', 'report-unknown'),
	('reason', 'restored-differs'),
	('reason', 'result-expired'),
	('reason', 'same-person'),
	('reason', 'scene-unknown'),
	('reason', 'schema-version'),
	('reason', 'seal-algorithm'),
	('reason', 'seal-certificate-period'),
	('reason', 'seal-certificate-revoked'),
	('reason', 'seal-certificate-unreadable'),
	('reason', 'seal-certificate-untrusted'),
	('reason', 'seal-certificate-usage'),
	('reason', 'seal-content-changed'),
	('reason', 'seal-content-unknown'),
	('reason', 'seal-disabled'),
	('reason', 'seal-encoding'),
	('reason', 'seal-expired'),
	('reason', 'seal-imported-already'),
	('reason', 'seal-key-mismatch'),
	('reason', 'seal-layout'),
	('reason', 'seal-limit'),
	('reason', 'seal-nesting'),
	('reason', 'seal-no-trust-anchor'),
	('reason', 'seal-not-yet-in-force'),
	('reason', 'seal-old-layout'),
	('reason', 'seal-revocation-unknown'),
	('reason', 'seal-signature-value'),
	('reason', 'seal-signer-not-listed'),
	('reason', 'seal-time'),
	('reason', 'seal-timestamp-unchecked'),
	('reason', 'seal-trailing-bytes'),
	('reason', 'seal-unknown'),
	('reason', 'seal-value'),
	('reason', 'seal-version'),
	('reason', 'sex-differs'),
	('reason', 'sex-missing'),
	('reason', 'sex-unknown'),
	('reason', 'sign-in-needed'),
	('reason', 'sign-in-off'),
	('reason', 'sign-in-refused'),
	('reason', 'sign-in-too-often'),
	('reason', 'signature-missing'),
	('reason', 'signature-replayed'),
	('reason', 'signature-time'),
	('reason', 'signature-unfit'),
	('reason', 'signature-wrong'),
	('reason', 'signing-unavailable'),
	('reason', 'specialty-missing'),
	('reason', 'specialty-unknown'),
	('reason', 'state-changed'),
	('reason', 'stopping'),
	('reason', 'too-large'),
	('reason', 'too-many-items'),
	('reason', 'too-many-requests'),
	('reason', 'unknown-parameter'),
	('reason', 'value-refused'),
	('check', 'algorithms'),
	('check', 'annotation-state'),
	('check', 'annotation-times'),
	('check', 'format'),
	('check', 'none'),
	('check', 'registry-record'),
	('check', 'registry-state'),
	('check', 'seal-content'),
	('check', 'seal-maker'),
	('check', 'seal-scope'),
	('check', 'seal-signature'),
	('check', 'seal-signer'),
	('check', 'seal-structure'),
	('check', 'seal-validity'),
	('check', 'signature-place'),
	('check', 'signature-value'),
	('check', 'signer-certificate'),
	('check', 'signer-revocation'),
	('check', 'signer-time')
ON DUPLICATE KEY UPDATE code = VALUES(code);
