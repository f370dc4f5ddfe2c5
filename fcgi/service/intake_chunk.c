/* Rows on their way to the registry: as JSON, and beside the reading. */
#include <jansson.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "service/intake_private.h"

#define CHUNK_BYTES_MAX	(8u << 20)
#define CLASHES_BYTES_MAX (1u << 20)

enum reason
intake_chunks_open(struct intake *in)
{
	struct intake_chunk	*c;

	for (c = in->chunk; c < in->chunk + 2; c++) {
		c->json = (struct buf)BUF_INIT(CHUNK_BYTES_MAX);
		c->clashes = (struct buf)BUF_INIT(CLASHES_BYTES_MAX);
		c->asked = calloc(2 * INTAKE_CHUNK, sizeof(*c->asked));
		if (c->asked == NULL)
			return fail(REASON_MEMORY, "import");
	}
	in->filling = &in->chunk[0];
	in->sent = &in->chunk[1];
	return OK;
}

static void
clear(struct intake_chunk *c)
{
	buf_clear(&c->json);
	buf_clear(&c->clashes);
	c->rows = 0;
	c->nasked = 0;
}

void
intake_chunks_begin(struct intake *in, const struct intake_errand *errand)
{
	in->errand = *errand;
	clear(in->filling);
	clear(in->sent);
}

void
intake_chunks_free(struct intake *in)
{
	struct intake_chunk	*c;

	if (in->is_sending)
		(void)pthread_join(in->sender, NULL);
	in->is_sending = false;
	for (c = in->chunk; c < in->chunk + 2; c++) {
		buf_cleanse(&c->json);
		buf_free(&c->clashes);
		free(c->asked);
	}
}

static int
add_json(const char *text, size_t len, void *to)
{
	return buf_add(to, text, len) == OK ? 0 : -1;
}

enum reason
intake_chunk_add(struct intake *in, uint32_t row, const char *format, ...)
{
	struct intake_chunk	*c = in->filling;
	va_list			 args;
	json_t			*json;
	enum reason		 why;

	va_start(args, format);
	json = json_vpack_ex(NULL, 0, format, args);
	va_end(args);
	if (json == NULL)
		return fail(REASON_INTERNAL, "a row as JSON");
	why = buf_puts(&c->json, c->rows == 0 ? "[" : ",");
	if (why == OK && json_dump_callback(json, add_json, &c->json,
	    JSON_COMPACT) != 0)
		why = fail(REASON_TOO_LARGE, "a chunk as JSON");
	json_decref(json);
	c->rows++;
	c->last = row;
	return why == OK && c->rows == INTAKE_CHUNK ? intake_chunk_send(in) :
	    why;
}

static void
call(struct intake *in)
{
	in->sent_why = in->errand.call(in->errand.arg, in->sent);
	(void)snprintf(in->sent_detail, sizeof(in->sent_detail), "%s",
	    in->sent_why == OK ? "" : fail_detail());
}

static void *
call_aside(void *in)
{
	call(in);
	return NULL;
}

/* What was sent last is through, and its answer taken. */
static enum reason
wait_for_sent(struct intake *in)
{
	enum reason	 why;

	if (in->is_sending)
		(void)pthread_join(in->sender, NULL);
	in->is_sending = false;
	if (in->sent->rows == 0)
		return OK;
	if (in->sent_why == OK)
		why = in->errand.done(in->errand.arg, in->sent);
	else
		why = fail(in->sent_why, "%s", in->sent_detail);
	clear(in->sent);
	return why;
}

enum reason
intake_chunk_send(struct intake *in)
{
	struct intake_chunk	*c = in->filling;
	sigset_t		 all, before;
	enum reason		 why;

	if ((why = wait_for_sent(in)) != OK || c->rows == 0 ||
	    (why = buf_puts(&c->json, "]")) != OK)
		return why;
	in->filling = in->sent;
	in->sent = c;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	in->is_sending = pthread_create(&in->sender, NULL, call_aside, in) ==
	    0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!in->is_sending)
		call(in);
	return OK;
}

enum reason
intake_chunks_end(struct intake *in)
{
	enum reason	 why = intake_chunk_send(in);

	return why == OK ? wait_for_sent(in) : why;
}
