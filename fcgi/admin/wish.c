/* Command lines of the commands that change states. */
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "admin/change.h"
#include "admin/command.h"
#include "base/clock.h"
#include "base/text.h"
#include "field/management_no.h"

bool
wish_time(const char *text, time_t *out)
{
	char	 whole[CLOCK_ISO_BYTES];

	if (strlen(text) != CLOCK_DATE_BYTES - 1)
		return clock_read_iso(text, out);
	snprintf(whole, sizeof(whole), "%sT00:00:00+08:00", text);
	return clock_read_iso(whole, out);
}

static bool
take_option(int option, const char *value, struct wish *w)
{
	switch (option) {
	case 'r':
		w->change.reason_class = value;
		return *value != '\0';
	case 't':
		w->change.text = value;
		return text_is_line(value, CHANGE_TEXT_CHARS_MAX);
	case 'e':
		return wish_time(value, &w->change.effective_at) &&
		    w->change.effective_at > 0;
	case 'd':
		w->dry_run = value;
		return *value != '\0';
	case 'c':
		return command_number(value, &w->confirm);
	case 'f':
		return command_number(value, &w->refuse);
	case 'w':
		return command_number(value, &w->withdraw);
	default:
		return false;
	}
}

/* What an option needs to be allowed. */
static unsigned
needs(int option)
{
	switch (option) {
	case 'r':
		return WISH_REASON;
	case 't':
		return WISH_TEXT;
	case 'e':
		return WISH_EFFECTIVE;
	case 'c':
		return WISH_TWO | WISH_PLAN;
	case 'd':
		return WISH_PLAN;
	default:
		return WISH_TWO;
	}
}

/* Exactly one thing is asked for, with nothing that does not belong to it. */
static bool
is_whole(struct wish *w, unsigned allowed, bool named)
{
	int	 numbers = (w->confirm > 0) + (w->refuse > 0) +
		    (w->withdraw > 0);

	if (numbers + (w->dry_run != NULL) + named != 1)
		return false;
	if (numbers > 0)
		return w->change.reason_class == NULL &&
		    w->change.effective_at == 0 &&
		    (w->change.text == NULL || w->refuse > 0);
	w->lacks_reason = w->dry_run == NULL && (allowed & WISH_REASON) != 0 &&
	    w->change.reason_class == NULL;
	return !w->lacks_reason;
}

bool
wish_read(int argc, char **argv, unsigned allowed, struct wish *w)
{
	static const struct option	 options[] = {
		{ "reason", required_argument, NULL, 'r' },
		{ "text", required_argument, NULL, 't' },
		{ "effective", required_argument, NULL, 'e' },
		{ "dry-run", required_argument, NULL, 'd' },
		{ "confirm", required_argument, NULL, 'c' },
		{ "refuse", required_argument, NULL, 'f' },
		{ "withdraw", required_argument, NULL, 'w' },
		{ NULL, 0, NULL, 0 }
	};
	bool	 named;
	int	 c;

	memset(w, 0, sizeof(*w));
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (c == '?' || (needs(c) & allowed) == 0 ||
		    !take_option(c, optarg, w))
			return false;
	named = optind + 1 == argc;
	if (optind < argc && (!named || management_no_normalise(argv[optind],
	    w->management_no) != OK))
		return false;
	return is_whole(w, allowed, named);
}
