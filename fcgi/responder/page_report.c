/* A report that is kept: for people, for programs, as a file. */
#include <stdio.h>

#include "document/model_verification.h"
#include "document/untrusted.h"
#include "field/annotation.h"
#include "responder/page.h"
#include "responder/report_read.h"

static enum reason
read_bytes(struct context *ctx,
    const unsigned char number[REPORT_NUMBER_BYTES], struct buf *xml)
{
	enum reason	 why;
	bool		 found;

	why = registry_report_read(ctx->app->registry, number, xml, &found);
	return why != OK || found ? why :
	    fail(REASON_REPORT_UNKNOWN, "no such report");
}

enum reason
report_tree(struct context *ctx,
    const unsigned char number[REPORT_NUMBER_BYTES], xmlDoc **out)
{
	struct buf	 xml = BUF_INIT(REPORT_BYTES_MAX);
	enum reason	 why;

	if ((why = read_bytes(ctx, number, &xml)) == OK &&
	    (why = untrusted_parse(buf_text(&xml), xml.len, out)) != OK)
		why = fail(REASON_DATA, "kept report is not XML");
	buf_free(&xml);
	return why;
}

enum reason
report_answer(struct context *ctx, const struct buf *xml)
{
	enum reason	 why;

	why = buf_add(&ctx->res->body, buf_text(xml), xml->len);
	return why != OK ? why : response_header(ctx->res, "Content-Type",
	    "application/xml; charset=UTF-8");
}

/* The number in the address; its one written form goes into out. */
static enum reason
read_number(const struct context *ctx,
    unsigned char bits[REPORT_NUMBER_BYTES], char out[ANNOTATION_CODE_BYTES])
{
	if (!annotation_code_parse(ctx->path_arg[0], bits))
		return fail(REASON_REPORT_UNKNOWN, "not a number");
	annotation_code_format(bits, out);
	return OK;
}

static enum reason
show(struct context *ctx, const unsigned char bits[REPORT_NUMBER_BYTES],
    const char *number)
{
	struct page			 page = context_page(ctx,
					    "verification");
	struct model_verification	 m = { .number = number };
	xmlDoc				*model = NULL;
	enum reason			 why;

	if ((why = report_tree(ctx, bits, &m.report)) == OK)
		why = model_verification(&page, &m, &model);
	xmlFreeDoc(m.report);
	return why != OK ? why : respond(ctx, "verification", model);
}

/* The signed bytes into the answer. */
static enum reason
answer_bytes(struct context *ctx,
    const unsigned char bits[REPORT_NUMBER_BYTES])
{
	struct buf	 xml = BUF_INIT(REPORT_BYTES_MAX);
	enum reason	 why;

	if ((why = read_bytes(ctx, bits, &xml)) == OK)
		why = report_answer(ctx, &xml);
	buf_free(&xml);
	return why;
}

/* GET /verify/reports/:number - a page, or the signed XML as it is */
enum reason
report_page(struct context *ctx)
{
	unsigned char	 bits[REPORT_NUMBER_BYTES];
	char		 number[ANNOTATION_CODE_BYTES];
	enum reason	 why;

	if ((why = read_number(ctx, bits, number)) != OK ||
	    (why = response_header(ctx->res, "Vary", "Accept")) != OK)
		return why;
	return ctx->format == FORMAT_XML ? answer_bytes(ctx, bits) :
	    show(ctx, bits, number);
}

/* GET /verify/reports/:number/report.xml - to keep */
enum reason
report_download(struct context *ctx)
{
	unsigned char	 bits[REPORT_NUMBER_BYTES];
	char		 number[ANNOTATION_CODE_BYTES], value[96];
	enum reason	 why;

	if ((why = read_number(ctx, bits, number)) != OK ||
	    (why = answer_bytes(ctx, bits)) != OK)
		return why;
	snprintf(value, sizeof(value),
	    "attachment; filename=\"verification-report-%s.xml\"", number);
	return response_header(ctx->res, "Content-Disposition", value);
}
