/* struct verification -> one JSON object. */
#include <jansson.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "service/verification_json.h"

/* Bytes of a file's name that are no text would make no JSON. */
static json_t *
name_text(const char *name)
{
	char	*copy = strdup(name), *at;
	json_t	*text;

	if (copy != NULL && !text_is_utf8(copy, strlen(copy)))
		for (at = copy; *at != '\0'; at++)
			if ((*at & 0x80) != 0)
				*at = '?';
	text = copy == NULL ? NULL : json_string(copy);
	free(copy);
	return text;
}

static json_t *
moment(time_t t)
{
	char	 iso[CLOCK_ISO_BYTES];

	if (t == 0)
		return json_null();
	clock_iso(t, iso);
	return json_string(iso);
}

static json_t *
sentence(const char *zh, const char *en)
{
	return json_pack("{s:s, s:s}", "zh", zh, "en", en);
}

static json_t *
check_object(const struct verification *v, enum check_id id)
{
	const struct check	*c = &v->list.check[id];

	return json_pack("{s:s, s:s, s:b, s:o, s:s}",
	    "code", check_code(id), "outcome", outcome_code(c->outcome),
	    "needed", !c->excused,
	    "sentence", sentence(verification_sentence(v, id, 0),
	    verification_sentence(v, id, 1)),
	    "detail", c->detail);
}

static json_t *
check_array(const struct verification *v)
{
	json_t	*all = json_array();
	int	 i;

	for (i = 0; all != NULL && i < CHECK__MAX; i++)
		if (verification_asks(v, i) &&
		    json_array_append_new(all, check_object(v, i)) != 0) {
			json_decref(all);
			return NULL;
		}
	return all;
}

static json_t *
signer_object(const struct signed_by *by)
{
	if (by->subject[0] == '\0')
		return json_null();
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o}",
	    "subject", by->subject, "issuer", by->issuer,
	    "serial", by->serial, "method", by->method,
	    "valid_from", moment(by->valid_from),
	    "valid_until", moment(by->valid_until));
}

static json_t *
seal_object(const struct verification *v)
{
	if (!v->sealed.is_sealed || v->sealed.at == 0)
		return json_null();
	return json_pack("{s:s, s:s, s:s, s:o}", "code", v->seal_code,
	    "id", v->sealed.id, "sha256", v->sealed.digest,
	    "sealed_at", moment(v->sealed.at));
}

static json_t *
annotation_object(const struct verification *v)
{
	if (v->annotation_code[0] == '\0')
		return json_null();
	return json_pack("{s:o, s:o}", "made", moment(v->made_at),
	    "expires", moment(v->expires_at));
}

/* Takes over the object, which is NULL when memory ran out. */
static enum reason
write_object(json_t *object, struct buf *to)
{
	char		*text = NULL;
	enum reason	 why;

	if (object != NULL)
		text = json_dumps(object, JSON_COMPACT);
	why = text == NULL ? fail(REASON_MEMORY, "JSON") : buf_puts(to, text);
	free(text);
	json_decref(object);
	return why;
}

enum reason
verification_json(const struct verified_file *f, const struct verification *v,
    struct buf *to)
{
	enum verdict	 verdict = check_verdict(&v->list);
	char		 digest[65];
	enum reason	 why;

	if ((why = secret_digest_hex(f->bytes, f->len, digest)) != OK)
		return why;
	return write_object(json_pack(
	    "{s:o, s:I, s:s, s:o, s:s, s:o, s:o, s:o, s:o, s:o}",
	    "file", name_text(f->name), "bytes", (json_int_t)f->len,
	    "sha256", digest, "verified_at", moment(f->at),
	    "verdict", verification_verdict_code(v, verdict),
	    "sentence", sentence(verification_verdict_word(v, verdict, 0),
	    verification_verdict_word(v, verdict, 1)),
	    "signer", signer_object(&v->by), "seal", seal_object(v),
	    "annotation", annotation_object(v),
	    "checks", check_array(v)), to);
}

enum reason
verification_json_failure(const struct verified_file *f, enum reason why,
    struct buf *to)
{
	const struct reason_info	*info = reason_info(why);

	return write_object(json_pack("{s:o, s:o, s:s, s:{s:s, s:o, s:o}}",
	    "file", name_text(f->name), "verified_at", moment(f->at),
	    "verdict", verdict_code(VERDICT_UNDECIDED),
	    "error", "code", info->code,
	    "sentence", sentence(info->zh, info->en),
	    "next", sentence(info->zh_next, info->en_next)), to);
}
