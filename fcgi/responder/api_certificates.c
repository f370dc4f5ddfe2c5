/* Certificates of a bureau's own province, by number and by holder. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "document/api_certificate.h"
#include "field/idnumber.h"
#include "field/management_no.h"
#include "registry/certificates.h"
#include "registry/holder.h"
#include "registry/status_list.h"
#include "responder/api.h"
#include "responder/api_body.h"
#include "responder/bureau.h"
#include "responder/page.h"

#define HOLDER_BODY_MAX	4096

static bool
is_own(const struct context *ctx, const struct certificate *c)
{

	return *ctx->bureau.province != '\0' &&
	    strcmp(c->province, ctx->bureau.province) == 0;
}

static void
forget(struct certificate *list, size_t count)
{

	if (list != NULL)
		explicit_bzero(list, count * sizeof(*list));
	free(list);
}

/* GET /api/v1/certificates/:no - in full; a number that is none is not there */
enum reason
api_certificate(struct context *ctx)
{
	unsigned char		 key[SECRET_KEY_BYTES];
	struct certificate	*list = NULL;
	char			 number[MANAGEMENT_NO_BYTES] = "-";
	xmlDoc			*doc = NULL;
	enum reason		 why;
	bool			 own;
	size_t			 count = 0;

	if (management_no_normalise(ctx->path_arg[0], number) != OK)
		fail_clear();
	why = registry_certificate_versions(ctx->app->registry, number, &list,
	    &count);
	if (why != OK)
		return why;
	/* Another province's and none: the same work, the same answer. */
	own = count > 0 && is_own(ctx, list);
	why = bureau_access(ctx, "bureau", own ? list : NULL,
	    own ? certificate_state_word(list->state) : "not-found");
	if (why == OK && !own)
		why = fail(REASON_CERTIFICATE_UNKNOWN, "not told");
	if (why == OK &&
	    (why = registry_status_key(ctx->app->registry, key)) == OK)
		why = api_record(list, count, key, clock_now(), &doc);
	explicit_bzero(key, sizeof(key));
	forget(list, count);
	return why != OK ? why : respond_api(ctx, 200, doc);
}

/* Type and number of a person's document. */
static enum reason
read_holder(struct context *ctx, char type[4], char number[ID_NUMBER_BYTES])
{
	static const char *const names[] = { "idType", "idNumber", NULL };
	struct api_body	 body;
	const char	*text = NULL;
	enum reason	 why;

	why = api_body_read(ctx, "holder", HOLDER_BODY_MAX, &body);
	if (why == OK && api_body_has_only(body.root, names))
		text = api_body_text(body.root, names[0]);
	if (why == OK && (text == NULL || !idtype_is_known(text)))
		why = fail(REASON_API_BODY, "idType");
	if (why == OK) {
		memcpy(type, text, 4);
		text = api_body_text(body.root, names[1]);
		why = strcmp(type, "111") == 0 ?
		    idnumber_normalise(text == NULL ? "" : text, number) :
		    idnumber_normalise_other(text == NULL ? "" : text, number);
	}
	api_body_free(&body);
	return why;
}

/* Those of them that this bureau may be told, moved to the front. */
static size_t
keep_own(const struct context *ctx, const char *type,
    struct certificate *list, size_t count)
{
	size_t	 i, n = 0;

	for (i = 0; i < count; i++)
		if (is_own(ctx, &list[i]) &&
		    strcmp(list[i].id_type, type) == 0)
			list[n++] = list[i];
	return n;
}

static enum reason
write_down(const struct context *ctx, const struct certificate *list,
    size_t count)
{
	struct bureau_told	 told[HOLDER_CERTIFICATES_MAX];
	size_t			 i;

	for (i = 0; i < count; i++)
		told[i] = (struct bureau_told){ list[i].serial,
		    list[i].version, certificate_state_word(list[i].state) };
	return count == 0 ? bureau_access(ctx, "bureau", NULL, "not-found") :
	    registry_bureau_access_list(ctx->app->registry, ctx->bureau.call,
	    "bureau", told, count);
}

/* POST /api/v1/holders/certificates - what a person holds, own province only */
enum reason
api_holder(struct context *ctx)
{
	unsigned char		 key[SECRET_KEY_BYTES];
	struct certificate	*list = NULL;
	char			 type[4], number[ID_NUMBER_BYTES];
	xmlDoc			*doc = NULL;
	enum reason		 why;
	size_t			 all = 0, count;

	if ((why = read_holder(ctx, type, number)) != OK)
		return why;
	why = registry_certificates_by_id_number(ctx->app->registry, number,
	    &list, &all);
	explicit_bzero(number, sizeof(number));
	if (why != OK)
		return why;
	count = keep_own(ctx, type, list, all);
	if ((why = write_down(ctx, list, count)) == OK &&
	    (why = registry_status_key(ctx->app->registry, key)) == OK)
		why = api_holdings(list, count, key, clock_now(), &doc);
	explicit_bzero(key, sizeof(key));
	forget(list, all);
	return why != OK ? why : respond_api(ctx, 200, doc);
}
