/* Transactions, and what an error of the server's means. */
#include <mysql.h>
#include <errmsg.h>
#include <mysqld_error.h>

#include <string.h>

#include "registry/db.h"
#include "registry/db_private.h"
#include "registry/refusal.h"

bool
db_error_is_lost(unsigned int code)
{
	switch (code) {
	case CR_SERVER_GONE_ERROR:
	case CR_SERVER_LOST:
	case CR_SERVER_LOST_EXTENDED:
	case CR_CONN_HOST_ERROR:
	case CR_CONNECTION_ERROR:
	case ER_SERVER_SHUTDOWN:
	case ER_CONNECTION_KILLED:
	case ER_UNKNOWN_STMT_HANDLER:
	case ER_NEED_REPREPARE:
		return true;
	default:
		return code >= CR_MIN_ERROR && code <= CR_MAX_ERROR;
	}
}

bool
db_error_is_denied(unsigned int code)
{
	switch (code) {
	case ER_DBACCESS_DENIED_ERROR:
	case ER_ACCESS_DENIED_ERROR:
	case ER_TABLEACCESS_DENIED_ERROR:
	case ER_COLUMNACCESS_DENIED_ERROR:
	case ER_SPECIFIC_ACCESS_DENIED_ERROR:
	case ER_PROCACCESS_DENIED_ERROR:
	case ER_ACCESS_DENIED_NO_PASSWORD_ERROR:
		return true;
	default:
		return false;
	}
}

enum reason
db_refusal(unsigned int code, const char *what, const char *message)
{
	if (db_error_is_denied(code))
		return fail(REASON_ACCESS_DENIED, "%s: %s", what, message);
	switch (code) {
	case ER_SIGNAL_EXCEPTION:
		return fail(refusal_reason(message), "refused: %s", message);
	case ER_CONSTRAINT_FAILED:	/* names the rule, not the value */
		return fail(REASON_VALUE_REFUSED, "%s: %s", what, message);
	case ER_LOCK_WAIT_TIMEOUT:
	case ER_LOCK_DEADLOCK:
		return fail(REASON_BUSY, "%s: %s", what, message);
	case ER_DUP_ENTRY:	/* its message repeats the value */
		return fail(REASON_DATABASE, "%s: a key twice", what);
	default:
		return fail(REASON_DATABASE, "%s: %s", what, message);
	}
}

static enum reason
run(struct db *db, const char *sql, bool *lost)
{
	unsigned int	 code;

	*lost = false;
	if (mysql_real_query(db->mysql, sql, strlen(sql)) == 0)
		return OK;
	code = mysql_errno(db->mysql);
	*lost = db_error_is_lost(code);
	return db_refusal(code, sql, mysql_error(db->mysql));
}

static enum reason
start(struct db *db, bool *lost)
{
	enum reason	 why;

	why = run(db, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED", lost);
	return why != OK ? why : run(db, "START TRANSACTION", lost);
}

/* Nothing has been done yet: a broken connection may be mended. */
enum reason
db_begin(struct db *db)
{
	enum reason	 why;
	bool		 lost;

	if (db->in_transaction)
		return fail(REASON_INTERNAL, "transaction in a transaction");
	if (db->mysql == NULL && (why = db_connect(db)) != OK)
		return why;
	if ((why = start(db, &lost)) != OK && lost) {
		db_disconnect(db);
		if ((why = db_connect(db)) == OK)
			why = start(db, &lost);
	}
	db->in_transaction = why == OK;
	return why;
}

enum reason
db_commit(struct db *db)
{
	enum reason	 why;
	bool		 lost;

	if (!db->in_transaction)
		return fail(REASON_INTERNAL, "commit without transaction");
	db->in_transaction = false;
	if (db->mysql == NULL)
		return fail(REASON_DATABASE, "connection lost earlier");
	if ((why = run(db, "COMMIT", &lost)) == OK)
		return OK;
	/* Closing undoes whatever was not committed. */
	db_disconnect(db);
	return lost ? fail(REASON_UNCERTAIN, "connection lost in a commit") :
	    why;
}

void
db_rollback(struct db *db)
{
	db->in_transaction = false;
	if (db->mysql != NULL &&
	    mysql_real_query(db->mysql, "ROLLBACK", strlen("ROLLBACK")) != 0)
		db_disconnect(db);
}
