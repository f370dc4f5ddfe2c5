/* Making an annotated copy: one transaction from the quota to the document. */
#include <string.h>

#include "registry/annotation.h"
#include "registry/annotation_private.h"
#include "registry/registry.h"
#include "registry/registry_private.h"
#include "registry/seal_store_private.h"

static const char sql_create[] =
    "CALL annotation_create(?, ?, ?, ?, ?, ?, ?, ?)";

static const char sql_create_official[] =
    "CALL annotation_official_create(?, ?, ?, ?, ?, ?, ?, ?, UNHEX(?))";

static const char sql_store[] = "CALL copy_store(?, ?, UNHEX(?), ?)";

static enum reason
call_create(struct db *db, const char *sql, const struct db_value *values,
    size_t n, struct annotation_row *row)
{
	enum reason	 why;
	bool		 found;

	memset(row, 0, sizeof(*row));
	why = db_call(db, sql, values, n, annotation_columns,
	    ANNOTATION_COLUMNS, row, &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "no annotation is told");
	return why != OK ? why : annotation_accept(row);
}

/* Lock the certificate, see whether it may be, write the annotation. */
static enum reason
create(struct db *db, const struct holder *holder,
    const struct annotation_wish *wish, const char *recipient,
    struct annotation *out)
{
	static const struct db_value	 nobody = { .type = DB_NULL };
	unsigned char			 code[ANNOTATION_CODE_BITS_BYTES];
	struct annotation_row		 row;
	enum reason			 why;

	if ((why = secret_random(code, sizeof(code))) != OK)
		return why;
	const struct db_value values[] = {
		DB_BYTES_VALUE(holder->id_hash, sizeof(holder->id_hash)),
		DB_TEXT_VALUE(holder->name),
		DB_INT_VALUE(wish->serial),
		DB_INT_VALUE(wish->version),
		DB_TEXT_VALUE(wish->scene),
		*recipient == '\0' ? nobody :
		    (struct db_value)DB_TEXT_VALUE(recipient),
		DB_INT_VALUE(wish->days),
		DB_BYTES_VALUE(code, sizeof(code)),
	};
	why = call_create(db, sql_create, values, 8, &row);
	if (why == OK)
		*out = row.a;
	return why;
}

/* The same for a bureau; what was made before is told by its own code. */
static enum reason
create_official(struct db *db, const struct official_wish *wish,
    struct annotation *out, bool *repeated)
{
	static const struct db_value	 none = { .type = DB_NULL };
	const struct holder		*h = wish->holder;
	unsigned char			 code[ANNOTATION_CODE_BITS_BYTES];
	struct annotation_row		 row;
	enum reason			 why;

	if ((why = secret_random(code, sizeof(code))) != OK)
		return why;
	const struct db_value values[] = {
		DB_INT_VALUE(wish->call),
		h == NULL ? none : (struct db_value)
		    DB_BYTES_VALUE(h->id_hash, sizeof(h->id_hash)),
		h == NULL ? none : (struct db_value)DB_TEXT_VALUE(h->name),
		DB_INT_VALUE(wish->serial),
		DB_INT_VALUE(wish->version),
		DB_INT_VALUE(wish->days),
		DB_BYTES_VALUE(code, sizeof(code)),
		DB_TEXT_VALUE(wish->key),
		DB_TEXT_VALUE(wish->request),
	};
	why = call_create(db, sql_create_official, values, 9, &row);
	if (why != OK)
		return why;
	*out = row.a;
	*repeated = memcmp(row.code, code, sizeof(code)) != 0;
	return OK;
}

/* Everything that the document is made from, read under the lock. */
static enum reason
make_document(struct db *db, annotation_maker *make, void *arg,
    const struct annotation *annotation, struct buf *xml)
{
	struct buf		 der = BUF_INIT(SEAL_FILE_BYTES_MAX);
	struct seal_file	 seal;
	struct certificate	 certificate;
	enum reason		 why;
	bool			 found;

	why = status_by_serial(db, annotation->serial, annotation->version,
	    &certificate, &found);
	if (why == OK && (!found || certificate.state != STATE_ISSUED))
		why = fail(REASON_DATA, "certificate changed under its lock");
	if (why == OK)
		why = seal_file_read(db, annotation->seal_file, &seal, &der,
		    &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "seal file went away");
	if (why == OK)
		why = make(arg, annotation, &certificate, &seal, &der, xml);
	buf_free(&der);
	return why;
}

static enum reason
store(struct db *db, const struct annotation *annotation,
    const struct buf *xml)
{
	struct buf	 gz = BUF_INIT(2 * COPY_BYTES_MAX);
	char		 digest[65];
	enum reason	 why;
	bool		 found;

	if ((why = copy_pack(xml->data, xml->len, &gz)) == OK &&
	    (why = secret_digest_hex(xml->data, xml->len, digest)) == OK) {
		const struct db_value values[] = {
			DB_INT_VALUE(annotation->id),
			DB_BYTES_VALUE(gz.data, gz.len),
			DB_TEXT_VALUE(digest),
			DB_INT_VALUE(xml->len),
		};

		why = db_call(db, sql_store, values, 4, NULL, 0, NULL, &found);
	}
	buf_free(&gz);
	return why;
}

/* What one copy is made from, and where it goes: see db_transact(). */
struct making {
	const struct holder		*holder;
	const struct annotation_wish	*wish;
	const struct official_wish	*official;
	const char			*recipient;
	annotation_maker		*make;
	void				*arg;
	struct annotation		*annotation;
	struct buf			*xml;
	bool				*repeated;
};

static enum reason
make_own(struct db *db, void *arg)
{
	struct making	*m = arg;
	enum reason	 why;

	buf_clear(m->xml);
	memset(m->annotation, 0, sizeof(*m->annotation));
	if ((why = create(db, m->holder, m->wish, m->recipient,
	    m->annotation)) == OK &&
	    (why = make_document(db, m->make, m->arg, m->annotation,
	    m->xml)) == OK)
		why = store(db, m->annotation, m->xml);
	return why;
}

enum reason
registry_annotation_make(struct registry *r, const struct holder *holder,
    const struct annotation_wish *wish, annotation_maker *make, void *arg,
    struct annotation *annotation, struct buf *xml)
{
	char		 recipient[ANNOTATION_RECIPIENT_BYTES];
	struct making	 m = { .holder = holder, .wish = wish,
	    .recipient = recipient, .make = make, .arg = arg,
	    .annotation = annotation, .xml = xml };
	struct db	*db = NULL;
	enum reason	 why;

	memset(annotation, 0, sizeof(*annotation));
	if ((why = annotation_days_check(wish->days)) != OK ||
	    (why = annotation_recipient_normalise(wish->recipient,
	    recipient)) != OK ||
	    (why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_transact(db, make_own, &m);
	db_release(&db);
	return why;
}

static enum reason
make_official(struct db *db, void *arg)
{
	struct making	*m = arg;
	enum reason	 why;

	buf_clear(m->xml);
	memset(m->annotation, 0, sizeof(*m->annotation));
	if ((why = create_official(db, m->official, m->annotation,
	    m->repeated)) == OK && !*m->repeated &&
	    (why = make_document(db, m->make, m->arg, m->annotation,
	    m->xml)) == OK)
		why = store(db, m->annotation, m->xml);
	return why;
}

enum reason
registry_annotation_make_official(struct registry *r,
    const struct official_wish *wish, annotation_maker *make, void *arg,
    struct annotation *annotation, struct buf *xml, bool *repeated)
{
	struct making	 m = { .official = wish, .make = make, .arg = arg,
	    .annotation = annotation, .xml = xml, .repeated = repeated };
	struct db	*db = NULL;
	enum reason	 why;

	*repeated = false;
	memset(annotation, 0, sizeof(*annotation));
	if ((why = annotation_days_check(wish->days)) != OK ||
	    (why = db_acquire(r->pool, &db)) != OK)
		return why;
	why = db_transact(db, make_official, &m);
	db_release(&db);
	return why;
}
