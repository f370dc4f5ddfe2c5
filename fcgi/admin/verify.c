/* ecert verify: every check of a file, one a line, and the verdict. */
#include <stdio.h>
#include <string.h>

#include "admin/command.h"
#include "base/buf.h"
#include "base/clock.h"
#include "document/untrusted.h"
#include "registry/registry.h"
#include "seal/trust.h"
#include "service/file_verify.h"

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
	struct registry		*registry = NULL;
	struct verification	 v;
	enum reason		 why, no_registry = OK;
	int			 status = EXIT_UNDECIDED;

	memset(&v, 0, sizeof(v));
	why = buf_read_file(&bytes, file);
	if (why == OK && *conf->seal_trust_file != '\0')
		why = trust_load(conf->seal_trust_file, &seals);
	if (why == OK)
		why = file_verifier_open(conf, seals, &verifier);
	if (why == OK && !offline)
		no_registry = registry_open(conf, &registry);
	if (why == OK)
		why = file_verify(verifier, registry, buf_text(&bytes),
		    bytes.len, clock_now(), &v);
	if (why == OK) {
		if (no_registry != OK)
			verification_unasked(&v,
			    reason_info(no_registry)->code);
		print(file, &v);
		status = exit_status(check_verdict(&v.list));
	} else
		command_explain(file, why);
	verification_free(&v);
	registry_free(&registry);
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
