-- The invented persons and what becomes of their certificates, as temporary
-- table demo_person.  Called by demo_populate.
CREATE OR REPLACE PROCEDURE demo_persons(
	IN p_first BIGINT UNSIGNED, IN p_last BIGINT UNSIGNED)
SQL SECURITY INVOKER
MODIFIES SQL DATA
BEGIN
	DROP TEMPORARY TABLE IF EXISTS demo_fixed, demo_person;

	-- Persons that people are told about.
	CREATE TEMPORARY TABLE demo_fixed (
		n		BIGINT UNSIGNED NOT NULL PRIMARY KEY,
		qualification	CHAR(2) NOT NULL,
		fate		VARCHAR(12) NOT NULL,
		sex		TINYINT UNSIGNED NOT NULL,
		name		VARCHAR(100) NOT NULL,
		wrong_name	VARCHAR(100) NULL COMMENT 'before a correction'
	);
	INSERT INTO demo_fixed VALUES
		(1, '06', 'issued', 2, '𬱖', NULL),
		(2, '25', 'issued', 1, '𠮷', NULL),
		(3, '06', 'issued', 1, '阿卜杜拉·买买提', NULL),
		(4, '07', 'issued', 1, '欧阳明远', NULL),
		(5, '14', 'suspended', 2, '司徒静怡', NULL),
		(6, '11', 'revoked', 1, '赵𫖯', NULL),
		(7, '16', 'corrected', 1, '李䶮', '李龑'),
		(8, '15', 'approved', 2, '孙晓样', NULL),
		(9, '29', 'issued', 2, '古丽娜尔·艾山', NULL),
		(10, '26', 'suspended', 1, '钱思源', NULL),
		(11, '30', 'revoked', 1, '周子安', NULL),
		(12, '28', 'corrected', 2, '吴若溪', '吴若曦'),
		(13, '31', 'approved', 2, '郑可欣', NULL),
		(14, '25', 'early', 1, '何长安', NULL);

	-- LIMIT keeps the inner tables whole: each digest is made once.
	CREATE TEMPORARY TABLE demo_person AS
	SELECT d.n, d.qualification, d.fate, d.examination, d.draw, d.province,
	    d.id_type,
	    IF(d.id_type = '111', CONCAT(d.id17, SUBSTR('10X98765432', 1 + MOD(
		7 * SUBSTR(d.id17, 1, 1) + 9 * SUBSTR(d.id17, 2, 1)
		+ 2 * SUBSTR(d.id17, 7, 1) + 1 * SUBSTR(d.id17, 8, 1)
		+ 6 * SUBSTR(d.id17, 9, 1) + 3 * SUBSTR(d.id17, 10, 1)
		+ 7 * SUBSTR(d.id17, 11, 1) + 9 * SUBSTR(d.id17, 12, 1)
		+ 10 * SUBSTR(d.id17, 13, 1) + 5 * SUBSTR(d.id17, 14, 1)
		+ 8 * SUBSTR(d.id17, 15, 1) + 4 * SUBSTR(d.id17, 16, 1)
		+ 2 * SUBSTR(d.id17, 17, 1), 11), 1)),
		CONCAT('SP', d.id_type, LPAD(d.p, 9, '0'))) AS id_number,
	    IF(d.sequence % 2 = 1, 1, 2) AS sex, d.birth_date, d.name,
	    IFNULL(d.wrong_name, CONCAT(LEFT(d.name, CHAR_LENGTH(d.name) - 1),
		'昇')) AS wrong_name
	FROM (
		SELECT c.n, c.p, c.qualification, c.examination, c.draw,
		    c.sequence, c.birth_date,
		    -- One half of those from 65 sat for the Corps.
		    IF(c.area = '65' AND c.x3 % 2 = 1, '66', c.area) AS province,
		    CONCAT(c.area, '0000', DATE_FORMAT(c.birth_date, '%Y%m%d'),
			LPAD(c.sequence, 3, '0')) AS id17,
		    c.id_type, c.fate, c.wrong_name,
		    CASE WHEN c.fixed_name IS NOT NULL THEN c.fixed_name
		    WHEN c.id_type IN ('414', '553') THEN
			CONCAT('SPECIMEN ', ELT(1 + c.x2 % 8, 'ANNA', 'BORIS',
			'CLARA', 'DAVID', 'ELENA', 'FELIX', 'GRACE', 'HUGO'),
			' ', ELT(1 + c.x3 % 8, 'A.', 'B.', 'C.', 'D.', 'E.',
			'F.', 'G.', 'H.'))
		    WHEN c.x1 % 100 < 2 THEN
			CONCAT(ELT(1 + c.x2 % 12, '阿卜杜拉', '阿依古丽', '买买提',
			'古丽娜尔', '艾山', '热孜万', '吐尔逊', '帕提古丽', '玉素甫',
			'迪丽努尔', '库尔班', '茹仙'), '·', ELT(1 + c.x3 % 12,
			'买买提', '艾尔肯', '吐尔洪', '阿不都', '依明', '卡德尔',
			'热合曼', '司马义', '托合提', '尼亚孜', '达吾提', '萨迪克'))
		    ELSE CONCAT(
			IF(c.x1 % 100 < 4,
			SUBSTR('欧阳司马上官诸葛东方皇甫尉迟公孙慕容司徒令狐长孙',
			    1 + 2 * (c.x2 % 12), 2),
			SUBSTR('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
			    1 + LEAST(c.x2 % 97, c.x3 % 97), 1)),
			-- A rare character, or a common one by sex.
			IF(c.x1 % 100 BETWEEN 4 AND 6,
			SUBSTR('𬱖𠮷䶮𫖯𬀩𬍛𫘧𬸚𣲗𤧛𪨰𫍯𬭎𫟹𬬭𫓹',
			    1 + c.x4 % 16, 1),
			SUBSTR(IF(c.sequence % 2 = 1,
			'伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢佳阳建亮成峰志毅恒山川海文武博远思源安泽',
			'芳娜敏静丽艳秀英玲霞燕桂兰洁红梅琳雪莉颖倩婷慧莹萍晶欣丹怡佳悦萌瑶妍雯蓉琪岚菲蕾薇璐晨曦若溪语桐诗涵'),
			    1 + c.x4 % 48, 1)),
			IF(c.x5 % 3 = 0, '',
			SUBSTR('一子文天宏小晓海新玉永春国立正少志思学家建雨清明德金云东世长宇嘉俊梓诗可心安之然',
			    1 + c.x5 % 40, 1)))
		    END AS name
		FROM (
			SELECT b.n, b.p, b.examination_no, b.wrong_name, b.fixed_name,
			    b.fate, b.qualification, b.x1, b.x2, b.x3, b.x4, b.x5,
			    b.draw,
			    CASE b.fate WHEN 'approved' THEN 202508
				WHEN 'early' THEN 201910
				ELSE PERIOD_ADD(202110, 3 * b.examination_no)
				END AS examination,
			    -- m runs over province x day x sequence, never twice.
			    ELT(1 + b.m % 31, '11', '12', '13', '14', '15', '21',
				'22', '23', '31', '32', '33', '34', '35', '36',
				'37', '41', '42', '43', '44', '45', '46', '50',
				'51', '52', '53', '54', '61', '62', '63', '64',
				'65') AS area,
			    DATE '1962-01-01' + INTERVAL (b.m DIV 31 % 14600) DAY
				AS birth_date,
			    IF(b.fixed_sex IS NULL, b.m DIV 452600,
				b.m DIV 905200 * 2 + IF(b.fixed_sex = 1, 1, 0))
				AS sequence,
			    CASE WHEN b.fixed_name IS NOT NULL
				OR b.type_draw % 1000 < 940 THEN '111'
				WHEN b.type_draw % 1000 < 955 THEN '414'
				WHEN b.type_draw % 1000 < 970 THEN '516'
				WHEN b.type_draw % 1000 < 980 THEN '511'
				WHEN b.type_draw % 1000 < 990 THEN '553'
				ELSE '114' END AS id_type
			FROM (
				SELECT a.n, a.p, a.fixed_name, a.fixed_sex, a.wrong_name,
				    a.fate, a.qualification,
				    MOD(a.p * 15485863, 450789600) AS m,
				    CONV(SUBSTR(a.h, 1, 4), 16, 10) + 0 AS x1,
				    CONV(SUBSTR(a.h, 5, 4), 16, 10) + 0 AS x2,
				    CONV(SUBSTR(a.h, 9, 4), 16, 10) + 0 AS x3,
				    CONV(SUBSTR(a.h, 13, 4), 16, 10) + 0 AS x4,
				    CONV(SUBSTR(a.h, 17, 4), 16, 10) + 0 AS x5,
				    CONV(SUBSTR(a.h, 21, 4), 16, 10) + 0 AS type_draw,
				    CONV(SUBSTR(a.g, 1, 4), 16, 10) % 16
					AS examination_no,
				    CONV(SUBSTR(a.g, 5, 4), 16, 10) + 0 AS draw
				FROM (
					SELECT s.seq AS n,
					    s.seq - (s.seq > 14 AND s.seq % 16 = 5) AS p,
					    f.name AS fixed_name,
					    f.sex AS fixed_sex, f.wrong_name,
					    IFNULL(f.qualification,
						LPAD(1 + (s.seq + 17) % 31, 2, '0'))
						AS qualification,
					    IFNULL(f.fate, CASE (s.seq - 14) DIV 31 % 64
						WHEN 5 THEN 'suspended'
						WHEN 13 THEN 'revoked'
						WHEN 21 THEN 'corrected'
						WHEN 29 THEN 'approved'
						WHEN 37 THEN 'reinstated'
						ELSE 'issued' END) AS fate,
					    MD5(CONCAT('specimen person ', s.seq
						- (s.seq > 14 AND s.seq % 16 = 5))) AS h,
					    MD5(CONCAT('specimen certificate ', s.seq))
						AS g
					FROM seq_1_to_100000000 s
					LEFT JOIN demo_fixed f ON f.n = s.seq
					WHERE s.seq BETWEEN p_first AND p_last
					LIMIT 100000
				) a LIMIT 100000
			) b LIMIT 100000
		) c LIMIT 100000
	) d
	ORDER BY d.n;
	DROP TEMPORARY TABLE demo_fixed;
END;
