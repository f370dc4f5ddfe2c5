/* Transactions, and what an error of the server's means. */
#include <mysql.h>
#include <errmsg.h>
#include <mysqld_error.h>

#include <string.h>

#include "base/clock.h"
#include "base/metrics.h"
#include "registry/db.h"
#include "registry/db_private.h"
#include "registry/refusal.h"

#define TURNS		3	/* of a transaction that others' undo */
#define REPEAT_MS	1000	/* none is begun after that */

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
	case ER_UNKNOWN_COM_ERROR:	/* a node that is cut off refuses all */
		return true;
	default:
		return code >= CR_MIN_ERROR && code <= CR_MAX_ERROR;
	}
}

/*
 * A question holds no lock.  In a cluster it waits for what was committed
 * before, and when that takes too long it is "lock wait timeout".
 */
bool
db_error_is_repeatable(const struct db *db, unsigned int code)
{
	return !db->in_transaction && (db_error_is_lost(code) ||
	    (db->is_clustered && (code == ER_LOCK_WAIT_TIMEOUT ||
	    code == ER_LOCK_DEADLOCK)));
}

/*
 * An error in a COMMIT may have come after it reached the others.  In a cluster
 * a procedure's last SELECT waits as well, behind its COMMIT.
 */
bool
db_error_is_uncertain(const struct db *db, unsigned int code)
{
	return !db->in_transaction && (db_error_is_lost(code) ||
	    code == ER_ERROR_DURING_COMMIT ||
	    (db->is_clustered && code == ER_LOCK_WAIT_TIMEOUT));
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

/* What a procedure refuses is an answer, and no error of the database's. */
static void
count_error(unsigned int code)
{
	if (code == ER_SIGNAL_EXCEPTION)
		return;
	metrics_add(db_error_is_lost(code) ? COUNT_ERROR_LOST :
	    db_error_is_denied(code) ? COUNT_ERROR_DENIED :
	    code == ER_LOCK_WAIT_TIMEOUT || code == ER_LOCK_DEADLOCK ?
	    COUNT_ERROR_LOCK : COUNT_ERROR_OTHER, 1);
}

enum reason
db_refusal(unsigned int code, const char *what, const char *message)
{
	count_error(code);
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
run(struct db *db, const char *sql, unsigned int *code)
{
	METRICS_STAGE(STAGE_SELECT);

	*code = 0;
	metrics_add(COUNT_QUESTIONS, 1);
	if (mysql_real_query(db->mysql, sql, strlen(sql)) == 0)
		return OK;
	*code = mysql_errno(db->mysql);
	return db_refusal(*code, sql, mysql_error(db->mysql));
}

static enum reason
start(struct db *db, unsigned int *code)
{
	enum reason	 why;

	why = run(db, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED", code);
	return why != OK ? why : run(db, "START TRANSACTION", code);
}

/* Nothing has been done yet: a broken connection may be mended. */
enum reason
db_begin(struct db *db)
{
	enum reason	 why;
	unsigned int	 code;
	int		 turn = 0;

	if (db->in_transaction)
		return fail(REASON_INTERNAL, "transaction in a transaction");
	db_begins(db);
	do {
		if (db->mysql == NULL && (why = db_connect(db)) != OK)
			return why;
		if ((why = start(db, &code)) == OK ||
		    !db_error_is_repeatable(db, code))
			break;
		db_disconnect(db);
	} while (db_may_repeat(db, &turn));
	db->in_transaction = why == OK;
	return why;
}

enum reason
db_commit(struct db *db)
{
	enum reason	 why;
	unsigned int	 code;

	if (!db->in_transaction)
		return fail(REASON_INTERNAL, "commit without transaction");
	db->in_transaction = false;
	if (db->mysql == NULL)
		return fail(REASON_DATABASE, "connection lost earlier");
	if ((why = run(db, "COMMIT", &code)) == OK)
		return OK;
	/* Closing undoes whatever was not committed. */
	db_disconnect(db);
	return db_error_is_uncertain(db, code) ?
	    fail(REASON_UNCERTAIN, "connection lost in a commit") : why;
}

void
db_rollback(struct db *db)
{
	db->in_transaction = false;
	if (db->mysql != NULL &&
	    mysql_real_query(db->mysql, "ROLLBACK", strlen("ROLLBACK")) != 0)
		db_disconnect(db);
}

/* Undone by the server, or broken before COMMIT was sent: nothing was done. */
static bool
may_repeat(enum reason why, bool broke, int64_t begun, int turn)
{
	if (broke)
		return turn == 1;
	return why == REASON_BUSY && turn < TURNS &&
	    clock_monotonic_ms() - begun < REPEAT_MS;
}

enum reason
db_transact(struct db *db, db_work *work, void *arg)
{
	int64_t		 begun = clock_monotonic_ms();
	enum reason	 why;
	bool		 broke;
	int		 turn = 0;

	do {
		if ((why = db_begin(db)) != OK)
			return why;
		why = work(db, arg);
		broke = why != OK && db->mysql == NULL;
		if (why == OK)
			why = db_commit(db);
		else
			db_rollback(db);
	} while (may_repeat(why, broke, begun, ++turn));
	return why;
}
