/* Asking for an annotated copy (加注): from the form to the sealed file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "registry/annotation.h"
#include "registry/tally.h"
#include "responder/access_note.h"
#include "responder/certificate_page.h"
#include "responder/copy_seal.h"
#include "responder/page.h"

#define FORM_MAX	4096

struct wish {
	char	 scene[33];
	char	 recipient[ANNOTATION_RECIPIENT_BYTES];
	int	 days;
};

static const char *
typed(const struct context *ctx, const char *field)
{
	const char	*value = request_form(ctx->req, field);

	return value == NULL ? "" : value;
}

static enum reason
read_days(const char *text, int *days)
{
	char		 folded[3];
	enum reason	 why;

	if (!text_fold_code_to(text, folded, sizeof(folded)) ||
	    !text_is_digits(folded))
		return fail(REASON_DAYS, "not a number of days");
	*days = (int)strtol(folded, NULL, 10);
	why = annotation_days_check(*days);
	return why;
}

/* The three fields, each checked; true when all are good. */
static bool
read_wish(const struct context *ctx, struct wish *w,
    enum reason faults[WISH_FIELDS])
{
	const char	*scene = typed(ctx, "scene");

	faults[WISH_SCENE] = OK;
	if (*scene == '\0' || strlen(scene) >= sizeof(w->scene))
		faults[WISH_SCENE] = fail(REASON_SCENE_UNKNOWN, "no scene");
	else
		memcpy(w->scene, scene, strlen(scene) + 1);
	faults[WISH_RECIPIENT] = annotation_recipient_normalise(
	    typed(ctx, "recipient"), w->recipient);
	faults[WISH_DAYS] = read_days(typed(ctx, "days"), &w->days);
	return faults[WISH_SCENE] == OK && faults[WISH_RECIPIENT] == OK &&
	    faults[WISH_DAYS] == OK;
}

/*
 * A glance without the lock: who is sure to be refused should not stand in line
 * for the certificate's row, with a connection in hand.  Who passes is judged
 * by annotation_create all the same.
 */
static enum reason
glance(struct context *ctx, const struct certificate *c)
{
	struct annotation_quota	 quota;
	enum reason		 why;

	if (c->state != STATE_ISSUED)
		return fail(REASON_NOT_IN_FORCE, "state %s",
		    certificate_state_word(c->state));
	why = registry_annotation_quota(ctx->app->registry, c->serial, &quota);
	if (why == OK && quota.used >= quota.allowed)
		why = fail(REASON_QUOTA_FULL, "%d of %d", quota.used,
		    quota.allowed);
	return why;
}

static enum reason
make(struct context *ctx, const struct session *s,
    const struct certificate *c, const struct wish *w, struct annotation *a)
{
	const struct annotation_wish	 wish = { c->serial, c->version,
					    w->scene, w->recipient, w->days };
	struct buf			 xml = BUF_INIT(COPY_BYTES_MAX);
	enum reason			 why;

	if ((why = glance(ctx, c)) == OK)
		why = copy_seal_prepare(ctx, c);
	if (why != OK || (why = turn_wait(ctx->app->turns, c->serial)) != OK)
		return why;
	/* Again: those before may have left nothing. */
	if ((why = glance(ctx, c)) == OK)
		why = registry_annotation_make(ctx->app->registry, &s->holder,
		    &wish, copy_seal, ctx, a, &xml);
	turn_end(ctx->app->turns, c->serial);
	buf_free(&xml);
	return why;
}

/* A refusal that the page itself explains, beside the form or above it. */
static bool
is_explained(enum reason why)
{
	return why == REASON_SCENE_UNKNOWN || why == REASON_QUOTA_FULL ||
	    why == REASON_NOT_IN_FORCE;
}

static enum reason
refuse(struct context *ctx, const struct session *s,
    const struct certificate *c, enum reason faults[WISH_FIELDS],
    enum reason why)
{
	ctx->res->status = reason_info(why)->status;
	if (why == REASON_SCENE_UNKNOWN) {
		faults[WISH_SCENE] = why;
		why = OK;
	}
	return certificate_show(ctx, s, c, faults, why);
}

/* POST /holder/certificates/:ref/annotations - scene, recipient, days */
enum reason
annotation_create(struct context *ctx)
{
	struct session		 s;
	struct certificate	 c;
	struct annotation	 a;
	struct wish		 w;
	char			 path[16 + ANNOTATION_CODE_BYTES];
	enum reason		 why, faults[WISH_FIELDS];

	if ((why = session_form(ctx, &s, FORM_MAX)) != OK ||
	    (why = certificate_of_holder(ctx, &s, &c)) != OK)
		return why;
	if (!read_wish(ctx, &w, faults)) {
		ctx->res->status = 422;
		return certificate_show(ctx, &s, &c, faults, OK);
	}
	why = make(ctx, &s, &c, &w, &a);
	if (is_explained(why)) {
		tally_note(ctx, registry_tally_refusal(ctx->app->registry,
		    w.scene, why));
		return refuse(ctx, &s, &c, faults, why);
	}
	if (why != OK)
		return why;
	snprintf(path, sizeof(path), "/holder/copies/%s", a.code);
	return respond_see_other(ctx, path);
}
