/*
 * A certificate and an annotation for tests: issued, in force, invented.
 */
#ifndef ECERT_T_UNIT_SAMPLE_H
#define ECERT_T_UNIT_SAMPLE_H

#include "field/annotation.h"
#include "field/certificate.h"
#include "unit.h"

#define SET(to, text)	snprintf(to, sizeof(to), "%s", text)

static inline void
sample_certificate(struct certificate *c)
{
	memset(c, 0, sizeof(*c));
	c->serial = 7;
	c->version = 1;
	c->style = 1;
	c->state = STATE_ISSUED;
	c->sex = 2;
	SET(c->management_no, "20211100611000000001");
	SET(c->name, "阿依古丽·𬱖");
	SET(c->id_type, "111");
	SET(c->id_type_zh, "居民身份证");
	SET(c->id_number, "650000199001010027");
	SET(c->birth_date, "1990-01-01");
	SET(c->approved_on, "2021-11-01");
	SET(c->issued_on, "2021-12-20");
	SET(c->province, "65");
	SET(c->qualification, "06");
	SET(c->level, "一级");
	SET(c->specialty, "土木建筑工程");
	SET(c->title_zh, "造价工程师职业资格");
	SET(c->title_en, "Cost Engineer");
	SET(c->authorities, "住房和城乡建设部;水利部");
	SET(c->statement, "本证书由中华人民共和国水利部批准颁发。");
	SET(c->seal_code, "mohrss-zyzg");
	SET(c->seal_name, "样本专用章");
	SET(c->licence_type, "11100000YANGBEN00L001");
	SET(c->licence_issuer, "11100000YANGBEN00L");
}

static inline void
sample_annotation(struct annotation *a, time_t made_at)
{
	static const unsigned char	 bits[16] = { 0x7f, 1, 2, 3, 4, 5, 6,
					    7, 8, 9, 10, 11, 12, 13, 14, 15 };

	memset(a, 0, sizeof(*a));
	a->id = 1;
	annotation_code_format(bits, a->code);
	a->serial = 7;
	a->version = 1;
	SET(a->scene, "job");
	SET(a->scene_zh, "求职应聘");
	SET(a->scene_en, "Job application");
	SET(a->recipient, "样本科技有限公司");
	SET(a->maker, "本人");
	a->days = 90;
	a->made_at = made_at;
	a->expires_at = annotation_expires(made_at, a->days);
	a->state = ANNOTATION_GOOD;
}

#endif
