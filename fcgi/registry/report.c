#include <string.h>

#include "registry/copy_pack.h"
#include "registry/registry.h"
#include "registry/registry_private.h"
#include "registry/report.h"

static const char sql_store[] =
    "CALL report_store(?, TIMESTAMP('1970-01-01') + INTERVAL ? SECOND,"
    " UNHEX(?), ?, ?, ?, UNHEX(?), ?)";

static const char sql_number[] =
    "CALL bureau_report_number(?, ?, UNHEX(?), ?)";

static const char sql_read[] =
    "SELECT bytes, size, digest FROM report_file WHERE number = ?";

enum reason
registry_report_store(struct registry *r, const struct report_record *record,
    const struct buf *xml)
{
	struct buf	 gz = BUF_INIT(2 * REPORT_BYTES_MAX);
	char		 digest[65];
	enum reason	 why;
	bool		 found;

	if ((why = copy_pack(xml->data, xml->len, &gz)) == OK &&
	    (why = secret_digest_hex(xml->data, xml->len, digest)) == OK) {
		const struct db_value values[] = {
			DB_BYTES_VALUE(record->number, REPORT_NUMBER_BYTES),
			DB_INT_VALUE(record->made_at),
			DB_TEXT_VALUE(record->file_digest),
			DB_INT_VALUE(record->file_size),
			DB_TEXT_VALUE(record->verdict),
			DB_BYTES_VALUE(gz.data, gz.len),
			DB_TEXT_VALUE(digest),
			DB_INT_VALUE(xml->len),
		};

		why = registry_call(r, sql_store, values, 8, NULL, 0, NULL,
		    &found);
	}
	buf_free(&gz);
	return why;
}

struct report_row {
	struct buf	gz;
	unsigned	size;
	char		digest[65];
};

enum reason
registry_report_read(struct registry *r,
    const unsigned char number[REPORT_NUMBER_BYTES], struct buf *xml,
    bool *found)
{
	static const struct db_column columns[] = {
		DB_COLUMN(DB_COL_BLOB, struct report_row, gz),
		DB_COLUMN(DB_COL_UINT, struct report_row, size),
		DB_COLUMN(DB_COL_TEXT, struct report_row, digest),
	};
	const struct db_value	 value =
	    DB_BYTES_VALUE(number, REPORT_NUMBER_BYTES);
	struct report_row	 row = {
		.gz = BUF_INIT(2 * REPORT_BYTES_MAX)
	};
	enum reason		 why;

	why = registry_one(r, sql_read, &value, 1, columns, 3, &row, found);
	if (why == OK && *found)
		why = copy_unpack(row.gz.data, row.gz.len, row.size,
		    row.digest, xml);
	buf_free(&row.gz);
	return why;
}

enum reason
registry_bureau_report_number(struct registry *r, uint64_t call,
    const char *key, const char *digest,
    unsigned char number[REPORT_NUMBER_BYTES])
{
	struct kept { unsigned char number[REPORT_NUMBER_BYTES]; } kept;
	static const struct db_column	 column =
	    DB_COLUMN(DB_COL_BYTES, struct kept, number);
	const struct db_value		 values[] = {
		DB_INT_VALUE(call), DB_TEXT_VALUE(key), DB_TEXT_VALUE(digest),
		DB_BYTES_VALUE(number, REPORT_NUMBER_BYTES),
	};
	enum reason			 why;
	bool				 found;

	why = registry_call(r, sql_number, values, 4, &column, 1, &kept,
	    &found);
	if (why == OK && !found)
		why = fail(REASON_DATA, "no number of a report");
	if (why == OK)
		memcpy(number, kept.number, sizeof(kept.number));
	return why;
}
