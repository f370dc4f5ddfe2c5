#define _GNU_SOURCE		/* memfd_create() */
#include <sys/mman.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "service/bureau_batch.h"
#include "service/bureau_faults.h"
#include "service/intake.h"

#define BY_REASON_BYTES_MAX	65536

/* The table as a file, which is read again and again, and never on a disk. */
static enum reason
table_as_file(const struct buf *table, int *fd)
{
	size_t	 done = 0;
	ssize_t	 n;

	if ((*fd = memfd_create("bureau-batch", MFD_CLOEXEC)) == -1)
		return fail(REASON_MEMORY, "a file in memory");
	while (done < table->len) {
		n = write(*fd, table->data + done, table->len - done);
		if (n < 0 && errno != EINTR)
			return fail(REASON_MEMORY, "a file in memory");
		done += n < 0 ? 0 : (size_t)n;
	}
	return OK;
}

static enum reason
note_fault(void *arg, const struct intake_fault *f)
{

	return bureau_faults_add(arg, f);
}

/* Through service/intake, over the bytes of a table. */
static enum reason
run_intake(const struct conf *conf, const struct buf *table,
    struct intake_order *order, struct intake_delivery *delivery,
    struct bureau_faults *faults, struct intake_outcome *outcome)
{
	const struct intake_watch	 watch = { .arg = faults,
					    .fault = note_fault };
	enum reason			 why;

	memset(outcome, 0, sizeof(*outcome));
	delivery->rows_max = BUREAU_BATCH_ROWS_MAX;
	order->path = "a bureau's table";
	order->delivery = delivery;
	if ((why = table_as_file(table, &delivery->fd)) == OK)
		why = intake_run(conf, order, &watch, outcome);
	if (delivery->fd != -1)
		close(delivery->fd);
	return why;
}

/* What the registry is to keep of the outcome. */
struct findings {
	struct bureau_faults	 faults;
	struct intake_outcome	 outcome;
	struct buf		 list;
	struct buf		 by_reason;
};

static void
findings_init(struct findings *f)
{

	memset(f, 0, sizeof(*f));
	f->list = (struct buf)BUF_INIT(BUREAU_BATCH_LIST_MAX);
	f->by_reason = (struct buf)BUF_INIT(BY_REASON_BYTES_MAX);
}

static void
findings_free(struct findings *f)
{

	bureau_faults_free(&f->faults);
	buf_free(&f->list);
	buf_free(&f->by_reason);
}

static enum reason
findings_write(struct findings *f)
{
	enum reason	 why;

	why = bureau_faults_write(&f->faults, &f->list);
	return why != OK ? why : intake_count_faults(&f->outcome,
	    &f->by_reason);
}

/* Is it about rows, the table having been read to its end? */
static bool
is_of_rows(enum reason why)
{

	return why == OK || why == REASON_IMPORT_FAULTS ||
	    why == REASON_IMPORT_NONE || why == REASON_DELIVERY_CHANGED;
}

static void
describe(const struct bureau_batch_from *from,
    const struct bureau_batch_order *o, const struct intake_outcome *outcome,
    struct bureau_batch *b)
{
	const struct intake_file	*file = &outcome->file;

	memset(b, 0, sizeof(*b));
	b->bureau = from->bureau;
	b->accept_valid = o->accept_valid;
	b->bytes = (unsigned)o->table->len;
	b->rows = file->rows;
	b->rejected = file->rejected;
	b->faults = (unsigned)outcome->faults;
	(void)snprintf(b->format, sizeof(b->format), "%s", o->format);
	(void)snprintf(b->encoding, sizeof(b->encoding), "%s",
	    outcome->encoding == SHEET_UTF8 ? "utf-8" : "gb18030");
	memcpy(b->digest, file->digest, sizeof(b->digest));
	memcpy(b->qualification, file->qualification,
	    sizeof(b->qualification));
	memcpy(b->approved_on, file->approved_on, sizeof(b->approved_on));
	memcpy(b->examination, file->examination, sizeof(b->examination));
}

/* Keep it; then as the registry has it, or the one that was there. */
static enum reason
keep(struct registry *registry, const struct bureau_batch_order *o,
    const struct findings *f, const char *request, struct bureau_batch *b)
{
	const struct buf		 none = BUF_INIT(0);
	bool				 can_load = b->rejected == 0 ||
	    (o->accept_valid && b->rejected < b->rows);
	const struct bureau_batch_kept	 kept = {
		.table = can_load ? o->table : &none,
		.list = &f->list,
		.by_reason = buf_text(&f->by_reason),
		.key = o->key,
		.request = request,
	};
	char				 id[BUREAU_BATCH_ID_BYTES];
	enum reason			 why;
	bool				 was_there = false;

	why = registry_bureau_batch_add(registry, b, &kept, &was_there);
	if (why != OK)
		return why;
	memcpy(id, b->id, sizeof(id));
	why = registry_bureau_batch_find(registry, b->bureau, id, b);
	return why != OK || !was_there ? why :
	    fail(REASON_DELIVERY_KNOWN, "delivered before");
}

/* What the call asks, to be known by when it is repeated. */
static enum reason
digest_request(const struct bureau_batch_order *o, const char *table,
    char out[65])
{
	char	 text[256];
	int	 n;

	n = snprintf(text, sizeof(text), "%s;%s;%s;%s;%d;%d;%s", o->format,
	    o->qualification, o->approved_on, o->examination == NULL ? "" :
	    o->examination, o->accept_valid, o->encoding, table);
	if (n < 0 || (size_t)n >= sizeof(text))
		return fail(REASON_DELIVERY_FIELDS, "too long");
	return secret_digest_hex(text, (size_t)n, out);
}

/*
 * Was the call made before, or the same delivered by another one
 * (DELIVERY_KNOWN)?
 */
static enum reason
look_for(struct registry *registry, const struct bureau_batch_from *from,
    const struct bureau_batch_order *o, char request[65],
    struct bureau_batch *b, bool *repeated)
{
	char		 digest[65];
	enum reason	 why;
	bool		 found = false;

	memset(b, 0, sizeof(*b));
	*repeated = false;
	if ((why = secret_digest_hex(buf_text(o->table), o->table->len,
	    digest)) != OK ||
	    (why = digest_request(o, digest, request)) != OK ||
	    (why = registry_bureau_batch_of_call(registry, from->bureau,
	    o->key, request, b, repeated)) != OK || *repeated)
		return why;
	why = registry_bureau_batch_standing(registry, from->bureau, digest,
	    b, &found);
	return why != OK || !found ? why :
	    fail(REASON_DELIVERY_KNOWN, "delivered before");
}

enum reason
bureau_batch_deliver(const struct conf *conf, struct registry *registry,
    const struct bureau_batch_from *from, const struct bureau_batch_order *o,
    struct bureau_batch *out)
{
	struct intake_order	 order = {
		.qualification = o->qualification,
		.approved_on = o->approved_on,
		.examination = o->examination,
		.source = from->name,
		.dry_run = true,
		.accept_valid = o->accept_valid,
		.encoding = o->encoding,
	};
	struct intake_delivery	 delivery = { .fd = -1,
				    .province = from->province };
	struct findings		 f;
	char			 request[65];
	enum reason		 why;
	bool			 repeated;

	why = look_for(registry, from, o, request, out, &repeated);
	if (why != OK || repeated)
		return why;
	findings_init(&f);
	why = run_intake(conf, o->table, &order, &delivery, &f.faults,
	    &f.outcome);
	if (f.outcome.was_there || why == REASON_IMPORT_DIFFERS)
		why = fail(REASON_DELIVERY_KNOWN, "imported by another way");
	else if (is_of_rows(why) && (why = findings_write(&f)) == OK) {
		describe(from, o, &f.outcome, out);
		why = keep(registry, o, &f, request, out);
	}
	findings_free(&f);
	return why;
}

/* It cannot be confirmed any more; the new faults are kept with it. */
static enum reason
refuse(struct registry *registry, struct findings *f, struct bureau_batch *b)
{
	const struct buf		 none = BUF_INIT(0);
	struct bureau_batch_kept	 kept = { .table = &none,
	    .list = &f->list };
	enum reason			 why;

	if (strcmp(b->state, "checked") != 0)
		return OK;
	if ((why = findings_write(f)) != OK)
		return why;
	kept.by_reason = buf_text(&f->by_reason);
	b->rejected = f->outcome.file.rejected;
	b->faults = (unsigned)f->outcome.faults;
	return registry_bureau_batch_refuse(registry, b, &kept);
}

static enum reason
load(const struct conf *conf, struct registry *registry,
    const struct buf *table, struct bureau_batch *b)
{
	struct intake_order	 order = {
		.qualification = b->qualification,
		.approved_on = b->approved_on,
		.examination = b->examination,
		.source = b->source,
		.accept_valid = b->accept_valid,
		.encoding = strcmp(b->encoding, "utf-8") == 0 ? SHEET_UTF8 :
		    SHEET_GB18030,
	};
	struct intake_delivery	 delivery = {
		.fd = -1,
		.number = b->number,
		.province = b->province,
		.rejected = b->rejected,
	};
	struct findings		 f;
	enum reason		 why, refused = OK;

	findings_init(&f);
	why = run_intake(conf, table, &order, &delivery, &f.faults,
	    &f.outcome);
	if (why == REASON_DELIVERY_CHANGED)
		refused = refuse(registry, &f, b);
	if (why == REASON_IMPORT_DIFFERS)
		why = fail(REASON_DELIVERY_KNOWN, "imported by another way");
	findings_free(&f);
	return refused != OK ? refused : why;
}

static bool
is_in(const struct bureau_batch *b, const char *state)
{

	return strcmp(b->state, state) == 0;
}

enum reason
bureau_batch_confirm(const struct conf *conf, struct registry *registry,
    const struct bureau_batch_from *from, const char *id,
    struct bureau_batch *out)
{
	struct buf	 table = BUF_INIT(BUREAU_BATCH_TABLE_MAX);
	enum reason	 why, again;

	why = registry_bureau_batch_find(registry, from->bureau, id, out);
	if (why != OK || is_in(out, "approved"))
		return why;
	if (!is_in(out, "checked") && !is_in(out, "loading"))
		return fail(REASON_DELIVERY_OVER, "%s", out->state);
	why = registry_bureau_batch_table(registry, out, &table);
	if (why == OK && table.len > 0)
		why = load(conf, registry, &table, out);
	buf_cleanse(&table);
	/* Another call may have done it meanwhile, or taken it back. */
	again = registry_bureau_batch_find(registry, from->bureau, id, out);
	if (again == OK && is_in(out, "approved"))
		return OK;
	return why != OK ? why : again != OK ? again :
	    fail(REASON_DELIVERY_KNOWN, "not by this batch");
}

enum reason
bureau_batch_discard(struct registry *registry, unsigned bureau,
    const char *id, struct bureau_batch *out)
{
	enum reason	 why;

	why = registry_bureau_batch_find(registry, bureau, id, out);
	if (why == OK)
		why = registry_bureau_batch_discard(registry, out);
	if (why == OK)
		why = registry_bureau_batch_find(registry, bureau, id, out);
	return why;
}
