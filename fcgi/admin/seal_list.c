/* ecert seal list and disable: what the registry has, and what it may use. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "admin/command.h"
#include "admin/seal.h"
#include "base/clock.h"
#include "base/text.h"
#include "registry/registry.h"
#include "registry/seal_store.h"

#define WHY_CHARS_MAX	1000

static const char *
use_of(const struct seal_file *f, time_t now)
{
	if (f->disabled_at != 0)
		return "disabled";
	if (now < f->valid_from)
		return "not-yet";
	return now > f->valid_until ? "expired" : "in-force";
}

/* One a line, tabs between: for people and for cut(1). */
static void
print(const struct seal_file *f, time_t now)
{
	char	 from[CLOCK_ISO_BYTES], until[CLOCK_ISO_BYTES];

	clock_iso(f->valid_from, from);
	clock_iso(f->valid_until, until);
	printf("%u\t%s\t%s\t%s\t%s\t%s\t%u\t%s\n", f->id, f->seal,
	    use_of(f, now), from, until, f->es_id, f->signers, f->name);
}

int
seal_list(const struct conf *conf, int argc, char **argv)
{
	struct registry		*registry = NULL;
	struct seal_file	*list = NULL;
	size_t			 count = 0, i;
	enum reason		 why;

	(void)argv;
	if (argc != 1)
		return EXIT_USAGE;
	if ((why = registry_open(conf, &registry)) == OK &&
	    (why = registry_health(registry)) == OK)
		why = registry_seal_list(registry, &list, &count);
	for (i = 0; i < count; i++)
		print(&list[i], clock_now());
	free(list);
	registry_free(&registry);
	if (why == OK)
		return EXIT_YES;
	command_explain("seal list", why);
	return EXIT_UNDECIDED;
}

static int
disable(const struct conf *conf, unsigned id, const char *why_text)
{
	struct registry	*registry = NULL;
	enum reason	 why;

	if ((why = registry_open(conf, &registry)) == OK &&
	    (why = registry_health(registry)) == OK)
		why = registry_seal_disable(registry, id, why_text);
	registry_free(&registry);
	if (why == OK) {
		printf("%u\tdisabled\n", id);
		return EXIT_YES;
	}
	command_explain("seal disable", why);
	return reason_info(why)->status < 500 ? EXIT_NO : EXIT_UNDECIDED;
}

int
seal_disable(const struct conf *conf, int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "why", required_argument, NULL, 'w' },
		{ NULL, 0, NULL, 0 }
	};
	const char	*text = NULL;
	unsigned	 id;
	int		 c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 'w')
			return EXIT_USAGE;
		text = optarg;
	}
	if (optind + 1 != argc || text == NULL || *text == '\0' ||
	    text_length(text) > WHY_CHARS_MAX ||
	    !command_number(argv[optind], &id))
		return EXIT_USAGE;
	return disable(conf, id, text);
}
