/* Many certificates checked at once, each by its triple. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "document/api_certificate.h"
#include "field/idnumber.h"
#include "field/management_no.h"
#include "field/name.h"
#include "registry/certificates.h"
#include "registry/status_list.h"
#include "responder/api.h"
#include "responder/api_body.h"
#include "responder/api_signed.h"
#include "responder/bureau.h"
#include "responder/page.h"

#define BODY_MAX	1048576
#define CHUNK		250	/* triples a question; each may fail alone */

struct item {
	struct triple		 triple;
	xmlNode			*result;
	enum check_outcome	 outcome;
	bool			 settled;	/* its result is complete */
	uint64_t		 serial;	/* of what was found */
	unsigned		 version;
	const char		*state;
};

struct checking {
	struct api_checks	 answer;
	struct item		*items;
	size_t			 count;
	size_t			 asked, unanswered;
	enum reason		 last;		/* why the last one was not */
};

typedef enum reason normaliser(const char *typed, char *out);

/* Normalise one field, or say in the result what is wrong with it. */
static bool
take_field(struct checking *k, struct item *it, const xmlNode *from,
    const char *field, normaliser *normalise, char *out)
{
	const char	*typed = api_body_text(from, field);
	enum reason	 why;

	why = normalise(typed == NULL ? "" : typed, out);
	if (why == OK)
		return true;
	api_checks_error(&k->answer, it->result, field, why);
	fail_clear();
	return false;
}

static enum reason
take_item(struct checking *k, struct item *it, const xmlNode *from)
{
	bool	 good;

	it->result = api_checks_add(&k->answer);
	good = take_field(k, it, from, "name", name_normalise,
	    it->triple.name);
	good &= take_field(k, it, from, "idNumber", idnumber_normalise,
	    it->triple.id_number);
	if (take_field(k, it, from, "managementNo", management_no_normalise,
	    it->triple.management_no))
		api_checks_number(&k->answer, it->result,
		    it->triple.management_no);
	else
		good = false;
	if (good)
		return OK;
	it->outcome = CHECK_INVALID;
	it->settled = true;
	return api_checks_outcome(&k->answer, it->result, CHECK_INVALID, NULL);
}

static enum reason
take_items(struct checking *k, const xmlNode *list)
{
	static const char *const names[] = { "name", "idNumber",
	    "managementNo", NULL };
	const xmlNode	*e;
	enum reason	 why = OK;

	for (e = api_body_first(list, "item"); why == OK && e != NULL;
	    e = api_body_next(e, "item")) {
		if (!api_body_has_only(e, names))
			return fail(REASON_API_BODY, "item %zu", k->count + 1);
		if (k->count == TRIPLES_MAX)
			return fail(REASON_API_MANY, "items");
		why = take_item(k, &k->items[k->count++], e);
	}
	if (why == OK && k->count == 0)
		why = fail(REASON_API_BODY, "no item");
	return why;
}

/* That it could not be checked is a result too; never "not found". */
static enum reason
settle_unknown(struct checking *k, struct item *it, enum reason why)
{

	it->settled = true;
	k->unanswered++;
	k->last = why;
	api_checks_error(&k->answer, it->result, NULL, why);
	return api_checks_outcome(&k->answer, it->result, CHECK_COULD_NOT,
	    NULL);
}

/* Some items on their way to the registry. */
struct chunk {
	struct checking		*checking;
	const struct triple	*triple[CHUNK];
	struct item		*item[CHUNK];
	size_t			 count;
};

static enum reason
found(void *arg, size_t i, const struct certificate *c, enum reason why)
{
	struct chunk	*chunk = arg;
	struct checking	*k = chunk->checking;
	struct item	*it = chunk->item[i];

	if (c != NULL)
		why = api_checks_outcome(&k->answer, it->result, CHECK_FOUND,
		    c);
	if (why != OK)
		return settle_unknown(k, it, why);
	it->settled = true;
	it->outcome = CHECK_FOUND;
	it->serial = c->serial;
	it->version = c->version;
	it->state = certificate_state_word(c->state);
	return OK;
}

static enum reason
ask(struct context *ctx, struct chunk *chunk)
{
	struct checking	*k = chunk->checking;
	struct item	*it;
	enum reason	 asked, why = OK;
	size_t		 i;

	asked = registry_by_triples(ctx->app->registry, chunk->triple,
	    chunk->count, found, chunk);
	for (i = 0; why == OK && i < chunk->count; i++) {
		it = chunk->item[i];
		if (it->settled)
			continue;
		if (asked != OK) {
			why = settle_unknown(k, it, asked);
			continue;
		}
		it->settled = true;
		it->outcome = CHECK_NOT_FOUND;
		why = api_checks_outcome(&k->answer, it->result,
		    CHECK_NOT_FOUND, NULL);
	}
	k->asked += chunk->count;
	chunk->count = 0;
	return why;
}

static enum reason
check_all(struct context *ctx, struct checking *k)
{
	struct chunk	 chunk = { .checking = k };
	enum reason	 why = OK;
	size_t		 i;

	for (i = 0; why == OK && i < k->count; i++) {
		if (k->items[i].settled)
			continue;
		chunk.triple[chunk.count] = &k->items[i].triple;
		chunk.item[chunk.count++] = &k->items[i];
		if (chunk.count == CHUNK)
			why = ask(ctx, &chunk);
	}
	if (why == OK && chunk.count > 0)
		why = ask(ctx, &chunk);
	/* Nothing is known of any: that is the answer. */
	if (why == OK && k->asked > 0 && k->unanswered == k->asked)
		why = k->last;
	return why;
}

/* Before anything is told. */
static enum reason
write_down(const struct context *ctx, const struct checking *k)
{
	struct bureau_told	 told[TRIPLES_MAX];
	const struct item	*it;
	size_t			 i, n = 0;

	for (i = 0; i < k->count; i++) {
		it = &k->items[i];
		if (it->outcome == CHECK_FOUND)
			told[n++] = (struct bureau_told){ it->serial,
			    it->version, it->state };
		else if (it->outcome == CHECK_NOT_FOUND)
			told[n++] = (struct bureau_told){ 0, 0, "not-found" };
	}
	return n == 0 ? OK : registry_bureau_access_list(ctx->app->registry,
	    ctx->bureau.call, "bureau", told, n);
}

static bool
is_signed(const xmlNode *root, bool *fits)
{
	const xmlAttr	*attr = root->properties;
	const char	*value = attr == NULL || attr->children == NULL ? "" :
			    (const char *)attr->children->content;
	bool		 yes = strcmp(value, "true") == 0 ||
			    strcmp(value, "1") == 0;

	*fits = attr == NULL || (attr->next == NULL && attr->ns == NULL &&
	    strcmp((const char *)attr->name, "signed") == 0 && (yes ||
	    strcmp(value, "false") == 0 || strcmp(value, "0") == 0));
	return yes;
}

static enum reason
begin(struct context *ctx, const struct api_body *body, time_t now,
    struct checking *k)
{
	unsigned char	 key[SECRET_KEY_BYTES];
	enum reason	 why;

	if ((why = registry_status_key(ctx->app->registry, key)) != OK)
		return why;
	api_checks_begin(&k->answer, ctx->bureau.code, body->digest, now, key);
	explicit_bzero(key, sizeof(key));
	return OK;
}

static enum reason
check(struct context *ctx, const struct api_body *body, struct checking *k,
    time_t now)
{
	static const char *const	 names[] = { "items", NULL };
	const xmlNode			*list = api_body_first(body->root,
					    names[0]);
	enum reason			 why;

	if (list == NULL || api_body_next(list, names[0]) != NULL)
		return fail(REASON_API_BODY, "items");
	if ((why = begin(ctx, body, now, k)) != OK)
		return why;
	if ((why = take_items(k, list)) == OK &&
	    (why = check_all(ctx, k)) == OK)
		why = write_down(ctx, k);
	if (why != OK)
		api_checks_drop(&k->answer);
	return why;
}

/* POST /api/v1/certificates/checks - up to 1,000 triples */
enum reason
api_checks(struct context *ctx)
{
	struct checking	 k = { .items = NULL };
	struct api_body	 body;
	time_t		 now = clock_now();
	xmlDoc		*doc = NULL;
	enum reason	 why;
	bool		 sign = false, fits = true;

	if ((why = api_body_read(ctx, "checks", BODY_MAX, &body)) == OK)
		sign = is_signed(body.root, &fits);
	if (why == OK && !fits)
		why = fail(REASON_API_BODY, "signed");
	if (why == OK && (k.items = calloc(TRIPLES_MAX,
	    sizeof(*k.items))) == NULL)
		why = fail(REASON_MEMORY, "checks");
	if (why == OK && (why = check(ctx, &body, &k, now)) == OK)
		why = api_checks_end(&k.answer, &doc);
	if (k.items != NULL)
		explicit_bzero(k.items, TRIPLES_MAX * sizeof(*k.items));
	free(k.items);
	api_body_free(&body);
	if (why != OK)
		return why;
	return sign ? respond_api_signed(ctx, doc, now) :
	    respond_api(ctx, 200, doc);
}
