#include <fcgiapp.h>

#include <sys/stat.h>

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "peer.h"

#define THREADS_MAX	256

static void
give_up(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

MYSQL *
peer_connect(const char *socket)
{
	MYSQL	*db = mysql_init(NULL);

	mysql_options(db, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(db, MYSQL_INIT_COMMAND,
	    "SET time_zone = '+00:00', sql_mode = 'TRADITIONAL'");
	if (mysql_real_connect(db, NULL, "ecert_web", NULL, "ecert", 0, socket,
	    CLIENT_MULTI_RESULTS) == NULL)
		give_up("connect", mysql_error(db));
	return db;
}

static void
name_columns(struct peer_statement *s)
{
	MYSQL_RES	*meta = mysql_stmt_result_metadata(s->stmt);
	unsigned	 i;

	if (meta == NULL)
		return;
	s->columns = mysql_num_fields(meta);
	if (s->columns > PEER_COLUMNS)
		give_up("columns", "too many");
	for (i = 0; i < s->columns; i++)
		snprintf(s->name[i], sizeof(s->name[i]), "%s",
		    mysql_fetch_field_direct(meta, i)->name);
	mysql_free_result(meta);
}

struct peer_statement *
peer_prepare(MYSQL *db, const char *sql)
{
	struct peer_statement	*s = calloc(1, sizeof(*s));

	if (s == NULL || (s->stmt = mysql_stmt_init(db)) == NULL)
		give_up("statement", "out of memory");
	if (mysql_stmt_prepare(s->stmt, sql, strlen(sql)) != 0)
		give_up(sql, mysql_stmt_error(s->stmt));
	s->values = (unsigned)mysql_stmt_param_count(s->stmt);
	if (s->values > PEER_VALUES)
		give_up(sql, "too many values");
	name_columns(s);
	return s;
}

static bool
fetch(struct peer_statement *s)
{
	MYSQL_BIND	 bind[PEER_COLUMNS];
	unsigned long	 length[PEER_COLUMNS];
	my_bool		 is_null[PEER_COLUMNS];
	unsigned	 i;

	if (s->columns == 0)
		return false;
	memset(bind, 0, sizeof(bind));
	for (i = 0; i < s->columns; i++) {
		bind[i].buffer_type = MYSQL_TYPE_STRING;
		bind[i].buffer = s->text[i];
		bind[i].buffer_length = PEER_TEXT - 1;
		bind[i].length = &length[i];
		bind[i].is_null = &is_null[i];
	}
	mysql_stmt_bind_result(s->stmt, bind);
	mysql_stmt_store_result(s->stmt);
	if (mysql_stmt_fetch(s->stmt) != 0)
		return false;
	for (i = 0; i < s->columns; i++)
		s->text[i][is_null[i] ? 0 : length[i]] = '\0';
	return true;
}

bool
peer_ask(struct peer_statement *s, const struct peer_value *values)
{
	MYSQL_BIND	 bind[PEER_VALUES];
	bool		 found;
	unsigned	 i;

	memset(bind, 0, sizeof(bind));
	for (i = 0; i < s->values; i++) {
		bind[i].buffer_type = MYSQL_TYPE_STRING;
		memcpy(&bind[i].buffer, &values[i].text,
		    sizeof(bind[i].buffer));
		bind[i].buffer_length = values[i].len;
	}
	mysql_stmt_bind_param(s->stmt, bind);
	if (mysql_stmt_execute(s->stmt) != 0)
		give_up("execute", mysql_stmt_error(s->stmt));
	found = fetch(s);
	do {
		mysql_stmt_free_result(s->stmt);
	} while (mysql_stmt_more_results(s->stmt) &&
	    mysql_stmt_next_result(s->stmt) == 0);
	return found;
}

const char *
peer_column(const struct peer_statement *s, const char *name)
{
	unsigned	 i;

	for (i = 0; i < s->columns; i++)
		if (strcmp(s->name[i], name) == 0)
			return s->text[i];
	return NULL;
}

static int
digit(char c)
{
	static const char	 digits[] = "0123456789ABCDEF";
	const char		*at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? 0 : (int)(at - digits);
}

void
peer_field(const char *form, const char *name, char *out, size_t room)
{
	size_t	 len = strlen(name), n = 0;

	while (form != NULL && (strncmp(form, name, len) != 0 ||
	    form[len] != '='))
		if ((form = strchr(form, '&')) != NULL)
			form++;
	if (form != NULL)
		form += len + 1;
	while (form != NULL && *form != '\0' && *form != '&' && n + 1 < room) {
		if (*form == '%' && form[1] != '\0' && form[2] != '\0') {
			out[n++] = (char)(digit(form[1]) * 16 + digit(form[2]));
			form += 3;
		} else
			out[n++] = *form++;
	}
	out[n] = '\0';
}

char *
peer_file(const char *path, size_t *len)
{
	FILE	*in = fopen(path, "r");
	char	*text = malloc(1 << 20);

	if (in == NULL || text == NULL)
		give_up(path, "cannot be read");
	*len = fread(text, 1, (1 << 20) - 1, in);
	text[*len] = '\0';
	fclose(in);
	return text;
}

int
peer_threads(const char *text)
{
	char	*end;
	long	 n = strtol(text, &end, 10);

	return *end == '\0' && n >= 1 && n <= THREADS_MAX ? (int)n : 0;
}

int
peer_serve(const char *socket, int threads, void *(*work)(void *),
    int *listen_fd)
{
	pthread_t	 thread[THREADS_MAX];
	int		 i;

	FCGX_Init();
	signal(SIGTERM, SIG_DFL);	/* libfcgi took it, and would not end */
	signal(SIGPIPE, SIG_IGN);
	if ((*listen_fd = FCGX_OpenSocket(socket, 511)) < 0)
		return 1;
	chmod(socket, 0600);
	for (i = 0; i < threads; i++)
		if (pthread_create(&thread[i], NULL, work, NULL) != 0)
			return 1;
	for (i = 0; i < threads; i++)
		pthread_join(thread[i], NULL);
	return 0;
}
