/* ecert seal show: a seal or seal signature spelled out, and verified. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "admin/command.h"
#include "admin/seal.h"
#include "base/buf.h"
#include "base/clock.h"
#include "document/check.h"
#include "seal/seal_verify.h"
#include "seal/stamp.h"
#include "seal/trust.h"

#define TEXT_MAX	(4 * 1024 * 1024)
#define CONTENT_MAX	(64 * 1024 * 1024)

struct question {
	const char	*file;
	const char	*trust_file;	/* NULL: show only */
	const char	*content_file;	/* NULL: not at hand */
};

static const char *const step_words[SEAL_STEP__MAX] = {
	[STEP_STAMP_FORMAT] = "签章数据格式",
	[STEP_SEAL_FORMAT] = "印章数据格式",
	[STEP_SEAL_SIGNATURE] = "制章者对印章的签名",
	[STEP_SEAL_CREATED] = "印章制作日期",
	[STEP_MAKER_CHAIN] = "制章者证书链",
	[STEP_MAKER_VALIDITY] = "制章者证书有效期",
	[STEP_MAKER_USAGE] = "制章者证书密钥用途",
	[STEP_MAKER_REVOCATION] = "制章者证书撤销状态",
	[STEP_SEAL_VALIDITY] = "印章有效期",
	[STEP_SEAL_TIMESTAMP] = "印章时间戳",
	[STEP_STAMP_SIGNATURE] = "签章者的签名",
	[STEP_SIGNER_LISTED] = "签章者在印章的签章者列表中",
	[STEP_SIGNER_CHAIN] = "签章者证书链",
	[STEP_SIGNER_VALIDITY] = "签章者证书有效期",
	[STEP_SIGNER_USAGE] = "签章者证书密钥用途",
	[STEP_SIGNER_REVOCATION] = "签章者证书撤销状态",
	[STEP_DATA_HASH] = "原文杂凑值",
	[STEP_STAMP_TIME] = "签章时间",
	[STEP_STAMP_TIMESTAMP] = "签章时间戳",
};

static enum outcome
outcome_of(enum seal_outcome outcome)
{

	switch (outcome) {
	case SEAL_PASSED:
		return OUTCOME_PASSED;
	case SEAL_FAILED:
		return OUTCOME_FAILED;
	case SEAL_NOT_APPLICABLE:
		return OUTCOME_NOT_APPLICABLE;
	default:
		return OUTCOME_NOT_CHECKED;
	}
}

static void
print_step(enum seal_step step, const struct seal_check *c)
{
	enum outcome	 outcome = outcome_of(c->outcome);

	printf("  %-18s %s %s (%s)", seal_step_word(step),
	    outcome_word(outcome, 0), outcome_word(outcome, 1),
	    step_words[step]);
	if (c->why != OK)
		printf(": [%s] %s", reason_info(c->why)->code, c->detail);
	else if (c->ended_since)
		fputs("; 此后已到期 ended since", stdout);
	putchar('\n');
}

static int
print_verdict(const struct seal_verdict *v)
{
	size_t	 i;

	puts("verification:");
	for (i = 0; i < SEAL_STEP__MAX; i++)
		print_step((enum seal_step)i, &v->step[i]);
	switch (v->overall) {
	case SEAL_PASSED:
		puts("核验通过 verified");
		return EXIT_YES;
	case SEAL_FAILED:
		puts("核验未通过 not verified");
		return EXIT_NO;
	default:
		puts("未能判定 could not decide");
		return EXIT_UNDECIDED;
	}
}

static enum reason
hash_content(const char *file, unsigned char hash[SM3_BYTES])
{
	struct buf	 b = BUF_INIT(CONTENT_MAX);
	enum reason	 why;

	if ((why = buf_read_file(&b, file)) == OK)
		why = sm3(b.data, b.len, hash);
	buf_free(&b);
	return why;
}

/* A seal is asked about now, a seal signature about the time that it gives. */
static enum reason
verify(const struct question *q, const struct buf *der,
    struct seal_verdict *v)
{
	unsigned char	 hash[SM3_BYTES];
	struct trust	*trust = NULL;
	struct stamp	*stamp = NULL;
	time_t		 now = clock_now();
	enum reason	 why;

	if ((why = trust_load(q->trust_file, &trust)) != OK)
		return why;
	if (stamp_read(der->data, der->len, &stamp) != OK)
		why = seal_verify(der->data, der->len, trust, now, now, v);
	else if (q->content_file == NULL)
		why = stamp_verify(der->data, der->len, NULL, trust, now, v);
	else if ((why = hash_content(q->content_file, hash)) == OK)
		why = stamp_verify(der->data, der->len, hash, trust, now, v);
	stamp_free(&stamp);
	trust_free(&trust);
	return why;
}

static int
show(const struct question *q)
{
	struct buf		 der = BUF_INIT(SES_BYTES_MAX);
	struct buf		 text = BUF_INIT(TEXT_MAX);
	struct seal_verdict	 v;
	enum reason		 why;
	int			 status = EXIT_UNDECIDED;

	if ((why = buf_read_file(&der, q->file)) == OK &&
	    (why = seal_print(der.data, der.len, &text)) != OK)
		status = reason_info(why)->status < 500 ? EXIT_NO :
		    EXIT_UNDECIDED;
	if (why == OK) {
		fputs(buf_text(&text), stdout);
		if (q->trust_file == NULL)
			status = EXIT_YES;
		else if ((why = verify(q, &der, &v)) == OK)
			status = print_verdict(&v);
	}
	if (why != OK)
		command_explain(q->file, why);
	buf_free(&text);
	buf_free(&der);
	return status;
}

int
seal_show(const struct conf *conf, int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "trust", required_argument, NULL, 't' },
		{ "content", required_argument, NULL, 'c' },
		{ NULL, 0, NULL, 0 }
	};
	struct question	 q = { NULL, NULL, NULL };
	int		 c;

	(void)conf;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (c) {
		case 't': q.trust_file = optarg; break;
		case 'c': q.content_file = optarg; break;
		default: return EXIT_USAGE;
		}
	if (optind + 1 != argc ||
	    (q.content_file != NULL && q.trust_file == NULL))
		return EXIT_USAGE;
	q.file = argv[optind];
	return show(&q);
}
