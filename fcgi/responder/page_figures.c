/* Reports for administrators: the list, one with its numbers, files of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/model_figures.h"
#include "registry/admin_event.h"
#include "responder/page.h"
#include "service/figures.h"

#define SQL_BYTES_MAX	65536
#define CHOICES_MAX	200
#define NOTE_MAX	150	/* characters of a note */

/*
 * nginx alone says who is there (nginx/admin-*.conf); who came by another way
 * learns nothing, not even that there is such a page.
 */
static enum reason
admit(const struct context *ctx)
{
	return *request_header(ctx->req, "ECERT_ADMIN") != '\0' ? OK :
	    fail(REASON_NOT_FOUND, "not by an administrators' way");
}

/* A page of another site has no business with our files (Fetch Metadata). */
static enum reason
admit_download(const struct context *ctx)
{
	return strcmp(request_header(ctx->req, "HTTP_SEC_FETCH_SITE"),
	    "cross-site") != 0 ? OK :
	    fail(REASON_NOT_FOUND, "asked for by a page of another site");
}

static bool
is_english(const struct context *ctx)
{
	return strcmp(ctx->lang, "en") == 0;
}

/* GET /admin/reports */
enum reason
reports_page(struct context *ctx)
{
	struct page			 page = context_page(ctx, "reports");
	struct admin_report		*list = NULL;
	struct model_report_entry	*entries = NULL;
	xmlDoc				*model = NULL;
	enum reason			 why;
	size_t				 count = 0, i;

	if ((why = admit(ctx)) != OK ||
	    (why = admin_report_list(ctx->app->reports, &list, &count)) != OK)
		return why;
	if ((entries = calloc(count + 1, sizeof(*entries))) == NULL)
		why = fail(REASON_MEMORY, "reports");
	for (i = 0; why == OK && i < count; i++)
		entries[i] = (struct model_report_entry){
			.name = list[i].name,
			.title = { list[i].title[0], list[i].title[1] },
			.purpose = { list[i].purpose[0], list[i].purpose[1] },
		};
	if (why == OK)
		why = model_reports(&page, entries, count, &model);
	free(entries);
	free(list);
	return why != OK ? why : respond(ctx, "reports", model);
}

/*
 * Here a typing error would change what the numbers mean: a filter that is
 * passed over counts everything.
 */
static enum reason
check_names(const struct context *ctx, const struct figures *f)
{
	const char	*name;
	size_t		 i, p;

	for (i = 0; (name = request_query_name(ctx->req, i)) != NULL; i++) {
		for (p = 0; p < f->about.parameter_count; p++)
			if (strcmp(f->about.parameters[p].name, name) == 0)
				break;
		if (p == f->about.parameter_count && strcmp(name, "lang") != 0)
			return fail(REASON_FIGURES_NO_PARAMETER,
			    "a field of the query");
	}
	return OK;
}

/* Describe the report of the address and run it as the query asks. */
static enum reason
run(struct context *ctx, bool english, struct figures *f)
{
	const char	*values[ADMIN_REPORT_PARAMETERS_MAX] = { NULL };
	enum reason	 why;
	size_t		 i;

	memset(f, 0, sizeof(*f));
	if ((why = admit(ctx)) != OK ||
	    (why = admin_report_describe(ctx->app->reports, ctx->path_arg[0],
	    &f->about)) != OK || (why = check_names(ctx, f)) != OK)
		return why;
	for (i = 0; i < f->about.parameter_count; i++)
		values[i] = request_query(ctx->req,
		    f->about.parameters[i].name);
	why = figures_fill(ctx->app->reports, values, f);
	return why != OK || !english ? why :
	    figures_name_in_english(ctx->app->reports, f);
}

struct choices {
	struct admin_report_choice	*list[2];
	struct model_choice		 all[CHOICES_MAX];
	size_t				 count;
};

/* What may be chosen for the parameters that this report has. */
static enum reason
add_choices(struct registry *reports, enum admin_report_kind kind,
    bool english, struct admin_report_choice **list, struct choices *c)
{
	enum reason	 why;
	size_t		 n, i;

	if (*list != NULL ||
	    (why = admin_report_choices(reports, kind, list, &n)) != OK)
		return *list != NULL ? OK : why;
	for (i = 0; i < n && c->count < CHOICES_MAX; i++)
		c->all[c->count++] = (struct model_choice){
			.kind = admin_report_kind_word(kind),
			.code = (*list)[i].code,
			.name = (*list)[i].name[english &&
			    (*list)[i].name[1][0] != '\0'],
		};
	return OK;
}

static enum reason
find_choices(struct registry *reports, bool english,
    const struct figures *f, struct choices *c)
{
	enum admin_report_kind	 kind;
	enum reason		 why = OK;
	size_t			 i;

	for (i = 0; why == OK && i < f->about.parameter_count; i++) {
		kind = f->about.parameters[i].kind;
		if (kind == REPORT_PROVINCE)
			why = add_choices(reports, kind, english,
			    &c->list[0], c);
		else if (kind == REPORT_QUALIFICATION)
			why = add_choices(reports, kind, english,
			    &c->list[1], c);
	}
	return why;
}

static size_t
find_sums(const struct figures *f, struct model_sum *sums)
{
	size_t	 i, n = 0;

	for (i = 0; i < f->about.column_count; i++)
		if (figures_sum(f, i, &sums[n].sum))
			sums[n++].column = f->about.columns[i].name;
	return n;
}

static enum reason
make_page(struct context *ctx, const struct figures *f, enum reason fault,
    xmlDoc **model)
{
	struct page		 page = context_page(ctx, "figures");
	struct buf		 sql = BUF_INIT(SQL_BYTES_MAX);
	struct model_sum	 sums[ADMIN_REPORT_COLUMNS_MAX];
	struct choices		 choices = { .count = 0 };
	struct model_figures	 m = { .rows = f->rows, .why = fault,
				    .sums = sums, .choices = choices.all };
	char			 href[16 + ADMIN_REPORT_NAME_BYTES];
	enum reason		 why;

	snprintf(href, sizeof(href), "/admin/reports/%s",
	    f->about.report.name);
	m.href = href;
	if ((why = find_choices(ctx->app->reports, is_english(ctx), f,
	    &choices)) == OK &&
	    (why = admin_report_source(ctx->app->reports,
	    f->about.report.name, &sql)) == OK &&
	    (why = figures_document(f, &m.figures)) == OK) {
		m.choice_count = choices.count;
		m.sum_count = find_sums(f, sums);
		m.sql = buf_text(&sql);
		why = model_figures(&page, &m, model);
	}
	xmlFreeDoc(m.figures);
	free(choices.list[0]);
	free(choices.list[1]);
	buf_free(&sql);
	return why;
}

/* What the person who asked can mend is told beside the form. */
static bool
is_of_query(enum reason why)
{
	return why == REASON_FIGURES_NO_PARAMETER ||
	    (why != OK && reason_info(why)->status == 422);
}

static enum reason
show(struct context *ctx, const struct figures *f, enum reason fault)
{
	xmlDoc		*model = NULL;
	enum reason	 why;

	if ((why = make_page(ctx, f, fault, &model)) != OK)
		return why;
	if (fault != OK)
		ctx->res->status = reason_info(fault)->status;
	return respond(ctx, "figures", model);
}

/* GET /admin/reports/:report */
enum reason
figures_page(struct context *ctx)
{
	struct figures	 f;
	enum reason	 why = run(ctx, is_english(ctx), &f);

	if (why == OK || is_of_query(why))
		why = show(ctx, &f, why);
	figures_free(&f);
	return why;
}

/*
 * Files go out of the house: who took them is written down first, by the name
 * that nginx gave, long numbers in it shortened.
 */
static enum reason
note_export(struct context *ctx, const struct figures *f)
{
	const char	*who = request_header(ctx->req, "ECERT_ADMIN");
	char		 by[NOTE_MAX + 1];
	size_t		 digits = 0, i;

	for (i = 0; i < NOTE_MAX && who[i] != '\0'; i++) {
		digits = who[i] >= '0' && who[i] <= '9' ? digits + 1 : 0;
		by[i] = who[i] >= ' ' && who[i] < 0x7f && digits < 9 ?
		    who[i] : '*';
	}
	by[i] = '\0';
	return registry_export_note(ctx->app->reports, f->about.report.name,
	    by);
}

typedef enum reason figures_writer(const struct figures *, bool english,
		    struct buf *);

static enum reason
download(struct context *ctx, bool english, figures_writer *writer,
    const char *type, const char *ending)
{
	struct figures	 f;
	char		 name[64 + ADMIN_REPORT_NAME_BYTES];
	enum reason	 why;

	memset(&f, 0, sizeof(f));
	if ((why = admit_download(ctx)) == OK &&
	    (why = run(ctx, english, &f)) == OK &&
	    (why = note_export(ctx, &f)) == OK)
		why = writer(&f, english, &ctx->res->body);
	snprintf(name, sizeof(name), "attachment; filename=\"%s.%s\"",
	    f.about.report.name, ending);
	/* What may be asked stands on the page. */
	if (why == REASON_FIGURES_NO_PARAMETER) {
		why = show(ctx, &f, why);
		figures_free(&f);
		return why;
	}
	figures_free(&f);
	if (why != OK ||
	    (why = response_header(ctx->res, "Content-Type", type)) != OK)
		return why;
	return response_header(ctx->res, "Content-Disposition", name);
}

/* GET /admin/reports/:report/figures.csv */
enum reason
figures_csv_file(struct context *ctx)
{
	return download(ctx, is_english(ctx), figures_csv,
	    "text/csv; charset=UTF-8", "csv");
}

/* GET /admin/reports/:report/figures.xlsx */
enum reason
figures_xlsx_file(struct context *ctx)
{
	return download(ctx, is_english(ctx), figures_xlsx,
	    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	    "xlsx");
}

static enum reason
write_xml(const struct figures *f, bool english, struct buf *out)
{
	(void)english;
	return figures_xml(f, out);
}

/* GET /admin/reports/:report/figures.xml - both languages */
enum reason
figures_xml_file(struct context *ctx)
{
	return download(ctx, false, write_xml,
	    "application/xml; charset=UTF-8", "xml");
}
