-- What the reports are called, may be asked for and answer with, in both
-- languages: applied at each `ecert migrate`, all of it anew.  The same name
-- means the same in every report; the procedure report_NAME has the SQL, and
-- says in its comment how each column is counted.

START TRANSACTION;
DELETE FROM report_entry;
DELETE FROM report_term;

INSERT INTO report_term (term, kind, title_zh, title_en, definition_zh,
    definition_en) VALUES
	('from', 'date', '起始日期', 'From', '统计期首日（含），北京时间；不填：截止日所在月之前第 11 个月的 1 日', 'first day of the period, in China; empty: the 1st of the month eleven months before that of the last day'),
	('to', 'date', '截止日期', 'To', '统计期末日（含），北京时间；不填：今天', 'last day of the period, in China; empty: today'),
	('day', 'date', '时点', 'Day', '该日终了时（北京时间 24 时），按查询时已有的记录；不填：今天', 'at the end of that day in China, by what is recorded when asked; empty: today'),
	('qualification', 'qualification', '资格代码', 'Qualification', '目录中的两位代码', 'two-digit code of the catalogue'),
	('province', 'province', '省份代码', 'Province', 'GB/T 2260 两位代码；66 为新疆生产建设兵团', 'two digits of GB/T 2260; 66 is the Corps'),
	('as_of', 'moment', '统计时间', 'As of', '查询的时刻（北京时间）', 'when this was asked, China''s time'),
	('qualification_name', 'text', '职业资格', 'Name of qualification', '目录中的名称', 'as the catalogue has it'),
	('province_name', 'text', '省份', 'Name of province', '名称', 'its name'),
	('level', 'text', '级别', 'Level', '级别名称；空：该资格不分级别', 'its name; empty: the qualification has none'),
	('month', 'month', '月份', 'Month', '北京时间的年月', 'year and month in China'),
	('issued', 'count', '颁发数', 'Issued', '统计期内首次生效的证书；更正产生的新版本、恢复使用不计', 'certificates that came into force for the first time in the period; corrections and reinstatements are not new ones'),
	('share', 'rate', '占比（%）', 'Share (%)', '占本表合计的百分比；空：合计为 0', 'per cent of the sum of the table; empty: the sum is 0'),
	('year_before', 'count', '上年同期', 'Year before', '上一年相同日期的颁发数', 'issued on the same days a year earlier'),
	('change_count', 'count', '增减', 'Change', '颁发数减上年同期', 'issued less the year before'),
	('change_rate', 'rate', '同比（%）', 'Change (%)', '增减占上年同期的百分比；空：上年同期为 0', 'change in per cent of the year before; empty: that is 0'),
	('batch', 'code', '批次号', 'Batch', '系统内的批次编号', 'number of the batch'),
	('batch_code', 'code', '批次名称', 'Name of batch', '报送单位所起的名称', 'as its deliverer named it'),
	('examination', 'month', '考试年月', 'Examination', '考试的年月', 'month of the examination'),
	('issued_at', 'moment', '批次生效时间', 'Batch in force from', '整批颁发的生效时间（北京时间）；空：未整批颁发', 'China''s time from which the whole batch is in force; empty: it is not issued as a whole'),
	('certificates', 'count', '证书数', 'Certificates', '批次批准时其中的证书', 'in the batch when it was approved'),
	('approved', 'count', '已批准', 'Approved', '已批准、尚未颁发', 'approved and not issued yet'),
	('in_force', 'count', '有效', 'In force', '当前有效', 'issued, and in force'),
	('suspended', 'count', '暂停使用', 'Suspended', '暂停使用', 'suspended'),
	('revoked', 'count', '已撤销', 'Revoked', '已撤销', 'revoked'),
	('superseded', 'count', '已更正', 'Superseded', '已被更正后的新版本取代的版本；新版本按其状态另计', 'versions that a correction replaced; what replaced them is counted where it stands'),
	('versions', 'count', '合计', 'All', '各状态版本之和', 'all states together');

INSERT INTO report_entry (report, ordinal, title_zh, title_en, purpose_zh,
    purpose_en) VALUES
	('issued_by_qualification', 10, '颁发：按职业资格', 'Issued by qualification', '统计期内颁发的证书，目录中每项资格一行。', 'Certificates issued in the period, a row for each qualification of the catalogue.'),
	('issued_by_level', 20, '颁发：按级别', 'Issued by level', '统计期内颁发的证书，有颁发的每个资格级别一行。', 'Certificates issued in the period, a row for each level of a qualification that any were issued of.'),
	('issued_by_province', 30, '颁发：按省份', 'Issued by province', '统计期内颁发的证书，每个省份一行。', 'Certificates issued in the period, a row for each province.'),
	('issued_by_month', 40, '颁发：按月份与同比', 'Issued by month', '统计期内每月颁发的证书，与上年同期比较；首末月不满的，按相同日期比较。', 'Certificates issued in each month of the period beside the year before; a month cut short is compared with the same days.'),
	('issued_by_batch', 50, '颁发：按批次', 'Issued by batch', '统计期内有证书生效的批次，每批一行。', 'Batches of which certificates came into force in the period, a row each.'),
	('stock', 60, '存量：按状态', 'Stock by state', '某日终了时各状态的证书版本，每项资格一行。', 'Versions of certificates by state at the end of a day, a row for each qualification.');

INSERT INTO report_parameter (report, ordinal, term) VALUES
	('issued_by_qualification', 1, 'from'),
	('issued_by_qualification', 2, 'to'),
	('issued_by_qualification', 3, 'province'),
	('issued_by_level', 1, 'from'), ('issued_by_level', 2, 'to'),
	('issued_by_level', 3, 'qualification'),
	('issued_by_level', 4, 'province'),
	('issued_by_province', 1, 'from'), ('issued_by_province', 2, 'to'),
	('issued_by_province', 3, 'qualification'),
	('issued_by_month', 1, 'from'), ('issued_by_month', 2, 'to'),
	('issued_by_month', 3, 'qualification'),
	('issued_by_month', 4, 'province'),
	('issued_by_batch', 1, 'from'), ('issued_by_batch', 2, 'to'),
	('issued_by_batch', 3, 'qualification'),
	('stock', 1, 'day'), ('stock', 2, 'province');

INSERT INTO report_column (report, ordinal, term) VALUES
	('issued_by_qualification', 1, 'qualification'),
	('issued_by_qualification', 2, 'qualification_name'),
	('issued_by_qualification', 3, 'issued'),
	('issued_by_qualification', 4, 'share'),
	('issued_by_qualification', 5, 'as_of'),
	('issued_by_level', 1, 'qualification'),
	('issued_by_level', 2, 'qualification_name'),
	('issued_by_level', 3, 'level'), ('issued_by_level', 4, 'issued'),
	('issued_by_level', 5, 'share'), ('issued_by_level', 6, 'as_of'),
	('issued_by_province', 1, 'province'),
	('issued_by_province', 2, 'province_name'),
	('issued_by_province', 3, 'issued'), ('issued_by_province', 4, 'share'),
	('issued_by_province', 5, 'as_of'),
	('issued_by_month', 1, 'month'), ('issued_by_month', 2, 'issued'),
	('issued_by_month', 3, 'year_before'),
	('issued_by_month', 4, 'change_count'),
	('issued_by_month', 5, 'change_rate'), ('issued_by_month', 6, 'as_of'),
	('issued_by_batch', 1, 'batch'), ('issued_by_batch', 2, 'batch_code'),
	('issued_by_batch', 3, 'qualification'),
	('issued_by_batch', 4, 'qualification_name'),
	('issued_by_batch', 5, 'examination'),
	('issued_by_batch', 6, 'issued_at'),
	('issued_by_batch', 7, 'certificates'), ('issued_by_batch', 8, 'issued'),
	('issued_by_batch', 9, 'as_of'),
	('stock', 1, 'qualification'), ('stock', 2, 'qualification_name'),
	('stock', 3, 'approved'), ('stock', 4, 'in_force'),
	('stock', 5, 'suspended'), ('stock', 6, 'revoked'),
	('stock', 7, 'superseded'), ('stock', 8, 'versions'),
	('stock', 9, 'as_of');
COMMIT;

-- A registry that had certificates before it had figures.
BEGIN NOT ATOMIC
	IF EXISTS (SELECT 1 FROM figure_head WHERE counted_at IS NULL) THEN
		CALL figure_rebuild();
	END IF;
END;
