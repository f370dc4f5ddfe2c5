/* Content-Type and Content-Disposition of a certificate document. */
#include "responder/download.h"

enum reason
download_headers(struct context *ctx, const struct certificate *c)
{
	struct buf	 value = BUF_INIT(4096);
	const char	*s;
	enum reason	 why;

	why = buf_printf(&value, "attachment; filename=\"certificate-%s.xml\"; "
	    "filename*=UTF-8''", c->management_no);
	for (s = c->title_zh; why == OK && *s != '\0'; s++)
		why = buf_printf(&value, "%%%02X", (unsigned char)*s);
	if (why == OK)
		why = buf_printf(&value, "-%s.xml", c->management_no);
	if (why == OK)
		why = response_header(ctx->res, "Content-Disposition",
		    buf_text(&value));
	if (why == OK)
		why = response_header(ctx->res, "Content-Type",
		    "application/xml");
	buf_free(&value);
	return why;
}
