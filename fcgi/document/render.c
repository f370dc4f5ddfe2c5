/* XSLT applied: compiled sheets, locked-down transforms. */
#include <libxml/xmlsave.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include <stdlib.h>
#include <string.h>

#include "base/metrics.h"
#include "document/render.h"
#include "document/sentences.h"

static const char *const page_names[] = {
	"home", "result", "copy", "verify", "verification", "catalogue",
	"help", "problem", "batch", "batch-result",
	"sign-in", "sign-in-code", "holder", "holder-certificate",
	"holder-copy", "reports", "figures",
};
#define PAGES	(sizeof(page_names) / sizeof(page_names[0]))

struct sheets {
	xsltStylesheet		*sheet[PAGES];
	struct sentences	 sentences[PAGES];
	xsltSecurityPrefs	*forbid;
};

static xsltSecurityPrefs *
forbid_everything(void)
{
	static const xsltSecurityOption options[] = {
		XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
		XSLT_SECPREF_WRITE_NETWORK,
	};
	xsltSecurityPrefs	*prefs = xsltNewSecurityPrefs();
	size_t			 i;

	for (i = 0; prefs != NULL &&
	    i < sizeof(options) / sizeof(options[0]); i++)
		if (xsltSetSecurityPrefs(prefs, options[i],
		    xsltSecurityForbid) != 0) {
			xsltFreeSecurityPrefs(prefs);
			return NULL;
		}
	return prefs;
}

enum reason
sheets_open(const char *xsl_dir, struct sheets **out)
{
	struct sheets	*s;
	struct buf	 path = BUF_INIT(4096);
	enum reason	 why = OK;
	size_t		 i;

	if ((s = calloc(1, sizeof(*s))) == NULL)
		return fail(REASON_MEMORY, "stylesheets");
	if ((s->forbid = forbid_everything()) == NULL)
		why = fail(REASON_MEMORY, "stylesheet security");
	for (i = 0; why == OK && i < PAGES; i++) {
		buf_clear(&path);
		why = buf_printf(&path, "%s/page/%s.xsl", xsl_dir,
		    page_names[i]);
		if (why != OK)
			break;
		s->sheet[i] = xsltParseStylesheetFile(BAD_CAST
		    buf_text(&path));
		if (s->sheet[i] == NULL || s->sheet[i]->errors != 0)
			why = fail(REASON_XML, "stylesheet %s",
			    buf_text(&path));
		else
			why = sentences_take(s->sheet[i], &s->sentences[i]);
	}
	buf_free(&path);
	if (why != OK)
		sheets_free(&s);
	else
		*out = s;
	return why;
}

void
sheets_free(struct sheets **s)
{
	size_t	 i;

	if (*s == NULL)
		return;
	for (i = 0; i < PAGES; i++) {
		sentences_free(&(*s)->sentences[i]);
		xsltFreeStylesheet((*s)->sheet[i]);
	}
	if ((*s)->forbid != NULL)
		xsltFreeSecurityPrefs((*s)->forbid);
	free(*s);
	*s = NULL;
}

/* Which sheet, PAGES when there is none of that name. */
static size_t
sheet_for(const char *page)
{
	size_t	 i;

	for (i = 0; i < PAGES; i++)
		if (strcmp(page_names[i], page) == 0)
			break;
	return i;
}

/* libxml2's output, straight into a buf. */
static int
write_buf(void *to, const char *bytes, int len)
{
	return buf_add(to, bytes, (size_t)len) == OK ? len : -1;
}

static int
close_nothing(void *to)
{
	(void)to;
	return 0;
}

static enum reason
save_result(xmlDoc *result, xsltStylesheet *sheet, struct buf *to)
{
	xmlOutputBuffer	*out;
	int		 written;
	METRICS_STAGE(STAGE_SERIALISE);

	/* The encoder of the buffer is the sheet's: UTF-8, so none at all. */
	out = xmlOutputBufferCreateIO(write_buf, close_nothing, to, NULL);
	if (out == NULL)
		return fail(REASON_MEMORY, "output of a transform");
	written = xsltSaveResultTo(out, result, sheet);
	if (xmlOutputBufferClose(out) < 0 || written < 0)
		return fail(REASON_XML, "the result was not written");
	return OK;
}

/* Without sentences the sheet makes its own. */
static enum reason
transform(xsltStylesheet *sheet, const struct sentences *sentences,
    const char *name, xsltSecurityPrefs *forbid, xmlDoc *model,
    struct buf *to)
{
	xsltTransformContext	*ctx;
	xmlDoc			*result = NULL;
	enum reason		 why = OK;
	METRICS_STAGE(STAGE_TRANSFORM);

	if ((ctx = xsltNewTransformContext(sheet, model)) == NULL)
		return fail(REASON_MEMORY, "transform");
	if (sentences != NULL)
		why = sentences_lend(sentences, model, ctx);
	if (why != OK)
		goto out;
	if (xsltSetCtxtSecurityPrefs(forbid, ctx) != 0)
		why = fail(REASON_XML, "transform is not secured");
	else if ((result = xsltApplyStylesheetUser(sheet, model, NULL, NULL,
	    NULL, ctx)) == NULL || ctx->state != XSLT_STATE_OK)
		why = fail(REASON_XML, "transform of %s failed", name);
	else
		why = save_result(result, sheet, to);
out:
	xsltFreeTransformContext(ctx);
	xmlFreeDoc(result);
	return why;
}

enum reason
render_html(const struct sheets *s, const char *page, xmlDoc *model,
    struct buf *to)
{
	size_t	 i = sheet_for(page);

	if (i == PAGES)
		return fail(REASON_INTERNAL, "no stylesheet for %s", page);
	return transform(s->sheet[i], &s->sentences[i], page, s->forbid, model,
	    to);
}

enum reason
render_by(const char *sheet_path, xmlDoc *model, struct buf *to)
{
	xsltStylesheet		*sheet;
	xsltSecurityPrefs	*forbid;
	enum reason		 why;

	if ((forbid = forbid_everything()) == NULL)
		return fail(REASON_MEMORY, "stylesheet security");
	sheet = xsltParseStylesheetFile(BAD_CAST sheet_path);
	if (sheet == NULL || sheet->errors != 0)
		why = fail(REASON_XML, "stylesheet %s", sheet_path);
	else
		why = transform(sheet, NULL, sheet_path, forbid, model,
		    to);
	xsltFreeStylesheet(sheet);
	xsltFreeSecurityPrefs(forbid);
	return why;
}

static enum reason
save_xml(xmlDoc *doc, int options, struct buf *to)
{
	xmlSaveCtxt	*ctx;
	long		 written;
	METRICS_STAGE(STAGE_SERIALISE);

	ctx = xmlSaveToIO(write_buf, close_nothing, to, "UTF-8", options);
	if (ctx == NULL)
		return fail(REASON_MEMORY, "XML output");
	written = xmlSaveDoc(ctx, doc);
	if (xmlSaveClose(ctx) < 0 || written < 0)
		return fail(REASON_XML, "XML was not written");
	return OK;
}

enum reason
render_xml(xmlDoc *doc, struct buf *to)
{
	return save_xml(doc, XML_SAVE_AS_XML, to);
}
