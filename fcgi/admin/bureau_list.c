/* ecert bureau list: bureaus and their keys, a line each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/bureau.h"
#include "base/clock.h"

static const char *
or_dash(const char *text)
{
	return *text == '\0' ? "-" : text;
}

static void
print_key(const struct bureau_key_entry *k)
{
	char	 from[CLOCK_ISO_BYTES], until[CLOCK_ISO_BYTES];

	clock_iso(k->valid_from, from);
	clock_iso(k->valid_until, until);
	printf("%s\tkey\t%s\t%s\t%s\t%s\n", k->code, k->state, k->fingerprint,
	    from, until);
}

static void
print_bureau(const struct bureau_entry *b)
{
	printf("%s\tbureau\t%s\t%s\t%s\t%s\t%s\t%u\t%u\t%u\t%s\t%s\n",
	    b->code, b->state, or_dash(b->province), b->name_zh, b->scopes,
	    b->proof, b->per_minute, b->per_day, b->calls_today, b->from,
	    b->until);
}

enum reason
bureau_list(struct registry *r, struct bureau_wish *w)
{
	struct bureau_entry	*list = NULL;
	struct bureau_key_entry	*keys = NULL;
	size_t			 count = 0, nkeys = 0, i, j, shown = 0;
	enum reason		 why;

	if ((why = registry_bureau_list(r, &list, &count)) == OK)
		why = registry_bureau_keys(r, &keys, &nkeys);
	for (i = 0; why == OK && i < count; i++) {
		if (w->code != NULL && strcmp(w->code, list[i].code) != 0)
			continue;
		shown++;
		print_bureau(&list[i]);
		for (j = 0; j < nkeys; j++)
			if (strcmp(keys[j].code, list[i].code) == 0)
				print_key(&keys[j]);
	}
	free(list);
	free(keys);
	return why != OK || shown > 0 || w->code == NULL ? why :
	    fail(REASON_BUREAU_NONE, "%s", w->code);
}
