/* Rows sealed, looked up, opened again. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "registry/registry.h"
#include "service/lookup_batch.h"

_Static_assert(SECRET_TOKEN_BYTES(sizeof(struct triple)) <=
    LOOKUP_SEALED_BYTES, "a sealed row has room");
_Static_assert(LOOKUP_ROWS_MAX == LOOKUP_JOB_ROWS_MAX, "one bound of rows");

/* Who has no address of the batch has no key to its rows. */
static enum reason
row_key(const unsigned char key[SECRET_KEY_BYTES],
    const unsigned char code[LOOKUP_CODE_BYTES],
    unsigned char out[SECRET_MAC_BYTES])
{
	return secret_mac(key, "batch row", code, LOOKUP_CODE_BYTES, out);
}

static enum reason
seal_rows(const unsigned char *key, const struct lookup_sheet *sheet,
    struct lookup_entry *entries)
{
	enum reason	 why = OK;
	size_t		 i;

	for (i = 0; why == OK && i < sheet->rows; i++) {
		entries[i].number = sheet->row[i].number;
		why = secret_seal(key, &sheet->row[i].triple,
		    sizeof(sheet->row[i].triple), entries[i].sealed);
	}
	return why;
}

enum reason
lookup_batch_open(struct registry *registry,
    const unsigned char key[SECRET_KEY_BYTES],
    const struct lookup_sheet *sheet, const char *file_digest, time_t now,
    bool started, unsigned char code[LOOKUP_CODE_BYTES])
{
	struct lookup_entry	*entries = calloc(sheet->rows,
				    sizeof(*entries));
	struct lookup_job	 job = { .made_at = now, .started = started };
	unsigned char		 sealing[SECRET_MAC_BYTES];
	enum reason		 why;

	if (entries == NULL)
		return fail(REASON_MEMORY, "batch");
	memcpy(job.file_digest, file_digest, sizeof(job.file_digest));
	if ((why = secret_random(code, LOOKUP_CODE_BYTES)) == OK &&
	    (why = row_key(key, code, sealing)) == OK &&
	    (why = seal_rows(sealing, sheet, entries)) == OK)
		why = registry_lookup_open(registry, code, &job, entries,
		    sheet->rows);
	explicit_bzero(sealing, sizeof(sealing));
	free(entries);
	return why;
}

/* Could not be looked up: why, for the administrator, and the count. */
static enum reason
set_aside(struct registry *registry, const unsigned char *code,
    unsigned number, enum reason cause)
{
	const struct log_field	 fields[] = {
		{ "reason", reason_info(cause)->code },
		{ "detail", fail_detail() },
		{ NULL, NULL }
	};

	log_event(LOG_ERROR_, "batch-row-not-checked", fields);
	fail_clear();
	return registry_lookup_fail(registry, code, number);
}

static enum reason
look_up(struct registry *registry, const unsigned char *key,
    const unsigned char *code, const struct lookup_entry *e)
{
	struct certificate	 c;
	struct triple		 t;
	enum reason		 why;
	bool			 found = false;

	if (!secret_open(key, e->sealed, &t, sizeof(t)))
		why = fail(REASON_DATA, "sealed row of a batch");
	else
		why = registry_by_triple(registry, t.name, t.id_number,
		    t.management_no, &c, &found);
	if (why == OK)
		why = registry_lookup_finish(registry, code, e->number,
		    found ? &c : NULL);
	explicit_bzero(&c, sizeof(c));
	explicit_bzero(&t, sizeof(t));
	return why == OK ? OK : set_aside(registry, code, e->number, why);
}

enum reason
lookup_batch_slice(struct registry *registry,
    const unsigned char key[SECRET_KEY_BYTES],
    const unsigned char code[LOOKUP_CODE_BYTES])
{
	int64_t			 until = clock_monotonic_ms() +
				    LOOKUP_SLICE_MS;
	unsigned char		 sealing[SECRET_MAC_BYTES];
	struct lookup_entry	*list = NULL;
	size_t			 i, count;
	enum reason		 why;

	if ((why = row_key(key, code, sealing)) == OK)
		why = registry_lookup_pending(registry, code, &list, &count);
	for (i = 0; why == OK && i < count; i++) {
		if (i > 0 && clock_monotonic_ms() >= until)
			break;
		why = look_up(registry, sealing, code, &list[i]);
	}
	explicit_bzero(sealing, sizeof(sealing));
	free(list);
	return why;
}

static enum reason
open_rows(const unsigned char *key, const struct lookup_entry *e, size_t count,
    struct lookup_answer *out)
{
	size_t	 i;

	for (i = 0; i < count; i++) {
		if (!secret_open(key, e[i].sealed, &out[i].asked,
		    sizeof(out[i].asked)))
			return fail(REASON_DATA, "sealed row of a batch");
		out[i].number = e[i].number;
		out[i].state_since = e[i].state_since;
		out[i].checked_at = e[i].checked_at;
		memcpy(out[i].outcome, e[i].outcome, sizeof(out[i].outcome));
		memcpy(out[i].state, e[i].state, sizeof(out[i].state));
	}
	return OK;
}

enum reason
lookup_batch_answers(struct registry *registry,
    const unsigned char key[SECRET_KEY_BYTES],
    const unsigned char code[LOOKUP_CODE_BYTES], struct lookup_answer **list,
    size_t *count)
{
	unsigned char		 sealing[SECRET_MAC_BYTES];
	struct lookup_entry	*entries = NULL;
	enum reason		 why;

	*list = NULL;
	if ((why = row_key(key, code, sealing)) == OK)
		why = registry_lookup_rows(registry, code, &entries, count);
	if (why == OK && (*list = calloc(*count + 1, sizeof(**list))) == NULL)
		why = fail(REASON_MEMORY, "batch");
	if (why == OK)
		why = open_rows(sealing, entries, *count, *list);
	if (why != OK)
		lookup_batch_free(list, 0);
	explicit_bzero(sealing, sizeof(sealing));
	free(entries);
	return why;
}

void
lookup_batch_free(struct lookup_answer **list, size_t count)
{
	if (*list != NULL)
		explicit_bzero(*list, count * sizeof(**list));
	free(*list);
	*list = NULL;
}
