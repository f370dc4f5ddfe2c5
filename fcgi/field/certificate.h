/*
 * What the registry knows of one version of one certificate: plain data that
 * crosses layers.  All text is UTF-8 and ends in NUL; "" stands for absent.
 */
#ifndef ECERT_FIELD_CERTIFICATE_H
#define ECERT_FIELD_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define NAME_CHARS_MAX		100	/* at least 50: 民委发〔2016〕33号 */
#define NAME_BYTES		(NAME_CHARS_MAX * 4 + 1)
#define ID_NUMBER_BYTES		33
#define MANAGEMENT_NO_BYTES	33
#define DATE_BYTES		11	/* YYYY-MM-DD */
#define TITLE_BYTES		401
#define STATEMENT_BYTES		1601
#define LICENCE_BYTES		129

/* domain.md, "States and words".  The values stand in the registry too. */
enum certificate_state {
	STATE_UNKNOWN = 0,	/* never shown: reading a record starts here */
	STATE_APPROVED,		/* 已批准: the public is told nothing */
	STATE_ISSUED,		/* 有效 */
	STATE_SUSPENDED,	/* 暂停使用 */
	STATE_REVOKED,		/* 已撤销 */
	STATE_SUPERSEDED,	/* 已更正 */
	STATE__MAX
};

/* How one version of a certificate stands, and nothing of what it says. */
struct standing {
	uint64_t	serial;			/* one for all its versions */
	unsigned	version;		/* 1..999 */
	enum certificate_state state;
};

struct certificate {
	uint64_t	serial;			/* one for all its versions */
	unsigned	version;		/* 1..999, by correction */
	char		management_no[MANAGEMENT_NO_BYTES]; /* 管理号 */
	enum certificate_state state;
	time_t		state_since;		/* UTC; 0 when not known */
	char		state_reason[401];	/* public sentence */
	char		state_reason_en[401];

	char		name[NAME_BYTES];	/* 姓名 */
	char		id_type[4];		/* GB/T 36903: 111 ... */
	char		id_type_zh[61];		/* 居民身份证 ... */
	char		id_number[ID_NUMBER_BYTES]; /* 证件号码 */
	int		sex;			/* GB/T 2261.1: 0 1 2 9 */
	char		birth_date[DATE_BYTES];	/* 出生年月 */
	char		approved_on[DATE_BYTES];	/* 批准日期 */
	char		issued_on[DATE_BYTES];	/* 制发日期 */
	char		province[3];		/* GB/T 2260, two digits */

	char		qualification[3];	/* catalogue code, 01..31 */
	int		style;			/* notice, annex: 1 or 2 */
	char		title_zh[TITLE_BYTES];
	char		title_en[TITLE_BYTES];
	char		level[61];		/* 级别; "" when none */
	char		specialty[121];		/* 专业; "" when none */
	char		authorities[TITLE_BYTES]; /* joined by ; */
	char		issuer[TITLE_BYTES];	/* style 2 only */
	char		statement[STATEMENT_BYTES]; /* whole sentence */
	char		seal_code[33];
	char		seal_name[TITLE_BYTES];	/* 电子印章 */
	char		licence_type[22];	/* GB/T 36904, or "" */
	char		licence_issuer[19];	/* likewise */
};

/* The state's stable word in models and logs: "issued", "revoked", ... */
const char	*certificate_state_word(enum certificate_state);

/* The state of that word; STATE_UNKNOWN, which nobody is shown, for others. */
enum certificate_state certificate_state_named(const char *);

/*
 * May this state be shown to the public at all?  An approved certificate that
 * was not issued yet, and a state that could not be read, may not.
 */
bool		 certificate_state_is_public(enum certificate_state);

#endif
