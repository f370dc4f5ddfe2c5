#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "registry/event_digest.h"

#define TEXT_MAX	16384

static enum reason
digest_of(struct buf *text, enum reason why, char out[EVENT_DIGEST_BYTES])
{
	if (why == OK)
		why = secret_digest_hex(text->data, text->len, out);
	buf_free(text);
	return why;
}

enum reason
event_digest(const struct event_record *e, char out[EVENT_DIGEST_BYTES])
{
	struct buf	 text = BUF_INIT(TEXT_MAX);
	enum reason	 why;

	why = buf_printf(&text, "%" PRIu64 ";%s;%s;%s;%s;%s;%s;%s;%s;%s;%s;"
	    "%s;%s;%s", e->id, e->kind, e->batch, e->serial, e->version,
	    e->state_after, e->effective_at, e->recorded_at, e->actor,
	    e->reason_class, e->reason_text, e->successor, e->payload,
	    e->previous);
	if (why == OK && e->is_proposed)
		why = buf_printf(&text, ";%s", e->proposed_by);
	return digest_of(&text, why, out);
}

enum reason
certificate_fact_digest(const struct certificate_fact *f,
    char out[EVENT_DIGEST_BYTES])
{
	struct buf	 text = BUF_INIT(TEXT_MAX);
	enum reason	 why;

	why = buf_printf(&text, "%" PRIu64 ";%u;%s;%s;%s;%s;%s;%d;%s;%s;%s;%u",
	    f->serial, f->version, f->management_no, f->name, f->id_type,
	    f->id_number, f->id_hash, f->sex, f->birth_date, f->approved_on,
	    f->province, f->variant);
	return digest_of(&text, why, out);
}

enum reason
batch_sum_add(struct batch_sum *sum, const struct certificate_fact *f)
{
	char		 hex[EVENT_DIGEST_BYTES], part[17];
	enum reason	 why;
	size_t		 i;

	if ((why = certificate_fact_digest(f, hex)) != OK)
		return why;
	for (i = 0; i < 4; i++) {
		memcpy(part, hex + 16 * i, 16);
		part[16] = '\0';
		sum->part[i] ^= strtoull(part, NULL, 16);
	}
	sum->count++;
	return OK;
}

enum reason
batch_sum_digest(const struct batch_sum *sum, char out[EVENT_DIGEST_BYTES])
{
	struct buf	 text = BUF_INIT(TEXT_MAX);
	enum reason	 why;

	why = buf_printf(&text, "%" PRIu64 ";%" PRIu64 ";%" PRIu64 ";%" PRIu64
	    ";%" PRIu64, sum->count, sum->part[0], sum->part[1], sum->part[2],
	    sum->part[3]);
	return digest_of(&text, why, out);
}
