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
	enum reason	 why = normalise(tree_text(from, field), out);

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
	const xmlNode	*e;
	enum reason	 why = OK;

	for (e = tree_first(list, "item"); why == OK && e != NULL;
	    e = tree_next(e)) {
		if (k->count == TRIPLES_MAX)
			return fail(REASON_API_MANY, "items");
		why = take_item(k, &k->items[k->count++], e);
	}
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

static enum reason
begin(struct context *ctx, time_t now, struct checking *k)
{
	unsigned char	 key[SECRET_KEY_BYTES];
	enum reason	 why;

	if ((why = registry_status_key(ctx->app->registry, key)) != OK)
		return why;
	api_checks_begin(&k->answer, ctx->bureau.code, ctx->body_digest, now,
	    key);
	explicit_bzero(key, sizeof(key));
	return OK;
}

static enum reason
check(struct context *ctx, const xmlNode *root, struct checking *k,
    time_t now)
{
	enum reason	 why;

	if ((why = begin(ctx, now, k)) != OK)
		return why;
	if ((why = take_items(k, tree_first(root, "items"))) == OK &&
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
	time_t		 now = clock_now();
	xmlDoc		*asked = NULL, *doc = NULL;
	const char	*sign;
	enum reason	 why;
	bool		 is_signed = false;

	if ((why = api_read(ctx, "checks", BODY_MAX, &asked)) != OK)
		return why;
	sign = tree_attr_of(xmlDocGetRootElement(asked), "signed");
	is_signed = strcmp(sign, "true") == 0 || strcmp(sign, "1") == 0;
	if ((k.items = calloc(TRIPLES_MAX, sizeof(*k.items))) == NULL)
		why = fail(REASON_MEMORY, "checks");
	else if ((why = check(ctx, xmlDocGetRootElement(asked), &k,
	    now)) == OK)
		why = api_checks_end(&k.answer, &doc);
	if (k.items != NULL)
		explicit_bzero(k.items, TRIPLES_MAX * sizeof(*k.items));
	free(k.items);
	xmlFreeDoc(asked);
	if (why != OK)
		return why;
	return is_signed ? respond_api_signed(ctx, doc, now) :
	    respond_api(ctx, 200, doc);
}
