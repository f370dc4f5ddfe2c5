/* Annotated copies that bureaus make for administrative matters. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "document/api_copy.h"
#include "field/idnumber.h"
#include "field/management_no.h"
#include "field/name.h"
#include "registry/annotation.h"
#include "registry/certificates.h"
#include "responder/api.h"
#include "responder/api_key.h"
#include "responder/bureau.h"
#include "responder/copy_picture.h"
#include "responder/copy_seal.h"
#include "responder/download.h"
#include "responder/page.h"
#include "responder/sealers.h"

#define COPY_BODY_MAX	4096
#define CHANNEL		"copy"

/* What is asked for: days, and the person when it is of any province. */
struct order {
	struct triple	 triple;	/* name "" : of the own province */
	struct holder	 holder;
	int		 days;
	char		 request[65];
};

/* Both or none of name and number. */
static enum reason
read_person(struct context *ctx, const xmlNode *root, struct triple *t)
{
	enum reason	 why;

	if (tree_first(root, "name") == NULL &&
	    tree_first(root, "idNumber") == NULL)
		return OK;
	if ((why = name_normalise(tree_text(root, "name"), t->name)) != OK)
		api_error(ctx, "/name", why);
	else if ((why = idnumber_normalise(tree_text(root, "idNumber"),
	    t->id_number)) != OK)
		api_error(ctx, "/idNumber", why);
	return why != OK ? REASON_API_BODY : OK;
}

/* The same key with another certificate, person or term is another call. */
static enum reason
digest_order(struct order *o)
{
	struct buf	 text = BUF_INIT(2048);
	enum reason	 why;

	why = buf_printf(&text, "%s\n%s\n%s\n%d\n", o->triple.management_no,
	    o->triple.name, o->triple.id_number, o->days);
	if (why == OK)
		why = secret_digest_hex(buf_text(&text), text.len, o->request);
	buf_cleanse(&text);
	return why;
}

static enum reason
read_order(struct context *ctx, struct order *o)
{
	const xmlNode	*root;
	xmlDoc		*doc;
	enum reason	 why;

	memset(o, 0, sizeof(*o));
	if ((why = api_read(ctx, "copyOrder", COPY_BODY_MAX, &doc)) != OK)
		return why;
	root = xmlDocGetRootElement(doc);
	/* One to ninety by the schema. */
	o->days = (int)strtol(tree_text(root, "days"), NULL, 10);
	why = read_person(ctx, root, &o->triple);
	xmlFreeDoc(doc);
	if (why != OK)
		return why;
	if (management_no_normalise(ctx->path_arg[0],
	    o->triple.management_no) != OK)
		return fail(REASON_CERTIFICATE_UNKNOWN, "no number");
	return digest_order(o);
}

/* By the triple, whosever it is. */
static enum reason
find_by_triple(struct context *ctx, struct order *o, struct certificate *c,
    bool *found)
{
	enum reason	 why;

	why = registry_by_triple(ctx->app->registry, o->triple.name,
	    o->triple.id_number, o->triple.management_no, c, found);
	return why != OK ? why : registry_holder_named(ctx->app->registry,
	    o->triple.name, o->triple.id_number, &o->holder);
}

/* By its number, of the own province. */
static enum reason
find_own(struct context *ctx, const struct order *o, struct certificate *c,
    bool *found)
{
	struct certificate	*list;
	enum reason		 why;
	size_t			 count = 0;

	why = registry_certificate_versions(ctx->app->registry,
	    o->triple.management_no, &list, &count);
	if (why != OK)
		return why;
	*found = count > 0 && *ctx->bureau.province != '\0' &&
	    strcmp(list->province, ctx->bureau.province) == 0;
	if (*found)
		*c = *list;
	explicit_bzero(list, count * sizeof(*list));
	free(list);
	return OK;
}

static enum reason
find(struct context *ctx, struct order *o, struct certificate *c)
{
	enum reason	 why;
	bool		 found = false;

	why = *o->triple.name != '\0' ? find_by_triple(ctx, o, c, &found) :
	    find_own(ctx, o, c, &found);
	if (why == OK)
		why = bureau_access(ctx, CHANNEL, found ? c : NULL, found ?
		    certificate_state_word(c->state) : "not-found");
	return why != OK || found ? why :
	    fail(REASON_CERTIFICATE_UNKNOWN, "not told");
}

static enum reason
make(struct context *ctx, const struct order *o, const char *key,
    const struct certificate *c, struct annotation *a)
{
	const struct official_wish	 wish = { ctx->bureau.call,
					    *o->triple.name != '\0' ?
					    &o->holder : NULL, c->serial,
					    c->version, o->days, key,
					    o->request };
	struct buf			 xml = BUF_INIT(COPY_BYTES_MAX);
	enum reason			 why;
	bool				 repeated;

	if ((why = copy_seal_prepare(ctx, c)) != OK)
		return sealers_fault(c->seal_code, why);
	if ((why = turn_wait(ctx->app->turns, c->serial)) != OK)
		return why;
	why = registry_annotation_make_official(ctx->app->registry, &wish,
	    copy_seal, ctx, a, &xml, &repeated);
	turn_end(ctx->app->turns, c->serial);
	buf_free(&xml);
	return why;
}

static enum reason
answer(struct context *ctx, int status, const struct annotation *a,
    const struct certificate *c)
{
	char		 address[COPY_ADDRESS_BYTES];
	xmlDoc		*doc;
	enum reason	 why;

	copy_address(ctx, a->code, address);
	if ((why = api_copy(a, c, address, &doc)) != OK)
		return why;
	return respond_api(ctx, status, doc);
}

/* POST /api/v1/certificates/:no/copies */
enum reason
api_copy_create(struct context *ctx)
{
	struct order		 o;
	struct certificate	 c;
	struct annotation	 a;
	const char		*key;
	enum reason		 why;

	if ((why = api_key_read(ctx, &key)) == OK &&
	    (why = read_order(ctx, &o)) == OK &&
	    (why = find(ctx, &o, &c)) == OK)
		why = make(ctx, &o, key, &c, &a);
	explicit_bzero(&o, sizeof(o));
	if (why != OK)
		return why;
	(void)snprintf(ctx->location, sizeof(ctx->location),
	    "/api/v1/copies/%s", a.code);
	return answer(ctx, 201, &a, &c);
}

/* The file itself, the same to the byte as long as it is good. */
static enum reason
give_file(struct context *ctx, const struct annotation *a,
    const struct certificate *c)
{
	enum reason	 why;

	if (a->state != ANNOTATION_GOOD)
		return fail(REASON_COPY_GONE, "the annotation has ended");
	if (c->state != STATE_ISSUED)
		return fail(REASON_NOT_IN_FORCE, "state %s",
		    certificate_state_word(c->state));
	why = registry_copy_read(ctx->app->registry, a->id, &ctx->res->body);
	return why != OK ? why : download_headers(ctx, c);
}

/* GET /api/v1/copies/:code - the file; as JSON, or by view=status, its state */
enum reason
api_copy_show(struct context *ctx)
{
	const char		*view = request_query(ctx->req, "view");
	unsigned char		 bits[ANNOTATION_CODE_BITS_BYTES];
	struct annotation	 a;
	struct certificate	 c;
	enum reason		 why;
	bool			 found = false;

	if (view != NULL && strcmp(view, "status") != 0)
		return fail(REASON_QUERY_INVALID, "view");
	if (!annotation_code_parse(ctx->path_arg[0], bits))
		return fail(REASON_COPY_UNKNOWN, "not a code");
	why = registry_annotation_by_code(ctx->app->registry, bits, &a, &c,
	    &found);
	if (why != OK)
		return why;
	if (!found || a.bureau != ctx->bureau.id)
		return fail(REASON_COPY_UNKNOWN, "none of this bureau's");
	if ((why = bureau_access(ctx, CHANNEL, &c,
	    certificate_state_word(c.state))) != OK)
		return why;
	return view != NULL || ctx->format == FORMAT_JSON ?
	    answer(ctx, 200, &a, &c) : give_file(ctx, &a, &c);
}
