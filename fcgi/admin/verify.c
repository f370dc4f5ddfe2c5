/* ecert verify: every check of each file, one a line, and the verdicts. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "admin/command.h"
#include "base/buf.h"
#include "base/clock.h"
#include "document/untrusted.h"
#include "registry/registry.h"
#include "seal/trust.h"
#include "service/file_verify.h"
#include "service/verification_json.h"

#define JSON_BYTES_MAX	65536

/* One run over some files. */
struct run {
	bool		 offline;
	bool		 json;
	struct trust	*seals;
	struct verifier	*verifier;
	struct registry	*registry;	/* NULL: not asked, */
	enum reason	 no_registry;	/* or why it could not be */
	int		 files;
	int		 count[3];	/* by verdict */
};

static void
print_checks(const struct verification *v)
{
	const struct check	*check;
	int			 i;

	for (i = 0; i < CHECK__MAX; i++) {
		if (!verification_asks(v, i))
			continue;
		check = &v->list.check[i];
		printf("  %-19s %s %s (%s)%s%s\n", check_code(i),
		    outcome_word(check->outcome, 1),
		    outcome_word(check->outcome, 0),
		    verification_sentence(v, i, 0),
		    check->detail[0] == '\0' ? "" : ": ", check->detail);
	}
	printf("%s %s\n",
	    verification_verdict_word(v, check_verdict(&v->list), 0),
	    verification_verdict_word(v, check_verdict(&v->list), 1));
}

/* v is NULL for a file that could not be verified at all. */
static void
print_json(const struct verified_file *file, const struct verification *v,
    enum reason failure)
{
	struct buf	 json = BUF_INIT(JSON_BYTES_MAX);
	enum reason	 why;

	if (v != NULL)
		why = verification_json(file, v, &json);
	else
		why = verification_json_failure(file, failure, &json);
	if (why == OK)
		printf("%s\n", buf_text(&json));
	else
		command_explain(file->name, why);
	buf_free(&json);
}

/* A file that is too large is judged; one that cannot be read is not. */
static enum reason
judge(const struct run *r, struct verified_file *file, struct buf *bytes,
    struct verification *v)
{
	enum reason	 why = buf_read_file(bytes, file->name);

	file->bytes = buf_text(bytes);
	file->len = bytes->len;
	if (why == REASON_TOO_LARGE) {
		verification_too_large(v);
		return OK;
	}
	if (why == OK)
		why = file_verify(r->verifier, r->registry, file->bytes,
		    file->len, file->at, v);
	if (why == OK && r->no_registry != OK)
		verification_unasked(v, reason_info(r->no_registry)->code);
	return why;
}

/* A genuine report decides nothing about a certificate. */
static enum verdict
what_counts(const struct verification *v)
{
	enum verdict	 verdict = check_verdict(&v->list);

	return v->is_report && verdict == VERDICT_VALID ? VERDICT_UNDECIDED :
	    verdict;
}

static void
verify_one(struct run *r, const char *name)
{
	struct buf		 bytes = BUF_INIT(UNTRUSTED_BYTES_MAX);
	struct verified_file	 file = { .name = name, .at = clock_now() };
	struct verification	 v;
	enum reason		 why;

	memset(&v, 0, sizeof(v));
	why = judge(r, &file, &bytes, &v);
	if (r->json)
		print_json(&file, why == OK ? &v : NULL, why);
	else if (why == OK) {
		printf("%s\n", name);
		print_checks(&v);
	} else
		command_explain(name, why);
	r->count[why == OK ? what_counts(&v) : VERDICT_UNDECIDED]++;
	verification_free(&v);
	buf_free(&bytes);
}

/* On a terminal that does not show the results already. */
static void
show_progress(int done, int all)
{
	if (all == 1 || isatty(STDERR_FILENO) != 1 ||
	    isatty(STDOUT_FILENO) == 1)
		return;
	fprintf(stderr, "\r%d/%d%s", done, all, done == all ? "\n" : "");
	fflush(stderr);
}

/* Beside JSON the summary is for people, so it stays out of the data. */
static void
print_summary(const struct run *r)
{
	FILE	*to = r->json ? stderr : stdout;

	if (r->files == 1)
		return;
	fprintf(to, "%d 个文件：有效 %d，不能认定为有效 %d，未能得出结论 %d\n"
	    "%d files: %d valid, %d not valid, %d could not be decided\n",
	    r->files, r->count[VERDICT_VALID], r->count[VERDICT_NOT_VALID],
	    r->count[VERDICT_UNDECIDED], r->files, r->count[VERDICT_VALID],
	    r->count[VERDICT_NOT_VALID], r->count[VERDICT_UNDECIDED]);
}

static enum reason
open_run(const struct conf *conf, struct run *r)
{
	enum reason	 why = OK;

	if (*conf->seal_trust_file != '\0')
		why = trust_load(conf->seal_trust_file, &r->seals);
	if (why == OK)
		why = file_verifier_open(conf, r->seals, &r->verifier);
	if (why == OK && !r->offline)
		r->no_registry = registry_open(conf, &r->registry);
	return why;
}

static void
close_run(struct run *r)
{
	registry_free(&r->registry);
	verifier_free(&r->verifier);
	trust_free(&r->seals);
}

static int
exit_status(const struct run *r)
{
	if (r->count[VERDICT_NOT_VALID] > 0)
		return EXIT_NO;
	return r->count[VERDICT_UNDECIDED] > 0 ? EXIT_UNDECIDED : EXIT_YES;
}

static int
verify_all(const struct conf *conf, struct run *r, char **names)
{
	enum reason	 why;
	int		 i, status = EXIT_UNDECIDED;

	if ((why = open_run(conf, r)) != OK)
		command_explain("verify", why);
	else {
		for (i = 0; i < r->files; i++) {
			show_progress(i, r->files);
			verify_one(r, names[i]);
			(void)fflush(stdout);
		}
		show_progress(r->files, r->files);
		print_summary(r);
		status = exit_status(r);
	}
	close_run(r);
	return status;
}

int
command_verify(const struct conf *conf, int argc, char **argv)
{
	struct run	 r = { .no_registry = OK };
	int		 at;

	for (at = 1; at < argc && argv[at][0] == '-'; at++)
		if (strcmp(argv[at], "--offline") == 0)
			r.offline = true;
		else if (strcmp(argv[at], "--json") == 0)
			r.json = true;
		else
			break;
	if (at < argc && strcmp(argv[at], "--") == 0)
		at++;
	else if (at < argc && argv[at][0] == '-')
		at = argc;
	if (at >= argc) {
		fputs("usage: ecert [-c FILE] verify [--offline] [--json] "
		    "FILE...\n", stderr);
		return EXIT_USAGE;
	}
	r.files = argc - at;
	return verify_all(conf, &r, argv + at);
}
