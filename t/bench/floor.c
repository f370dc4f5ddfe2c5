/*
 * The floor: the least that a look-up can cost behind FastCGI.  It asks the
 * database what ours asks, in as many requests, and answers a body that is
 * ready; nothing is checked, modelled, transformed, sealed or written down.
 *
 *	floor SOCKET DATABASE_SOCKET MATCH_KEY QUESTIONS BODY [THREADS]
 *
 * A line of QUESTIONS: "post" or "get", a letter for each of the statement's
 * values, the statement; parted by tabs.  H: the hash of the ID number, N: the
 * name, M: the management number, S: the serial, V: the version.
 */
#include <fcgiapp.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/secret.h"
#include "peer.h"

#define QUESTIONS_MAX	8

static struct question {
	bool	 post;
	char	*values;
	char	*sql;
} questions[QUESTIONS_MAX];
static size_t		 question_count;

static unsigned char	 key[SECRET_KEY_BYTES];
static char		*body;
static size_t		 body_len;
static const char	*database;
static int		 listen_fd;

struct asked {
	char		 name[256];
	char		 id_number[64];
	char		 management_no[64];
	char		 serial[24];
	char		 version[8];
	unsigned char	 hash[16];
};

static void
read_questions(const char *path)
{
	size_t	 len;
	char	*line, *rest = peer_file(path, &len);

	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
		struct question	*q = &questions[question_count++];

		q->post = strcmp(strsep(&line, "\t"), "post") == 0;
		q->values = strsep(&line, "\t");
		q->sql = line;
		if (q->sql == NULL || question_count == QUESTIONS_MAX)
			exit(2);
	}
}

static struct peer_value
value(char letter, const struct asked *a)
{
	switch (letter) {
	case 'H':
		return (struct peer_value){ (const char *)a->hash, 16 };
	case 'N':
		return (struct peer_value){ a->name, strlen(a->name) };
	case 'M':
		return (struct peer_value){ a->management_no,
		    strlen(a->management_no) };
	case 'S':
		return (struct peer_value){ a->serial, strlen(a->serial) };
	default:
		return (struct peer_value){ a->version, strlen(a->version) };
	}
}

/* Serial and version come from whichever statement tells them first. */
static void
ask_all(struct peer_statement **statements, bool post, struct asked *a)
{
	struct peer_value	 values[PEER_VALUES];
	const char		*serial, *version;
	size_t			 i, n;

	for (i = 0; i < question_count; i++) {
		if (questions[i].post != post)
			continue;
		for (n = 0; questions[i].values[n] != '\0'; n++)
			values[n] = value(questions[i].values[n], a);
		if (!peer_ask(statements[i], values))
			continue;
		serial = peer_column(statements[i], "serial");
		version = peer_column(statements[i], "version");
		if (serial == NULL || version == NULL)
			continue;
		snprintf(a->serial, sizeof(a->serial), "%s", serial);
		snprintf(a->version, sizeof(a->version), "%s", version);
	}
}

static void
answer_post(FCGX_Request *request, struct peer_statement **statements)
{
	struct asked	 a = { .serial = "0", .version = "0" };
	char		 form[2048];
	int		 len;

	len = FCGX_GetStr(form, sizeof(form) - 1, request->in);
	form[len] = '\0';
	peer_field(form, "name", a.name, sizeof(a.name));
	peer_field(form, "id_number", a.id_number, sizeof(a.id_number));
	peer_field(form, "management_no", a.management_no,
	    sizeof(a.management_no));
	if (secret_match_hash(key, a.id_number, a.hash) != OK)
		exit(1);
	ask_all(statements, true, &a);
	FCGX_FPrintF(request->out, "Status: 303\r\nLocation: "
	    "/floor/result/%s-%s\r\nContent-Length: 0\r\n\r\n", a.serial,
	    a.version);
}

static void
answer_get(FCGX_Request *request, struct peer_statement **statements)
{
	const char	*path = FCGX_GetParam("DOCUMENT_URI", request->envp);
	struct asked	 a = { .serial = "0" };

	if (path == NULL || sscanf(path, "/floor/result/%20[0-9]-%7[0-9]",
	    a.serial, a.version) != 2) {
		FCGX_PutS("Status: 404\r\n\r\n", request->out);
		return;
	}
	ask_all(statements, false, &a);
	FCGX_FPrintF(request->out, "Content-Type: text/html; charset=UTF-8\r\n"
	    "Content-Length: %d\r\n\r\n", (int)body_len);
	FCGX_PutStr(body, (int)body_len, request->out);
}

static void *
thread_main(void *arg)
{
	struct peer_statement	*statements[QUESTIONS_MAX];
	FCGX_Request		 request;
	MYSQL			*db = peer_connect(database);
	size_t			 i;

	for (i = 0; i < question_count; i++)
		statements[i] = peer_prepare(db, questions[i].sql);
	FCGX_InitRequest(&request, listen_fd, 0);
	while (FCGX_Accept_r(&request) == 0) {
		const char	*method = FCGX_GetParam("REQUEST_METHOD",
		    request.envp);

		if (method != NULL && strcmp(method, "POST") == 0)
			answer_post(&request, statements);
		else
			answer_get(&request, statements);
		FCGX_Finish_r(&request);
	}
	return arg;
}

int
main(int argc, char **argv)
{
	int	 count = peer_threads(argc > 6 ? argv[6] : "64");

	if (argc < 6 || count == 0) {
		fputs("usage: floor SOCKET DATABASE_SOCKET MATCH_KEY "
		    "QUESTIONS BODY [THREADS]\n", stderr);
		return 2;
	}
	database = argv[2];
	if (conf_read_key(argv[3], key) != OK)
		return 1;
	read_questions(argv[4]);
	body = peer_file(argv[5], &body_len);
	mysql_library_init(0, NULL, NULL);
	return peer_serve(argv[1], count, thread_main, &listen_fd);
}
