/*
 * Connections to the registry's database: a bounded pool, statements prepared
 * once a connection, values bound, rows fetched straight into structs.
 */
#ifndef ECERT_REGISTRY_DB_H
#define ECERT_REGISTRY_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/conf.h"
#include "base/reason.h"

struct db;		/* one connection, lent to one thread at a time */
struct db_pool;

/*
 * A pool by the [database] part of the configuration.  Connections are made
 * when first needed, so this succeeds while the server is away.  CONFIG when
 * the password file or the list of servers cannot be read.
 */
enum reason	 db_pool_open(const struct conf *, struct db_pool **)
		    MUST_CHECK;
void		 db_pool_free(struct db_pool **);

/*
 * Borrow a connected connection; db_release() gives it back, to whoever has
 * waited longest.  BUSY when none comes in a second; DATABASE when the
 * server does not answer (for the next quarter of a second others are then
 * told so at once), or when of several none can in 4.5 s.
 */
enum reason	 db_acquire(struct db_pool *, struct db **) MUST_CHECK;
void		 db_release(struct db **);

/* A value bound to a "?". */
struct db_value {
	enum { DB_NULL, DB_TEXT, DB_BYTES, DB_INT } type;
	const void	*data;
	size_t		 len;
	int64_t		 number;
};
#define DB_TEXT_VALUE(s)	{ .type = DB_TEXT, .data = (s), \
				    .len = strlen(s) }
#define DB_BYTES_VALUE(p, n)	{ .type = DB_BYTES, .data = (p), .len = (n) }
#define DB_INT_VALUE(n)		{ .type = DB_INT, .number = (int64_t)(n) }

/* Where a result column goes inside a row struct. */
struct db_column {
	enum {
		DB_COL_TEXT,	/* char[size], NULL as "" */
		DB_COL_INT,	/* int, NULL as 0 */
		DB_COL_UINT,	/* unsigned, NULL as 0 */
		DB_COL_U64,	/* uint64_t, NULL as 0 */
		DB_COL_TIME,	/* time_t from UNIX_TIMESTAMP(), NULL as 0 */
		DB_COL_BYTES,	/* exactly size bytes, NULL as zeros */
		DB_COL_BLOB	/* struct buf of the caller's, within its max;
				   for a single row only */
	} kind;
	size_t	 offset;
	size_t	 size;		/* of the member */
};
#define DB_COLUMN(kind, type, member) \
	{ kind, offsetof(type, member), sizeof(((type *)0)->member) }

/*
 * Run a SELECT and put its first row into *row.  sql must be a constant: it is
 * prepared once a connection and remembered by its address.  A broken
 * connection is mended and the question asked once more, of another server
 * when this one is away; of several servers again and again for 4.5 s.
 * DATABASE when there is no answer, DATA when a value does not fit its member.
 */
enum reason	 db_select_one(struct db *, const char *sql,
		    const struct db_value *, size_t values,
		    const struct db_column *, size_t columns,
		    void *row, bool *found) MUST_CHECK;

/*
 * The same for up to max rows of row_size bytes, into an array that the
 * caller frees.  More rows than max: DATA.
 */
enum reason	 db_select_all(struct db *, const char *sql,
		    const struct db_value *, size_t values,
		    const struct db_column *, size_t columns,
		    size_t row_size, size_t max, void **rows, size_t *count)
		    MUST_CHECK;

/*
 * The same row by row, however many: each is put into *row and handed to
 * `take`, which may end it with a reason.  The whole answer is kept on this
 * side first, so that a slow `take` keeps nobody waiting.
 */
typedef enum reason	 db_take(void *arg, const void *row);
enum reason	 db_select_each(struct db *, const char *sql,
		    const struct db_value *, size_t values,
		    const struct db_column *, size_t columns, void *row,
		    db_take *, void *arg) MUST_CHECK;

/*
 * Run one statement that changes something.  It is not repeated when the
 * connection breaks: UNCERTAIN then, for it may have been done.
 */
enum reason	 db_change(struct db *, const char *sql,
		    const struct db_value *, size_t values) MUST_CHECK;

/*
 * CALL a procedure and put the first row of its one result into *row; without
 * columns it must give none.  Not repeated when the connection breaks:
 * DATABASE inside a transaction, which is then undone, UNCERTAIN outside one.
 */
enum reason	 db_call(struct db *, const char *sql,
		    const struct db_value *, size_t values,
		    const struct db_column *, size_t columns,
		    void *row, bool *found) MUST_CHECK;

/* Told of each row: as many texts as there are columns, NULL as "". */
typedef enum reason db_row_told(void *arg, const char *const *cells,
		    size_t columns);

/*
 * CALL a procedure that changes nothing and has a result of any length, its
 * rows one after the other as the server sends them.  The columns must have
 * exactly these names, else DATA; so for a cell of DB_CELL_BYTES or more.  sql
 * is prepared for this one time and need not be constant, but never has
 * outside data in it.  What the receiver returns, unless OK, ends it.
 * Repeated once when the connection broke before the first row.
 */
#define DB_CELL_BYTES	1024
enum reason	 db_call_each(struct db *, const char *sql,
		    const struct db_value *, size_t values,
		    const char *const *names, size_t columns,
		    db_row_told *, void *arg) MUST_CHECK;

/*
 * Does an error of this number say that the account may not do it, or may not
 * come in?  All of these functions then give ACCESS_DENIED, and the detail has
 * the server's words, which name the account.
 */
bool		 db_error_is_denied(unsigned int);

/*
 * Whatever db_change() and the calls are refused by SIGNAL comes back as the
 * reason that refusal.c has for its word; a lock that was waited for too long,
 * and a deadlock, as BUSY.
 *
 * A transaction: READ COMMITTED, so that after waiting for a lock it sees what
 * the others left.  Inside one a broken connection is never mended, and every
 * further question fails.  db_commit() is UNCERTAIN when its answer was lost;
 * db_release() rolls back what is still open.
 */
enum reason	 db_begin(struct db *) MUST_CHECK;
enum reason	 db_commit(struct db *) MUST_CHECK;
void		 db_rollback(struct db *);

/*
 * The same as one function, which is run again from its start when another's
 * change came first (three times at most, within a second) or when the
 * connection broke before COMMIT was sent; so whatever it gives out it must be
 * able to give anew.  Never after a COMMIT whose outcome is not known.
 */
typedef enum reason	 db_work(struct db *, void *arg);
enum reason	 db_transact(struct db *, db_work *, void *arg) MUST_CHECK;

/*
 * Run any one or more statements given as text and drop their results: for
 * migrations, never with outside data.  DATABASE with the server's message.
 */
enum reason	 db_script(struct db *, const char *sql) MUST_CHECK;

/*
 * How many rows a table has.  Its name cannot be bound: INTERNAL unless it is
 * lower-case letters, digits and underscores.
 */
enum reason	 db_count(struct db *, const char *table, uint64_t *rows)
		    MUST_CHECK;

#endif
