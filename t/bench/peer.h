/*
 * What the programs in C that ours is measured beside have in common: a form's
 * or query's fields, prepared statements whose values and columns are text, and
 * threads that serve.
 */
#ifndef ECERT_BENCH_PEER_H
#define ECERT_BENCH_PEER_H

#include <mysql.h>

#include <stdbool.h>
#include <stddef.h>

#define PEER_COLUMNS	40
#define PEER_VALUES	16
#define PEER_TEXT	1600

struct peer_value {
	const char	*text;
	size_t		 len;
};

struct peer_statement {
	MYSQL_STMT	*stmt;
	unsigned	 values;
	unsigned	 columns;
	char		 name[PEER_COLUMNS][64];
	char		 text[PEER_COLUMNS][PEER_TEXT];	/* '' for NULL */
};

/* A connection of the account that the site has; ends the program if none. */
MYSQL		*peer_connect(const char *socket);

/* Both end the program when the database refuses. */
struct peer_statement *peer_prepare(MYSQL *, const char *sql);
/* True when there is a row: its columns are in text. */
bool		 peer_ask(struct peer_statement *, const struct peer_value *);

/* The column of that name in the last row; NULL when there is none. */
const char	*peer_column(const struct peer_statement *, const char *name);

/* A field of application/x-www-form-urlencoded; '' when it is not there. */
void		 peer_field(const char *form, const char *name, char *out,
		    size_t room);

/* A number of threads, 1 to 256; 0 for anything else. */
int		 peer_threads(const char *text);

/*
 * Listens there, puts the descriptor into *listen_fd, and serves until killed,
 * each thread in its own work().  An exit status.
 */
int		 peer_serve(const char *socket, int threads,
		    void *(*work)(void *), int *listen_fd);

/* A whole file, up to 1 MiB; ends the program when it cannot be read. */
char		*peer_file(const char *path, size_t *len);

#endif
