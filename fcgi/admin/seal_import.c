/* ecert seal import: a seal that verifies, and who signs with it. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "admin/command.h"
#include "admin/seal.h"
#include "base/clock.h"
#include "registry/registry.h"
#include "registry/seal_store.h"
#include "seal/cert.h"
#include "seal/seal.h"
#include "seal/seal_verify.h"
#include "seal/trust.h"

struct wish {
	const char	*code;
	const char	*file;
	const char	*signer_file[SEAL_FILE_SIGNERS_MAX];
	size_t		 signers;
};

/* What was read, in memory until the registry has it. */
struct import {
	struct buf	 der;
	struct seal	*seal;
	struct cert	*signer[SEAL_FILE_SIGNERS_MAX];
	size_t		 signers;
};

static void
import_free(struct import *i)
{
	while (i->signers > 0)
		cert_free(&i->signer[--i->signers]);
	seal_free(&i->seal);
	buf_free(&i->der);
}

/*
 * Only a seal that is good now comes in (GB/T 38540-2020, 6.3): a chain that
 * could not be checked is not good enough.
 */
static enum reason
check_seal(const struct conf *conf, const struct buf *der)
{
	struct trust		*trust = NULL;
	struct seal_verdict	 v;
	time_t			 now = clock_now();
	enum reason		 why;
	size_t			 i;

	if (*conf->seal_trust_file == '\0')
		return fail(REASON_SEAL_NO_TRUST, "seal.trust_file is empty");
	if ((why = trust_load(conf->seal_trust_file, &trust)) != OK)
		return why;
	why = seal_verify(der->data, der->len, trust, now, now, &v);
	trust_free(&trust);
	if (why != OK || v.overall == SEAL_PASSED)
		return why;
	for (i = 0; i < SEAL_STEP__MAX; i++)
		if (v.step[i].outcome == SEAL_FAILED ||
		    v.step[i].outcome == SEAL_COULD_NOT_CHECK)
			return fail(v.step[i].why, "%s: %s",
			    seal_step_word((enum seal_step)i),
			    v.step[i].detail);
	return fail(REASON_INTERNAL, "a verdict without its step");
}

static enum reason
read_signers(const struct wish *w, struct import *in)
{
	enum reason	 why;

	for (; in->signers < w->signers; in->signers++) {
		why = cert_load(w->signer_file[in->signers],
		    &in->signer[in->signers]);
		if (why != OK)
			return why;
		why = seal_check_signer(in->seal, in->signer[in->signers]);
		if (why == OK)
			why = cert_check_usage(in->signer[in->signers]);
		if (why != OK) {
			cert_free(&in->signer[in->signers]);
			return fail(why, "%s", w->signer_file[in->signers]);
		}
	}
	return OK;
}

static enum reason
read_all(const struct conf *conf, const struct wish *w, struct import *in)
{
	enum reason	 why;

	if ((why = buf_read_file(&in->der, w->file)) != OK ||
	    (why = seal_read(in->der.data, in->der.len, &in->seal)) != OK ||
	    (why = check_seal(conf, &in->der)) != OK)
		return why;
	return read_signers(w, in);
}

static enum reason
describe(const struct wish *w, const struct import *in, struct seal_file *f)
{
	const struct seal_facts	*facts = seal_facts(in->seal);
	struct buf		 owner = BUF_INIT(sizeof(f->owner) - 1);
	enum reason		 why;

	if (strlen(w->code) >= sizeof(f->seal))
		return fail(REASON_SEAL_UNKNOWN, "code of %zu bytes",
		    strlen(w->code));
	if ((why = cert_subject(in->signer[0], &owner)) == OK) {
		memset(f, 0, sizeof(*f));
		snprintf(f->seal, sizeof(f->seal), "%s", w->code);
		snprintf(f->es_id, sizeof(f->es_id), "%s", facts->id);
		snprintf(f->name, sizeof(f->name), "%s", facts->name);
		snprintf(f->owner, sizeof(f->owner), "%s", buf_text(&owner));
		snprintf(f->picture_type, sizeof(f->picture_type), "%s",
		    facts->picture_type);
		f->valid_from = facts->valid_from;
		f->valid_until = facts->valid_until;
	}
	buf_free(&owner);
	return why;
}

static enum reason
store(const struct conf *conf, const struct wish *w, const struct import *in,
    struct seal_file *f)
{
	struct registry		*registry = NULL;
	struct seal_part	 signer[SEAL_FILE_SIGNERS_MAX], maker;
	enum reason		 why;
	size_t			 i;

	if ((why = describe(w, in, f)) != OK)
		return why;
	maker.data = cert_der(seal_maker(in->seal), &maker.len);
	for (i = 0; i < in->signers; i++)
		signer[i].data = cert_der(in->signer[i], &signer[i].len);
	if ((why = registry_open(conf, &registry)) == OK &&
	    (why = registry_health(registry)) == OK)
		why = registry_seal_import(registry, f,
		    (struct seal_part){ in->der.data, in->der.len }, maker,
		    signer, in->signers);
	registry_free(&registry);
	return why;
}

static int
import(const struct conf *conf, const struct wish *w)
{
	struct import		 in = { .der = BUF_INIT(SES_BYTES_MAX) };
	struct seal_file	 file;
	char			 from[CLOCK_ISO_BYTES], until[CLOCK_ISO_BYTES];
	enum reason		 why;

	if ((why = read_all(conf, w, &in)) == OK)
		why = store(conf, w, &in, &file);
	import_free(&in);
	if (why == OK) {
		clock_iso(file.valid_from, from);
		clock_iso(file.valid_until, until);
		printf("%u\t%s\t%s\t%s\t%s\n", file.id, file.seal, from,
		    until, file.name);
		return EXIT_YES;
	}
	command_explain(w->file, why);
	return reason_info(why)->status < 500 ? EXIT_NO : EXIT_UNDECIDED;
}

int
seal_import(const struct conf *conf, int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "code", required_argument, NULL, 'c' },
		{ "signer", required_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 }
	};
	struct wish	 w = { 0 };
	int		 c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'c')
			w.code = optarg;
		else if (c == 's' && w.signers < SEAL_FILE_SIGNERS_MAX)
			w.signer_file[w.signers++] = optarg;
		else
			return EXIT_USAGE;
	}
	if (optind + 1 != argc || w.code == NULL || w.signers == 0)
		return EXIT_USAGE;
	w.file = argv[optind];
	return import(conf, &w);
}
