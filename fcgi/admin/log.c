/* ecert log: is the chain of events whole, and where does it end? */
#include <getopt.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/command.h"
#include "base/clock.h"
#include "base/text.h"
#include "registry/event_log.h"
#include "registry/registry.h"

#define WAIT_S		600	/* a slow disk is no fault of the chain */
#define TERMINAL_MS	500	/* between two looks at how far it is */
#define LINES_MS	10000

/* What is wrong with an event, by a stable word. */
static const struct { const char *word, *zh, *en; } faults[EVENT_FAULT__MAX] = {
	[EVENT_WHOLE] = { "whole", "完好", "nothing" },
	[EVENT_MISSING] = { "missing", "此事件已不存在",
	    "the event is gone" },
	[EVENT_STRANGE] = { "strange", "链中没有这个编号",
	    "the chain has no such number" },
	[EVENT_CHANGED] = { "changed", "事件内容与其摘要不符",
	    "the event is not what its digest says" },
	[EVENT_UNCHAINED] = { "unchained", "与前一事件衔接不上",
	    "the event before is another than it was" },
	[EVENT_NO_SUBJECT] = { "no-certificate", "所涉证书已不存在",
	    "its certificate is gone" },
	[EVENT_FACTS] = { "facts", "所涉证书或批次的内容已被改动",
	    "its certificate, or batch, is not what it was" },
	[EVENT_BEYOND] = { "beyond", "在链尾之后另有事件",
	    "it stands behind the end of the chain" },
	[EVENT_HEAD] = { "head", "链尾记录与最后一个事件不符",
	    "the recorded end of the chain is another" },
	[EVENT_EXPECTED] = { "expected", "与另行保存的摘要不符",
	    "its digest is not the one that was kept elsewhere" },
	[EVENT_STRAY] = { "stray", "存在没有任何事件的证书版本，序号",
	    "a version of a certificate has no event at all, serial" },
};

struct progress {
	bool	 terminal;
	int64_t	 told_ms;
};

static void
tell(void *arg, const struct event_walk *w)
{
	struct progress	*p = arg;
	int64_t		 now = clock_monotonic_ms();

	if (now - p->told_ms < (p->terminal ? TERMINAL_MS : LINES_MS))
		return;
	p->told_ms = now;
	fprintf(stderr, "%s已核验 checked: %" PRIu64 " 事件 events, %" PRIu64
	    " 证书 certificates%s", p->terminal ? "\r" : "", w->events,
	    w->certificates, p->terminal ? "" : "\n");
}

static int
show_verdict(const struct event_walk *w)
{
	if (w->fault == EVENT_WHOLE) {
		printf("事件链完好 the chain is whole: %" PRIu64
		    " 事件 events, %" PRIu64 " 证书 certificates\n%" PRIu64
		    ":%s\n", w->events, w->certificates, w->head.id,
		    w->head.digest);
		return EXIT_YES;
	}
	printf("%s %" PRIu64 ": %s %s. %s\n",
	    w->fault == EVENT_STRAY ? "证书 certificate" : "事件 event", w->id,
	    faults[w->fault].zh, faults[w->fault].en, faults[w->fault].word);
	return EXIT_NO;
}

/* "ID:DIGEST", as log head prints it. */
static bool
read_point(const char *text, struct event_point *point)
{
	const char	*colon = strchr(text, ':');
	char		 id[21];

	if (colon == NULL || colon == text ||
	    (size_t)(colon - text) >= sizeof(id) || strlen(colon + 1) != 64 ||
	    strspn(colon + 1, "0123456789abcdef") != 64)
		return false;
	memcpy(id, text, (size_t)(colon - text));
	id[colon - text] = '\0';
	if (!text_is_digits(id))
		return false;
	point->id = strtoull(id, NULL, 10);
	memcpy(point->digest, colon + 1, sizeof(point->digest));
	return true;
}

static int
verify(const struct conf *conf, const struct event_point *expect)
{
	struct progress		 p = { .terminal = isatty(STDERR_FILENO),
	    .told_ms = clock_monotonic_ms() };
	struct registry		*r = NULL;
	struct event_walk	 w;
	enum reason		 why;

	if ((why = command_registry(conf, WAIT_S, &r)) == OK)
		why = registry_event_walk(r, expect, tell, &p, &w);
	registry_free(&r);
	if (p.terminal)
		fputc('\n', stderr);
	return why == OK ? show_verdict(&w) : command_fail("log verify", why);
}

static int
log_verify(const struct conf *conf, int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "expect", required_argument, NULL, 'e' },
		{ NULL, 0, NULL, 0 }
	};
	struct event_point	 expect;
	bool			 is_expected = false;
	int			 c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 'e' || !read_point(optarg, &expect))
			return EXIT_USAGE;
		is_expected = true;
	}
	return optind == argc ? verify(conf, is_expected ? &expect : NULL) :
	    EXIT_USAGE;
}

static int
log_head(const struct conf *conf, int argc, char **argv)
{
	struct registry		*r = NULL;
	struct event_point	 head;
	enum reason		 why;

	(void)argv;
	if (argc != 1)
		return EXIT_USAGE;
	if ((why = command_registry(conf, 0, &r)) == OK)
		why = registry_event_head(r, &head);
	registry_free(&r);
	if (why != OK)
		return command_fail("log head", why);
	printf("%" PRIu64 ":%s\n", head.id, head.digest);
	return EXIT_YES;
}

int
command_log(const struct conf *conf, int argc, char **argv)
{
	int	 status = EXIT_USAGE;

	if (argc > 1 && strcmp(argv[1], "verify") == 0)
		status = log_verify(conf, argc - 1, argv + 1);
	else if (argc > 1 && strcmp(argv[1], "head") == 0)
		status = log_head(conf, argc - 1, argv + 1);
	return status == EXIT_USAGE ? command_usage(argv[0]) : status;
}
