/* ecert audit: who looked, changed, took out and brought in. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "admin/change.h"
#include "admin/command.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "document/table.h"
#include "field/management_no.h"
#include "registry/admin_event.h"
#include "registry/audit.h"
#include "registry/registry.h"

#define DAY_S		86400
#define COLUMNS		6
#define ROW_BYTES	(64 * 1024)
#define ACCOUNT_CHARS_MAX 140

struct request {
	struct audit_question	 q;
	char			 management_no[MANAGEMENT_NO_BYTES];
	bool			 csv;
};

static const char	*const titles[COLUMNS] = {
	"时间 at", "账户 account", "操作 action", "管理号 management number",
	"版本 version", "内容 detail",
};

/* A row of CSV; the table's mark of UTF-8 stands before the first alone. */
static enum reason
print_csv(const char *const cells[COLUMNS], bool first)
{
	struct buf	 row = BUF_INIT(ROW_BYTES);
	size_t		 mark = first ? 0 : strlen("\xEF\xBB\xBF");
	enum reason	 why;

	if ((why = table_csv(cells, COLUMNS, 1, &row)) == OK)
		fwrite(row.data + mark, 1, row.len - mark, stdout);
	buf_free(&row);
	return why;
}

static enum reason
print_entry(void *arg, const struct audit_entry *e)
{
	const struct request	*request = arg;
	char			 at[CLOCK_ISO_BYTES], version[12] = "";
	const char		*cells[COLUMNS] = {
		at, e->actor, e->action, e->management_no, version, e->detail,
	};

	clock_iso(e->at, at);
	if (e->serial != 0)
		snprintf(version, sizeof(version), "%u", e->version);
	if (request->csv)
		return print_csv(cells, false);
	printf("%s\t%s\t%s\t%s\t%s\t%s\n", at, e->actor, e->action,
	    *e->management_no == '\0' ? "-" : e->management_no,
	    *version == '\0' ? "-" : version, e->detail);
	return OK;
}

/* What was asked for, as the note about this very look has it. */
static enum reason
note(struct registry *r, const struct request *request)
{
	char	 from[CLOCK_DATE_BYTES] = "", until[CLOCK_DATE_BYTES] = "";
	char	 detail[200];

	if (request->q.from != 0)
		clock_date(request->q.from, from);
	if (request->q.until != 0)
		clock_date(request->q.until - 1, until);
	snprintf(detail, sizeof(detail), "audit%s%s%s%s%s%.60s",
	    *from != '\0' ? " from " : "", from,
	    *until != '\0' ? " to " : "", until,
	    *request->q.actor != '\0' ? " of " : "", request->q.actor);
	text_trim_cut(detail);
	return registry_admin_note(r, request->csv ? ADMIN_EXPORT : ADMIN_VIEW,
	    request->q.serial, request->q.serial != 0, detail);
}

static enum reason
run(struct registry *r, struct request *request)
{
	struct certificate	 c;
	enum reason		 why;

	if (*request->management_no != '\0') {
		why = change_find(r, request->management_no, &c);
		if (why != OK)
			return why;
		request->q.serial = c.serial;
	}
	if ((why = note(r, request)) != OK)
		return why;
	if (request->csv && (why = print_csv(titles, true)) != OK)
		return why;
	return registry_audit(r, &request->q, print_entry, request);
}

static bool
read_day(const char *text, time_t *out)
{
	return strlen(text) == CLOCK_DATE_BYTES - 1 && wish_time(text, out);
}

static bool
take_option(int option, const char *value, struct request *request)
{
	switch (option) {
	case 'f':
		return read_day(value, &request->q.from) &&
		    request->q.from > 0;
	case 't':
		if (!read_day(value, &request->q.until))
			return false;
		request->q.until += DAY_S;
		return request->q.until > 0;
	case 'a':
		request->q.actor = value;
		return text_is_utf8(value, strlen(value)) &&
		    text_length(value) <= ACCOUNT_CHARS_MAX;
	case 'c':
		return management_no_normalise(value,
		    request->management_no) == OK;
	case 'v':
		request->csv = true;
		return true;
	default:
		return false;
	}
}

int
command_audit(const struct conf *conf, int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "from", required_argument, NULL, 'f' },
		{ "to", required_argument, NULL, 't' },
		{ "actor", required_argument, NULL, 'a' },
		{ "certificate", required_argument, NULL, 'c' },
		{ "csv", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 }
	};
	struct request	 request = { .q.actor = "" };
	struct registry	*r = NULL;
	enum reason	 why;
	int		 c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!take_option(c, optarg, &request))
			return command_usage(argv[0]);
	if (optind != argc)
		return command_usage(argv[0]);
	if ((why = command_registry(conf, 600, &r)) == OK)
		why = run(r, &request);
	registry_free(&r);
	return why == OK ? EXIT_YES : command_fail(argv[0], why);
}
