/* Gathering what the page of one certificate shows. */
#include <stdlib.h>
#include <string.h>

#include "registry/access.h"
#include "registry/annotation.h"
#include "responder/certificate_page.h"

enum reason
certificate_is_theirs(struct context *ctx, const struct session *s,
    const struct certificate *c)
{
	struct holder	 on_it;
	enum reason	 why;

	why = registry_holder_named(ctx->app->registry, c->name, c->id_number,
	    &on_it);
	if (why != OK)
		return why;
	if (!secret_equal(on_it.id_hash, s->holder.id_hash,
	    sizeof(on_it.id_hash)) || strcmp(on_it.name, s->holder.name) != 0)
		return fail(REASON_NOT_FOUND, "not this holder's");
	return OK;
}

enum reason
certificate_of_holder(struct context *ctx, const struct session *s,
    struct certificate *c)
{
	uint64_t	 serial;
	unsigned	 version;
	enum reason	 why;
	bool		 found;

	why = ref_read(ctx->app->ticket_key, ctx->path_arg[0], &serial,
	    &version);
	if (why == OK)
		why = registry_by_serial(ctx->app->registry, serial, version,
		    c, &found);
	if (why != OK)
		return why;
	if (!found)
		return fail(REASON_NOT_FOUND, "no such certificate");
	return certificate_is_theirs(ctx, s, c);
}

/* What the page is made of; freed together. */
struct parts {
	struct annotation_quota	 quota;
	struct annotation	*annotations;
	size_t			 annotation_count;
	struct annotation_scene	*scenes;
	struct model_choice	*choices;
	size_t			 scene_count;
	struct access_entry	*access;
	struct model_access	*looks;
	size_t			 access_count;
};

static void
parts_free(struct parts *p)
{
	free(p->annotations);
	free(p->scenes);
	free(p->choices);
	free(p->access);
	free(p->looks);
}

/* A row of the registry is more than a model shows. */
static enum reason
reshape(struct parts *p)
{
	size_t	 i;

	p->choices = calloc(p->scene_count + 1, sizeof(*p->choices));
	p->looks = calloc(p->access_count + 1, sizeof(*p->looks));
	if (p->choices == NULL || p->looks == NULL)
		return fail(REASON_MEMORY, "page of a certificate");
	for (i = 0; i < p->scene_count; i++)
		p->choices[i] = (struct model_choice){ p->scenes[i].code,
		    p->scenes[i].name_zh, p->scenes[i].name_en };
	for (i = 0; i < p->access_count; i++)
		p->looks[i] = (struct model_access){
			.at = p->access[i].at,
			.channel = p->access[i].channel,
			.actor = p->access[i].actor,
			.actor_name = p->access[i].actor_name,
			.matter = p->access[i].matter,
			.cause = p->access[i].cause,
			.found = true,
		};
	return OK;
}

static enum reason
parts_read(struct registry *r, uint64_t serial, struct parts *p)
{
	enum reason	 why;

	if ((why = registry_annotation_quota(r, serial, &p->quota)) != OK ||
	    (why = registry_annotations_of(r, serial, &p->annotations,
	    &p->annotation_count)) != OK ||
	    (why = registry_annotation_scenes(r, &p->scenes,
	    &p->scene_count)) != OK ||
	    (why = registry_access_of(r, serial, &p->access,
	    &p->access_count)) != OK)
		return why;
	return reshape(p);
}

static const char *
typed(const struct context *ctx, const char *field)
{
	const char	*value = request_form(ctx->req, field);

	return value == NULL ? "" : value;
}

static void
fill_fields(const struct context *ctx, const enum reason *faults,
    struct model_field fields[WISH_FIELDS])
{
	static const struct {
		const char	*name;
		long		 max;
		const char	*preset;
	} known[WISH_FIELDS] = {
		[WISH_SCENE] = { "scene", 32, "" },
		[WISH_RECIPIENT] = { "recipient",
		    ANNOTATION_RECIPIENT_CHARS_MAX, "" },
		[WISH_DAYS] = { "days", 2, "90" },
	};
	int	 i;

	for (i = 0; i < WISH_FIELDS; i++)
		fields[i] = (struct model_field){
			.name = known[i].name,
			.max = known[i].max,
			.value = faults == NULL ? known[i].preset :
			    typed(ctx, known[i].name),
			.why = faults == NULL ? OK : faults[i],
		};
}

static enum reason
build(struct context *ctx, const struct session *s,
    const struct certificate *c, const struct parts *p,
    const enum reason *faults, enum reason fault, xmlDoc **model)
{
	struct page		 page = context_page(ctx,
				    "holder-certificate");
	struct model_field	 fields[WISH_FIELDS];
	char			 ref[REF_BYTES], path[24 + REF_BYTES];
	enum reason		 why;

	why = ref_write(ctx->app->ticket_key, c->serial, c->version, ref);
	if (why != OK)
		return why;
	snprintf(path, sizeof(path), "/holder/certificates/%s", ref);
	page.path = path;
	fill_fields(ctx, faults, fields);
	const struct model_holder_certificate	 m = {
		.certificate = c, .ref = ref,
		.annotations = p->annotations,
		.annotation_count = p->annotation_count,
		.scenes = p->choices, .scene_count = p->scene_count,
		.quota = { p->quota.used, p->quota.allowed,
		    p->quota.next_free_at },
		.access = p->looks, .access_count = p->access_count,
		.plain_download = c->state == STATE_ISSUED &&
		    !annotation_is_needed(c),
		.may_annotate = c->state == STATE_ISSUED &&
		    p->quota.used < p->quota.allowed,
		.fields = fields, .field_count = WISH_FIELDS,
		.csrf = s->csrf, .why = fault,
	};
	return model_holder_certificate(&page, &m, model);
}

enum reason
certificate_show(struct context *ctx, const struct session *s,
    const struct certificate *c, const enum reason *faults, enum reason fault)
{
	struct parts	 p;
	xmlDoc		*model = NULL;
	enum reason	 why;

	memset(&p, 0, sizeof(p));
	why = parts_read(ctx->app->registry, c->serial, &p);
	if (why == OK)
		why = build(ctx, s, c, &p, faults, fault, &model);
	parts_free(&p);
	return why != OK ? why : respond(ctx, "holder-certificate", model);
}
