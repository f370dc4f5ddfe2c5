/* Many look-ups at once: the form, the template, a table that was sent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "document/model_batch.h"
#include "document/table.h"
#include "http/multipart.h"
#include "responder/batch_address.h"
#include "responder/page.h"
#include "service/lookup_batch.h"

static enum reason
build_form(struct context *ctx, xmlDoc **model)
{
	struct page	 page = context_page(ctx, "batch");

	return model_batch(&page, OK, LOOKUP_FILE_MAX, NULL, model);
}

/* GET /batch - what it is for, the template, the form */
enum reason
batch_page(struct context *ctx)
{
	return respond_kept(ctx, "batch", "", build_form);
}

/*
 * GET /batch/template.csv - a row that nobody is behind: 999999 is no place,
 * and the X keeps the number a text in spreadsheets.
 */
enum reason
batch_template(struct context *ctx)
{
	static const char *const cells[] = {
		"姓名", "证件号码", "管理号",
		"样本", "99999919900101018X", "YANGBEN-0001",
	};
	enum reason	 why;

	if ((why = table_csv(cells, 3, 2, &ctx->res->body)) != OK ||
	    (why = response_header(ctx->res, "Content-Type",
	    "text/csv; charset=UTF-8")) != OK)
		return why;
	return response_header(ctx->res, "Content-Disposition",
	    "attachment; filename=\"template.csv\"");
}

/* What is wrong with the file itself is told beside it, to choose another. */
static enum reason
form_again(struct context *ctx, enum reason fault)
{
	struct page	 page = context_page(ctx, "batch");
	xmlDoc		*model;
	enum reason	 why;

	why = model_batch(&page, fault, LOOKUP_FILE_MAX, NULL, &model);
	if (why != OK)
		return why;
	ctx->res->status = reason_info(fault)->status;
	return respond(ctx, "batch", model);
}

static bool
is_of_file(enum reason why)
{
	return why == REASON_BATCH_EMPTY || why == REASON_BATCH_LARGE ||
	    why == REASON_BATCH_ROWS || why == REASON_BATCH_ENCODING ||
	    why == REASON_BATCH_FORMAT || why == REASON_BATCH_COLUMNS ||
	    why == REASON_FILE_ONE;
}

/* The table and its digest. */
static enum reason
read_sheet(struct context *ctx, struct lookup_sheet *sheet, char digest[65])
{
	struct multipart	*form = NULL;
	const struct buf	*file = NULL;
	enum reason		 why;

	why = request_read_multipart(ctx->req, &form);
	if (why == REASON_FILE_TOO_LARGE)
		why = fail(REASON_BATCH_LARGE, "past the bound of files");
	if (why == OK && (file = multipart_file(form, "file")) == NULL)
		why = fail(REASON_BATCH_EMPTY, "no file");
	if (why == OK)
		why = lookup_csv_read(buf_text(file), file->len, sheet);
	if (why == OK)
		why = secret_digest_hex(file->data, file->len, digest);
	multipart_free(&form);
	return why;
}

/* Nothing was looked up: the faults, and whether to go on without them. */
static enum reason
show_faults(struct context *ctx, const struct lookup_sheet *sheet,
    const char *address)
{
	struct model_row_fault	*list;
	struct model_sheet	 m = { .total = sheet->faults,
				    .bad_rows = sheet->bad_rows,
				    .good_rows = sheet->rows };
	struct page		 page = context_page(ctx, "batch");
	char			 go_on[BATCH_ADDRESS_BYTES + 6];
	xmlDoc			*model = NULL;
	enum reason		 why;

	if ((list = calloc(MODEL_BATCH_FAULTS_MAX, sizeof(*list))) == NULL)
		return fail(REASON_MEMORY, "faults");
	for (; m.count < sheet->faults && m.count < MODEL_BATCH_FAULTS_MAX;
	    m.count++)
		list[m.count] = (struct model_row_fault){
			.row = sheet->fault[m.count].row,
			.column = lookup_column_name(
			    sheet->fault[m.count].column),
			.value = sheet->fault[m.count].shown,
			.why = sheet->fault[m.count].why,
		};
	m.faults = list;
	if (*address != '\0') {
		snprintf(go_on, sizeof(go_on), "%s/start", address);
		m.go_on = go_on;
	}
	why = model_batch(&page, OK, LOOKUP_FILE_MAX, &m, &model);
	free(list);
	if (why != OK)
		return why;
	ctx->res->status = 422;
	return respond(ctx, "batch", model);
}

/* Kept in any case; what has faults waits for a yes. */
static enum reason
keep(struct context *ctx, const struct lookup_sheet *sheet, const char *digest,
    char address[BATCH_ADDRESS_BYTES])
{
	unsigned char	 code[LOOKUP_CODE_BYTES];
	enum reason	 why;

	*address = '\0';
	if (sheet->rows == 0)
		return OK;
	why = lookup_batch_open(ctx->app->registry, ctx->app->ticket_key,
	    sheet, digest, clock_now(), sheet->faults == 0, code);
	return why != OK ? why : batch_address_write(ctx->app->ticket_key,
	    code, address);
}

/* POST /batch - multipart/form-data with the part "file" */
enum reason
batch_submit(struct context *ctx)
{
	struct lookup_sheet	 sheet = { 0 };
	char			 digest[65], address[BATCH_ADDRESS_BYTES];
	enum reason		 why;

	if ((why = read_sheet(ctx, &sheet, digest)) == OK &&
	    (why = keep(ctx, &sheet, digest, address)) == OK)
		why = sheet.faults > 0 ? show_faults(ctx, &sheet, address) :
		    respond_see_other(ctx, address);
	lookup_sheet_free(&sheet);
	return is_of_file(why) ? form_again(ctx, why) : why;
}
