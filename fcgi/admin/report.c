/* ecert report: the reports there are, or the numbers of one. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/command.h"
#include "admin/report.h"
#include "registry/admin_event.h"
#include "registry/registry.h"

#define OUT_BYTES_MAX	(256u << 20)
#define PATIENCE_S	3600	/* some reports read all certificates */

enum form { FORM_TABLE = 0, FORM_CSV, FORM_XLSX, FORM_XML, FORM_SQL,
    FORM_ABOUT };

static const struct {
	const char	*option;
	enum form	 form;
} forms[] = {
	{ "--csv", FORM_CSV },
	{ "--xlsx", FORM_XLSX },
	{ "--xml", FORM_XML },
	{ "--sql", FORM_SQL },
	{ "--about", FORM_ABOUT },
};

/* What is asked for; words of the command line, borrowed. */
struct order {
	const char	*name;		/* NULL: the list */
	enum form	 form;
	bool		 english;
	const char	*file;		/* NULL: standard output */
	struct given {
		const char	*name;	/* without its hyphens */
		const char	*value;
	} given[ADMIN_REPORT_PARAMETERS_MAX];
	size_t		 given_count;
};

static bool
take_form(struct order *o, const char *word)
{
	size_t	 i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(word, forms[i].option) == 0) {
			if (o->form != FORM_TABLE)
				return false;
			o->form = forms[i].form;
			return true;
		}
	return false;
}

/* An option with a value; false when it cannot be taken. */
static bool
take_option(struct order *o, const char *name, const char *value)
{
	if (value == NULL)
		return false;
	if (strcmp(name, "out") == 0) {
		o->file = value;
		return *value != '\0';
	}
	if (strcmp(name, "lang") == 0) {
		o->english = strcmp(value, "en") == 0;
		return o->english || strcmp(value, "zh") == 0;
	}
	if (o->given_count == ADMIN_REPORT_PARAMETERS_MAX)
		return false;
	o->given[o->given_count].name = name;
	o->given[o->given_count++].value = value;
	return true;
}

/* Options may stand before and after the name. */
static bool
read_order(struct order *o, int argc, char **argv)
{
	char	*equals;
	int	 i;

	for (i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) != 0) {
			if (o->name != NULL || *argv[i] == '-')
				return false;
			o->name = argv[i];
		} else if (take_form(o, argv[i])) {
			continue;
		} else if ((equals = strchr(argv[i], '=')) != NULL) {
			*equals = '\0';
			if (!take_option(o, argv[i] + 2, equals + 1))
				return false;
		} else {
			if (!take_option(o, argv[i] + 2, argv[i + 1]))
				return false;
			i++;
		}
	}
	return o->name != NULL || (o->form == FORM_TABLE &&
	    o->given_count == 0);
}

static enum reason
no_parameter(const struct admin_report_description *d)
{
	struct buf	 names = BUF_INIT(400);
	enum reason	 why = OK;
	size_t		 i;

	for (i = 0; why == OK && i < d->parameter_count; i++)
		why = buf_printf(&names, " --%s", d->parameters[i].name);
	if (why == OK)
		why = fail(REASON_FIGURES_NO_PARAMETER, "%s:%s",
		    d->report.name, names.len > 0 ? buf_text(&names) :
		    " no parameters");
	buf_free(&names);
	return why;
}

/* What was given by name, in the order of the parameters. */
static enum reason
order_values(const struct order *o, const struct admin_report_description *d,
    const char **values)
{
	size_t	 i, p;

	for (i = 0; i < o->given_count; i++) {
		for (p = 0; p < d->parameter_count; p++)
			if (strcmp(d->parameters[p].name,
			    o->given[i].name) == 0)
				break;
		if (p == d->parameter_count)
			return no_parameter(d);
		values[p] = o->given[i].value;
	}
	return OK;
}

static enum reason
write_figures(const struct order *o, const struct figures *f, struct buf *out)
{
	switch (o->form) {
	case FORM_CSV:
		return figures_csv(f, o->english, out);
	case FORM_XLSX:
		return figures_xlsx(f, o->english, out);
	case FORM_XML:
		return figures_xml(f, out);
	default:
		return report_print(f, o->english, out);
	}
}

static enum reason
answer_one(const struct order *o, struct registry *registry, struct buf *out)
{
	const char	*values[ADMIN_REPORT_PARAMETERS_MAX] = { NULL };
	struct figures	 f;
	enum reason	 why;

	memset(&f, 0, sizeof(f));
	if ((why = admin_report_describe(registry, o->name, &f.about)) != OK ||
	    (why = order_values(o, &f.about, values)) != OK)
		goto out;
	if (o->form == FORM_SQL)
		why = admin_report_source(registry, o->name, out);
	else if (o->form == FORM_ABOUT)
		why = report_print_about(&f.about, o->english, out);
	else if ((why = figures_fill(registry, values, &f)) == OK &&
	    (!o->english || o->form == FORM_XML ||
	    (why = figures_name_in_english(registry, &f)) == OK))
		why = write_figures(o, &f, out);
out:
	figures_free(&f);
	return why;
}

static enum reason
answer_list(const struct order *o, struct registry *registry, struct buf *out)
{
	struct admin_report	*list = NULL;
	enum reason		 why;
	size_t			 count = 0;

	why = admin_report_list(registry, &list, &count);
	if (why == OK)
		why = report_print_list(list, count, o->english, out);
	free(list);
	return why;
}

/* A reader that has seen enough of standard output has closed it. */
static enum reason
write_stream(FILE *to, const char *name, const struct buf *out)
{
	if (fwrite(out->data, 1, out->len, to) == out->len && fflush(to) == 0)
		return OK;
	if (to == stdout && errno == EPIPE)
		return OK;
	return fail(REASON_FILE_WRITE, "%s: %s", name, strerror(errno));
}

/* Whole or not at all: whoever reads the file never sees half of it. */
static enum reason
write_file(const char *path, const struct buf *out)
{
	char		 part[PATH_MAX];
	enum reason	 why;
	FILE		*to;
	int		 n = snprintf(part, sizeof(part), "%s.part", path);

	if (n < 0 || (size_t)n >= sizeof(part))
		return fail(REASON_FILE_WRITE, "the path is too long");
	/* What was left of a run that was cut off; never somebody's link. */
	(void)unlink(part);
	if ((to = fopen(part, "wxe")) == NULL)
		return fail(REASON_FILE_WRITE, "%s: %s", part,
		    strerror(errno));
	why = write_stream(to, part, out);
	if (fclose(to) != 0 && why == OK)
		why = fail(REASON_FILE_WRITE, "%s: %s", part, strerror(errno));
	if (why == OK && rename(part, path) != 0)
		why = fail(REASON_FILE_WRITE, "%s: %s", path, strerror(errno));
	if (why != OK)
		(void)unlink(part);
	return why;
}

/* Files go out of the house: who took them is written down first. */
static enum reason
note_export(const struct order *o, struct registry *registry)
{
	if (o->form != FORM_CSV && o->form != FORM_XLSX &&
	    o->form != FORM_XML && o->file == NULL)
		return OK;
	return registry_export_note(registry, o->name, "command");
}

static int
report(const struct conf *conf, const struct order *o)
{
	struct conf	 patient = *conf;
	struct registry	*registry = NULL;
	struct buf	 out = BUF_INIT(OUT_BYTES_MAX);
	enum reason	 why;

	patient.db_timeout_s = PATIENCE_S;
	patient.db_pool = 1;
	if ((why = admin_report_open(&patient, &registry)) == OK)
		why = o->name == NULL ? answer_list(o, registry, &out) :
		    answer_one(o, registry, &out);
	if (why == OK && o->name != NULL)
		why = note_export(o, registry);
	if (why == OK)
		why = o->file != NULL ? write_file(o->file, &out) :
		    write_stream(stdout, "-", &out);
	registry_free(&registry);
	buf_free(&out);
	if (why == OK)
		return EXIT_YES;
	command_explain("report", why);
	return reason_info(why)->status < 500 ? EXIT_NO : EXIT_UNDECIDED;
}

int
command_report(const struct conf *conf, int argc, char **argv)
{
	struct order	 o = { .name = NULL };

	if (!read_order(&o, argc, argv) || (o.form == FORM_XLSX &&
	    o.file == NULL && isatty(STDOUT_FILENO) == 1)) {
		fputs("usage: ecert [-c FILE] report [--lang zh|en]\n"
		    "       ecert [-c FILE] report NAME [--PARAMETER VALUE]... "
		    "[--csv|--xlsx|--xml|--sql|--about]\n"
		    "           [--lang zh|en] [--out FILE]\n"
		    "       a workbook (--xlsx) is not written to a terminal\n",
		    stderr);
		return EXIT_USAGE;
	}
	return report(conf, &o);
}
