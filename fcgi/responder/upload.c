/* Read, verified, reported, written down. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "document/untrusted.h"
#include "http/multipart.h"
#include "registry/tally.h"
#include "responder/access_note.h"
#include "responder/bureau.h"
#include "responder/upload.h"
#include "service/file_verify.h"

static enum reason
read_form(struct context *ctx, struct buf *file)
{
	struct multipart	*form = NULL;
	const struct buf	*part;
	enum reason		 why;

	why = request_read_multipart(ctx->req, &form);
	if (why == OK && (part = multipart_file(form, "file")) != NULL)
		why = buf_add(file, buf_text(part), part->len);
	multipart_free(&form);
	return why;
}

enum reason
upload_read(struct context *ctx, bool plain, struct upload *u)
{
	const char	*type = request_header(ctx->req, "CONTENT_TYPE");
	enum reason	 why;

	memset(u, 0, sizeof(*u));
	u->file.max = MULTIPART_FILE_MAX;
	u->signed_report.max = UNTRUSTED_BYTES_MAX;
	why = plain && !multipart_is_type(type) ?
	    request_read_xml(ctx->req, &u->file) : read_form(ctx, &u->file);
	if (why == REASON_TOO_LARGE)
		why = fail(REASON_FILE_TOO_LARGE, "%zu bytes", u->file.max);
	if (why == OK && u->file.len == 0)
		why = fail(REASON_FILE_EMPTY, "no bytes");
	return why;
}

static void
keep_report(struct context *ctx, struct upload *u)
{
	const struct sealer	*sealer;

	u->not_kept = sealers_own(ctx->app->sealers, ctx->app->registry,
	    &sealer);
	if (u->not_kept == OK)
		u->not_kept = file_report_keep(sealer, ctx->app->signer,
		    ctx->app->registry, u->is_numbered ? u->bits : NULL,
		    &u->report, u->number, &u->signed_report);
	if (u->not_kept == OK)
		return;
	const struct log_field	 fields[] = {
		{ "id", request_id(ctx->req) },
		{ "reason", reason_info(u->not_kept)->code },
		{ "detail", fail_detail() },
		{ NULL, NULL }
	};
	log_event(LOG_ERROR_, "report-not-kept", fields);
	fail_clear();
}

/* Where the file came to an end, counted for reports. */
static void
count_file(struct context *ctx, const struct upload *u)
{
	const struct check	*check = u->verification.list.check;
	const char		*kind = verification_kind(&u->verification);
	int			 id = 0;

	while (id < CHECK__MAX && (check[id].outside ||
	    check[id].outcome == OUTCOME_PASSED ||
	    check[id].outcome == OUTCOME_NOT_APPLICABLE))
		id++;
	tally_note(ctx, id == CHECK__MAX ?
	    registry_tally_check(ctx->app->registry, kind, "none", "passed") :
	    registry_tally_check(ctx->app->registry, kind, check_code(id),
	    outcome_code(check[id].outcome)));
}

/* In the words of the access log, for the certificate's holder. */
static const char *
outcome(const struct upload *u)
{
	enum verdict	 verdict = check_verdict(&u->verification.list);

	return verdict == VERDICT_VALID ||
	    u->certificate.state != STATE_ISSUED ?
	    certificate_state_word(u->certificate.state) :
	    verdict_code(verdict);
}

/* Which certificate is it of?  Known only from bytes that were signed. */
static enum reason
find_certificate(struct context *ctx, struct upload *u)
{
	const struct verification	*v = &u->verification;

	if (v->verified == NULL || v->is_report)
		return OK;
	if (registry_by_document(ctx->app->registry, v->management_no,
	    v->version, &u->certificate, &u->found) != OK) {
		/* The checks have said so already. */
		u->found = false;
		fail_clear();
	}
	if (!u->found)
		return OK;
	if (ctx->bureau.id != 0)
		return bureau_access(ctx, "file", &u->certificate, outcome(u));
	access_note(ctx, "file", u->certificate.serial, u->certificate.version,
	    outcome(u), ACCESS_PUBLIC);
	return OK;
}

enum reason
upload_verify(struct context *ctx, struct upload *u)
{
	time_t		 now = clock_now();
	enum reason	 why;

	if ((why = file_verify(ctx->app->verifier, ctx->app->registry,
	    buf_text(&u->file), u->file.len, now, &u->verification)) != OK ||
	    (why = secret_digest_hex(u->file.data, u->file.len,
	    u->digest)) != OK)
		return why;
	u->report = (struct report){
		.conf = ctx->app->conf,
		.number = u->number,
		.made_at = now,
		.file_digest = u->digest,
		.file_size = u->file.len,
		.verification = &u->verification,
	};
	keep_report(ctx, u);
	count_file(ctx, u);
	return find_certificate(ctx, u);
}

bool
upload_shows_face(const struct upload *u)
{
	const struct check	*annotation =
	    &u->verification.list.check[CHECK_ANNOTATION];

	return u->found && (annotation->outcome == OUTCOME_PASSED ||
	    (annotation->outcome == OUTCOME_NOT_APPLICABLE &&
	    annotation->excused));
}

void
upload_free(struct upload *u)
{
	verification_free(&u->verification);
	buf_cleanse(&u->file);
	buf_free(&u->signed_report);
	explicit_bzero(&u->certificate, sizeof(u->certificate));
}
