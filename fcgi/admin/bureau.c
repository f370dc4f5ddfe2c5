/* ecert bureau: who may call over HTTP, by which keys, for what. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/bureau.h"
#include "admin/change.h"
#include "admin/command.h"
#include "base/clock.h"
#include "base/text.h"
#include "document/client_cert.h"
#include "field/scope.h"
#include "registry/registry.h"

#define BUREAU_NAME_CHARS_MAX	80
#define WHY_CHARS_MAX	200
#define CODE_CHARS_MAX	32
#define CERT_BYTES	65536

#define PRESET_MINUTE	120
#define PRESET_DAY	20000

static const char	 code_chars[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
static const char	 hex[] = "0123456789abcdef";

static bool
is_of(const char *text, const char *chars, size_t max)
{
	size_t	 n = strspn(text, chars);

	return n > 0 && text[n] == '\0' && n <= max;
}

static bool
is_proof(const char *word)
{
	return strcmp(word, "certificate") == 0 ||
	    strcmp(word, "signature") == 0 || strcmp(word, "both") == 0;
}

static bool
is_day(const char *text)
{
	time_t	 day;

	return strlen(text) == CLOCK_DATE_BYTES - 1 && wish_time(text, &day);
}

static bool
take_option(int option, const char *value, struct bureau_wish *w)
{
	switch (option) {
	case 'n':
		w->name = value;
		return text_is_line(value, BUREAU_NAME_CHARS_MAX);
	case 'p':
		w->province = value;
		return strlen(value) == 2 && text_is_digits(value);
	case 's':
		w->terms.scopes = value;
		return scope_is_list(value);
	case 'o':
		w->terms.proof = value;
		return is_proof(value);
	case 'm':
		return command_number(value, &w->terms.per_minute);
	case 'd':
		return command_number(value, &w->terms.per_day);
	case 'f':
		w->terms.from = value;
		return is_day(value);
	case 'u':
		w->terms.until = value;
		return is_day(value);
	case 'c':
		w->cert_file = value;
		return *value != '\0';
	case 'k':
		w->key = value;
		return is_of(value, hex, 64) && strlen(value) == 64;
	case 'w':
		w->why = value;
		return text_is_line(value, WHY_CHARS_MAX);
	default:
		return false;
	}
}

static bool
read_wish(int argc, char **argv, const char *allowed, struct bureau_wish *w)
{
	static const struct option	 options[] = {
		{ "name", required_argument, NULL, 'n' },
		{ "province", required_argument, NULL, 'p' },
		{ "scopes", required_argument, NULL, 's' },
		{ "proof", required_argument, NULL, 'o' },
		{ "per-minute", required_argument, NULL, 'm' },
		{ "per-day", required_argument, NULL, 'd' },
		{ "from", required_argument, NULL, 'f' },
		{ "until", required_argument, NULL, 'u' },
		{ "certificate", required_argument, NULL, 'c' },
		{ "key", required_argument, NULL, 'k' },
		{ "why", required_argument, NULL, 'w' },
		{ NULL, 0, NULL, 0 }
	};
	int	 c;

	memset(w, 0, sizeof(*w));
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (strchr(allowed, c) == NULL || !take_option(c, optarg, w))
			return false;
	if (optind == argc)
		return true;
	w->code = argv[optind];
	return optind + 1 == argc && is_of(w->code, code_chars, CODE_CHARS_MAX);
}

/* Who proves calls by signatures needs a key that can make them. */
static enum reason
read_key(const struct bureau_wish *w, struct buf *der,
    struct bureau_key_new *key)
{
	struct buf		 pem = BUF_INIT(CERT_BYTES);
	struct client_cert	 cert;
	enum reason		 why;

	if ((why = buf_read_file(&pem, w->cert_file)) == OK)
		why = client_cert_read(&pem, der, &cert);
	buf_free(&pem);
	if (why != OK)
		return why;
	if (!cert.can_sign && w->terms.proof != NULL &&
	    strcmp(w->terms.proof, "certificate") != 0)
		return fail(REASON_BUREAU_CERT_UNFIT,
		    "only a P-256 key signs messages");
	*key = (struct bureau_key_new){ der, cert.valid_from,
	    cert.valid_until };
	return OK;
}

static enum reason
add(struct registry *r, struct bureau_wish *w)
{
	struct buf		 der = BUF_INIT(CERT_BYTES);
	struct bureau_new	 b = { .code = w->code, .name_zh = w->name,
	    .province = w->province != NULL ? w->province : "" };
	enum reason		 why;

	if (w->terms.proof == NULL)
		w->terms.proof = "certificate";
	if (w->terms.per_minute == 0)
		w->terms.per_minute = PRESET_MINUTE;
	if (w->terms.per_day == 0)
		w->terms.per_day = PRESET_DAY;
	b.terms = w->terms;
	if ((why = read_key(w, &der, &b.key)) == OK)
		why = registry_bureau_add(r, &b);
	buf_free(&der);
	return why;
}

static enum reason
rotate(struct registry *r, struct bureau_wish *w)
{
	struct buf		 der = BUF_INIT(CERT_BYTES);
	struct bureau_key_new	 key;
	enum reason		 why;

	if ((why = read_key(w, &der, &key)) == OK)
		why = registry_bureau_key_add(r, w->code, &key);
	buf_free(&der);
	return why;
}

static enum reason
disable(struct registry *r, struct bureau_wish *w)
{
	return registry_bureau_disable(r, w->code, w->key != NULL ? w->key :
	    "", w->why);
}

static enum reason
set_terms(struct registry *r, struct bureau_wish *w)
{
	return registry_bureau_terms(r, w->code, &w->terms);
}

static bool
adds_enough(const struct bureau_wish *w)
{
	return w->code != NULL && w->name != NULL && w->cert_file != NULL &&
	    w->terms.scopes != NULL;
}

static bool
rotates_enough(const struct bureau_wish *w)
{
	return w->code != NULL && w->cert_file != NULL;
}

static bool
disables_enough(const struct bureau_wish *w)
{
	return w->code != NULL && w->why != NULL;
}

static bool
lists_enough(const struct bureau_wish *w)
{
	(void)w;
	return true;
}

static bool
changes_enough(const struct bureau_wish *w)
{
	return w->code != NULL && (w->terms.scopes != NULL ||
	    w->terms.proof != NULL || w->terms.per_minute != 0 ||
	    w->terms.per_day != 0 || w->terms.from != NULL ||
	    w->terms.until != NULL);
}

static const struct verb {
	const char	*name;
	const char	*allowed;	/* options */
	bool		(*enough)(const struct bureau_wish *);
	enum reason	(*run)(struct registry *, struct bureau_wish *);
	const char	*done;		/* told after the code; NULL: nothing */
} verbs[] = {
	{ "add", "npsomdfuc", adds_enough, add, "added" },
	{ "rotate", "c", rotates_enough, rotate, "key added" },
	{ "terms", "somdfu", changes_enough, set_terms, "terms set" },
	{ "disable", "kw", disables_enough, disable, "disabled" },
	{ "list", "", lists_enough, bureau_list, NULL },
};

static const char	 usage[] =
    "usage: ecert [-c FILE] bureau add --name NAME [--province NN]\n"
    "           --scopes LIST --certificate FILE [--proof WORD]\n"
    "           [--per-minute N] [--per-day N] [--from DATE]\n"
    "           [--until DATE] CODE\n"
    "       ecert [-c FILE] bureau rotate --certificate FILE CODE\n"
    "       ecert [-c FILE] bureau terms [--scopes LIST] [--proof WORD]\n"
    "           [--per-minute N] [--per-day N] [--from DATE]\n"
    "           [--until DATE] CODE\n"
    "       ecert [-c FILE] bureau disable [--key FINGERPRINT] --why TEXT\n"
    "           CODE\n"
    "       ecert [-c FILE] bureau list [CODE]\n";

static int
run(const struct conf *conf, const struct verb *verb, struct bureau_wish *w)
{
	struct registry	*r = NULL;
	enum reason	 why;

	if ((why = command_registry(conf, 0, &r)) == OK)
		why = verb->run(r, w);
	registry_free(&r);
	if (why != OK)
		return command_fail("bureau", why);
	if (verb->done != NULL)
		printf("%s\t%s\n", w->code, verb->done);
	return EXIT_YES;
}

int
command_bureau(const struct conf *conf, int argc, char **argv)
{
	struct bureau_wish	 w;
	size_t			 i;

	for (i = 0; argc > 1 && i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(argv[1], verbs[i].name) == 0 &&
		    read_wish(argc - 1, argv + 1, verbs[i].allowed, &w) &&
		    verbs[i].enough(&w))
			return run(conf, &verbs[i], &w);
	fputs(usage, stderr);
	return EXIT_USAGE;
}
