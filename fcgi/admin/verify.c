/* ecert verify: every check of a file, one a line, and the verdict. */
#include <stdio.h>
#include <string.h>

#include "admin/command.h"
#include "base/buf.h"
#include "base/clock.h"
#include "document/untrusted.h"
#include "document/verify.h"
#include "registry/annotation.h"
#include "registry/registry.h"
#include "registry/seal_store.h"
#include "seal/trust.h"

/* An annotation counts for the certificate that it was made for alone. */
static void
ask_annotation(struct registry *registry, struct verification *v)
{
	unsigned char		 bits[ANNOTATION_CODE_BITS_BYTES];
	struct annotation	 a;
	struct certificate	 c;
	enum reason		 why;
	bool			 found = false;

	if (*v->annotation_code == '\0')
		return;
	if (!annotation_code_parse(v->annotation_code, bits))
		why = OK;	/* no such annotation */
	else
		why = registry_annotation_by_code(registry, bits, &a, &c,
		    &found);
	if (why == OK && found)
		found = strcmp(c.management_no, v->management_no) == 0 &&
		    c.version == v->version;
	verification_annotation(v, why, found, &a);
}

static void
ask_certificate(struct registry *registry, struct verification *v)
{
	struct certificate	 c;
	enum reason		 why;
	bool			 found = false;

	why = registry_by_document(registry, v->management_no, v->version, &c,
	    &found);
	verification_registry(v, why, found, &c);
}

static void
ask_seal(struct registry *registry, struct verification *v)
{
	char		 day[CLOCK_DATE_BYTES];
	enum reason	 why;
	bool		 known, serves;

	if (!v->sealed.is_sealed)
		return;
	clock_date(v->sealed.at, day);
	why = registry_seal_serves(registry, v->sealed.digest,
	    v->qualification, day, &known, &serves);
	verification_seal(v, why, known, serves);
}

static void
ask_registry(const struct conf *conf, bool offline, struct verification *v)
{
	struct registry	*registry = NULL;
	enum reason	 why;

	if (v->verified == NULL)
		return;
	if (offline) {
		verification_unasked(v, "--offline");
		return;
	}
	if ((why = registry_open(conf, &registry)) != OK) {
		verification_unasked(v, reason_info(why)->code);
		return;
	}
	ask_annotation(registry, v);
	ask_certificate(registry, v);
	ask_seal(registry, v);
	registry_free(&registry);
}

static void
print(const char *file, const struct verification *v)
{
	const struct check	*check;
	int			 i;

	printf("%s\n", file);
	for (i = 0; i < CHECK__MAX; i++) {
		check = &v->list.check[i];
		printf("  %-19s %s %s (%s)%s%s\n", check_code(i),
		    outcome_word(check->outcome, 1),
		    outcome_word(check->outcome, 0), check_sentence(i, 0),
		    check->detail[0] == '\0' ? "" : ": ", check->detail);
	}
	printf("%s %s\n", verdict_word(check_verdict(&v->list), 0),
	    verdict_word(check_verdict(&v->list), 1));
}

static int
exit_status(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_VALID:
		return EXIT_YES;
	case VERDICT_NOT_VALID:
		return EXIT_NO;
	default:
		return EXIT_UNDECIDED;
	}
}

static int
verify(const struct conf *conf, const char *file, bool offline)
{
	struct buf		 bytes = BUF_INIT(UNTRUSTED_BYTES_MAX);
	struct verifier		*verifier = NULL;
	struct trust		*seals = NULL;
	struct verification	 v;
	enum reason		 why;
	int			 status = EXIT_UNDECIDED;

	memset(&v, 0, sizeof(v));
	why = buf_read_file(&bytes, file);
	if (why == OK && *conf->seal_trust_file != '\0')
		why = trust_load(conf->seal_trust_file, &seals);
	if (why == OK)
		why = verifier_open(conf->trust_file, conf->schema_dir,
		    seals, &verifier);
	if (why == OK)
		why = verify_file(verifier, buf_text(&bytes), bytes.len,
		    clock_now(), &v);
	if (why == OK) {
		ask_registry(conf, offline, &v);
		print(file, &v);
		status = exit_status(check_verdict(&v.list));
	} else
		command_explain(file, why);
	verification_free(&v);
	verifier_free(&verifier);
	trust_free(&seals);
	buf_free(&bytes);
	return status;
}

int
command_verify(const struct conf *conf, int argc, char **argv)
{
	bool	 offline = argc > 1 && strcmp(argv[1], "--offline") == 0;
	int	 at = offline ? 2 : 1;

	if (argc != at + 1 || argv[at][0] == '-') {
		fputs("usage: ecert [-c FILE] verify [--offline] FILE\n",
		    stderr);
		return EXIT_USAGE;
	}
	return verify(conf, argv[at], offline);
}
