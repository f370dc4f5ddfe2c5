/*
 * Puts the registry's questions to a real database, for the tests in this
 * folder: one line of tab-separated words in, some lines out, the last one "."
 * with the reason's code ("ok" when there is none) and its detail.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/conf.h"
#include "registry/access.h"
#include "registry/annotation.h"
#include "registry/registry.h"
#include "registry/session.h"

#define WORDS_MAX	8

static struct registry	*registry;
static struct holder	 holder;

static uint64_t
number(const char *word)
{

	return strtoull(word, NULL, 10);
}

static enum reason
ask_holder(char **w)
{

	return registry_holder_named(registry, w[1], w[2], &holder);
}

static enum reason
ask_certificates(char **w)
{
	struct certificate	*list;
	enum reason		 why;
	size_t			 i, n;

	(void)w;
	if ((why = registry_holder_certificates(registry, &holder, &list,
	    &n)) != OK)
		return why;
	for (i = 0; i < n; i++)
		printf("%" PRIu64 "\t%u\t%s\n", list[i].serial,
		    list[i].version, certificate_state_word(list[i].state));
	free(list);
	return OK;
}

static enum reason
ask_quota(char **w)
{
	struct annotation_quota	 q;
	enum reason		 why;

	why = registry_annotation_quota(registry, number(w[1]), &q);
	if (why == OK)
		printf("%d\t%d\t%lld\n", q.used, q.allowed,
		    (long long)q.next_free_at);
	return why;
}

static enum reason
ask_scenes(char **w)
{
	struct annotation_scene	*list;
	enum reason		 why;
	size_t			 i, n;

	(void)w;
	if ((why = registry_annotation_scenes(registry, &list, &n)) != OK)
		return why;
	for (i = 0; i < n; i++)
		printf("%s\t%s\t%s\n", list[i].code, list[i].name_zh,
		    list[i].name_en);
	free(list);
	return OK;
}

static void
print_annotation(const struct annotation *a)
{

	printf("%" PRIu64 "\t%s\t%" PRIu64 "\t%u\t%s\t%s\t%s\t%d\t%lld\t%s"
	    "\t%s\t%u\n", a->id, a->code, a->serial, a->version, a->scene,
	    a->scene_zh, a->recipient, a->days,
	    (long long)(a->expires_at - a->made_at), a->maker,
	    annotation_state_word(a->state), a->seal_file);
}

/* How the document is made: "ok", "fail", or milliseconds to take for it. */
static enum reason
make_document(void *arg, const struct annotation *a,
    const struct certificate *c, const struct seal_file *seal,
    const struct buf *der, struct buf *xml)
{
	const char	*how = arg;
	long		 ms = strtol(how, NULL, 10);
	struct timespec	 pause = { ms / 1000, ms % 1000 * 1000000L };

	if (strcmp(how, "fail") == 0)
		return REASON_SIGNING;
	if (ms > 0) {
		printf("making\n");
		fflush(stdout);
		nanosleep(&pause, NULL);
	}
	return buf_printf(xml, "<copy code='%s' no='%s' state='%s' seal='%s'"
	    " der='%zu'/>", a->code, c->management_no,
	    certificate_state_word(c->state), seal->seal, der->len);
}

static enum reason
ask_make(char **w)
{
	const struct annotation_wish wish = { number(w[1]),
	    (unsigned)number(w[2]), w[3], w[4], (int)number(w[5]) };
	struct annotation	 a;
	struct buf		 xml = BUF_INIT(COPY_BYTES_MAX);
	enum reason		 why;

	why = registry_annotation_make(registry, &holder, &wish,
	    make_document, w[6], &a, &xml);
	if (a.id != 0)
		print_annotation(&a);
	if (why == OK)
		printf("%s\n", buf_text(&xml));
	buf_free(&xml);
	return why;
}

static enum reason
ask_list(char **w)
{
	struct annotation	*list;
	enum reason		 why;
	size_t			 i, n;

	if ((why = registry_annotations_of(registry, number(w[1]), &list,
	    &n)) != OK)
		return why;
	for (i = 0; i < n; i++)
		print_annotation(&list[i]);
	free(list);
	return OK;
}

static enum reason
ask_code(char **w)
{
	unsigned char		 bits[ANNOTATION_CODE_BITS_BYTES];
	struct annotation	 a;
	struct certificate	 c;
	enum reason		 why;
	bool			 found;

	if (!annotation_code_parse(w[1], bits))
		return REASON_BAD_REQUEST;
	why = registry_annotation_by_code(registry, bits, &a, &c, &found);
	if (why == OK && found) {
		print_annotation(&a);
		printf("%s\t%s\n", c.management_no,
		    certificate_state_word(c.state));
	}
	return why;
}

static enum reason
ask_copy(char **w)
{
	struct buf	 xml = BUF_INIT(COPY_BYTES_MAX);
	enum reason	 why;

	why = registry_copy_read(registry, number(w[1]), &xml);
	if (why == OK)
		printf("%s\n", buf_text(&xml));
	buf_free(&xml);
	return why;
}

static enum reason
ask_withdraw(char **w)
{
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];

	return annotation_code_parse(w[1], bits) ?
	    registry_annotation_withdraw(registry, &holder, bits) :
	    REASON_BAD_REQUEST;
}

static enum reason
ask_begin(char **w)
{
	struct sign_in	 s;
	enum reason	 why;

	(void)w;
	if ((why = registry_sign_in_begin(registry, &holder, &s)) == OK)
		printf("%s\t%s\t%s\n", s.handle, s.code, s.phone);
	return why;
}

static enum reason
ask_finish(char **w)
{
	struct holder	 who;
	enum reason	 why;

	why = registry_sign_in_finish(registry, w[1], w[2], &who);
	if (why == OK)
		printf("%s\t%d\n", who.name, memcmp(who.id_hash,
		    holder.id_hash, sizeof(who.id_hash)) == 0);
	return why;
}

static enum reason
ask_start(char **w)
{
	char		 token[SESSION_TOKEN_BYTES];
	enum reason	 why;

	(void)w;
	why = registry_session_start(registry, &holder, token);
	if (why == OK)
		printf("%s\n", token);
	return why;
}

static enum reason
ask_find(char **w)
{
	struct holder	 who;
	enum reason	 why;
	time_t		 since;
	bool		 found;

	why = registry_session_find(registry, w[1], &who, &since, &found);
	if (why == OK && found)
		printf("%s\t%d\n", who.name, memcmp(who.id_hash,
		    holder.id_hash, sizeof(who.id_hash)) == 0);
	return why;
}

static enum reason
ask_end(char **w)
{

	return registry_session_end(registry, w[1]);
}

static enum reason
ask_access(char **w)
{

	return registry_access_record(registry, w[1], number(w[2]),
	    (unsigned)number(w[3]), w[4], (enum access_actor)number(w[5]),
	    *w[6] == '\0' ? NULL : w[6]);
}

/* Threads that start together, each with a question of its own. */
struct at_once {
	pthread_t		 thread;
	pthread_barrier_t	*start;
	void			(*ask)(struct at_once *);
	uint64_t		 serial;
	unsigned		 version;
	const char		*outcome;
	char			*triple[3];
	char			 line[320];
	enum reason		 why;
	char			 detail[200];
	char			 answer[80];
};

static void *
ask_at_once(void *arg)
{
	struct at_once	*o = arg;

	(void)pthread_barrier_wait(o->start);
	o->ask(o);
	(void)snprintf(o->detail, sizeof(o->detail), "%s", fail_detail());
	return NULL;
}

static void
run_at_once(struct at_once *o, size_t n)
{
	pthread_barrier_t	 start;
	size_t			 i;

	if (pthread_barrier_init(&start, NULL, (unsigned int)n) != 0)
		exit(EXIT_FAILURE);
	for (i = 0; i < n; i++) {
		o[i].start = &start;
		if (pthread_create(&o[i].thread, NULL, ask_at_once,
		    &o[i]) != 0)
			exit(EXIT_FAILURE);
	}
	for (i = 0; i < n; i++) {
		(void)pthread_join(o[i].thread, NULL);
		printf("%" PRIu64 "\t%s\t%s\t%s\n", o[i].serial,
		    o[i].why == OK ? "ok" : reason_info(o[i].why)->code,
		    o[i].why == OK ? "" : o[i].detail, o[i].answer);
	}
	pthread_barrier_destroy(&start);
}

static void
record_at_once(struct at_once *o)
{

	o->why = registry_access_record(registry, "triple", o->serial, 1,
	    o->outcome, ACCESS_PUBLIC, NULL);
}

/* How many; the serial of the first; what every third is told. */
static enum reason
ask_access_at_once(char **w)
{
	size_t			 i, n = (size_t)number(w[1]);
	struct at_once		*o = calloc(n, sizeof(*o));

	if (o == NULL)
		return fail(REASON_MEMORY, "threads");
	for (i = 0; i < n; i++) {
		o[i].ask = record_at_once;
		o[i].serial = number(w[2]) + i;
		o[i].outcome = i % 3 == 2 ? w[3] : "issued";
	}
	run_at_once(o, n);
	free(o);
	return OK;
}

static void
triple_at_once(struct at_once *o)
{
	struct standing	 at;
	bool		 found;

	o->why = registry_standing(registry, o->triple[0], o->triple[1],
	    o->triple[2], &at, &found);
	if (o->why == OK && found)
		(void)snprintf(o->answer, sizeof(o->answer),
		    "%" PRIu64 " %u %s", at.serial, at.version,
		    certificate_state_word(at.state));
}

static void
version_at_once(struct at_once *o)
{
	struct certificate	 c;
	bool			 found;

	o->why = registry_by_serial(registry, number(o->triple[0]),
	    (unsigned)number(o->triple[1]), &c, &found);
	if (o->why == OK && found)
		(void)snprintf(o->answer, sizeof(o->answer),
		    "%" PRIu64 " %u %s %s", c.serial, c.version,
		    certificate_state_word(c.state), c.management_no);
}

/*
 * "triple" or "version"; how many; a file with what each of them asks, a line
 * of values parted by tabs.
 */
static enum reason
ask_found_at_once(char **w)
{
	size_t		 i, k, n = (size_t)number(w[2]);
	struct at_once	*o = calloc(n, sizeof(*o));
	FILE		*in = fopen(w[3], "r");
	char		*rest;

	if (o == NULL || in == NULL)
		return fail(REASON_MEMORY, "threads");
	for (i = 0; i < n; i++) {
		o[i].ask = strcmp(w[1], "triple") == 0 ? triple_at_once :
		    version_at_once;
		o[i].serial = i;
		if (fgets(o[i].line, sizeof(o[i].line), in) == NULL)
			exit(EXIT_FAILURE);
		rest = o[i].line;
		for (k = 0; k < 3; k++)
			o[i].triple[k] = strsep(&rest, "\t\n");
	}
	(void)fclose(in);
	run_at_once(o, n);
	free(o);
	return OK;
}

static enum reason
ask_accesses(char **w)
{
	struct access_entry	*list;
	enum reason		 why;
	size_t			 i, n;

	if ((why = registry_access_of(registry, number(w[1]), &list,
	    &n)) != OK)
		return why;
	for (i = 0; i < n; i++)
		printf("%s\t%u\t%s\t%s\t%s\t%d\n", list[i].channel,
		    list[i].version, list[i].outcome, list[i].actor,
		    list[i].actor_name, list[i].at > time(NULL) - 3600);
	free(list);
	return OK;
}

static void
print_seal(const struct seal_file *f)
{

	printf("%u\t%s\t%s\t%s\t%s\t%s\t%lld\t%s\t%u\n", f->id, f->seal,
	    f->es_id, f->name, f->owner, f->picture_type,
	    (long long)(f->valid_until - f->valid_from),
	    f->disabled_at == 0 ? "in-use" : "disabled", f->signers);
}

/* A file of that seal whose bytes end in a word, with two signers. */
static enum reason
ask_import(char **w)
{
	static const char	 cert[2][5] = { "0\x03one", "0\x03two" };
	const struct seal_part	 signers[] = { { cert[0], 5 }, { cert[1], 5 } };
	struct seal_file	 f;
	struct buf		 der = BUF_INIT(SEAL_FILE_BYTES_MAX);
	enum reason		 why;

	memset(&f, 0, sizeof(f));
	snprintf(f.seal, sizeof(f.seal), "%s", w[1]);
	snprintf(f.es_id, sizeof(f.es_id), "YB-%s", w[2]);
	snprintf(f.name, sizeof(f.name), "%s", "样本印章");
	snprintf(f.owner, sizeof(f.owner), "%s", "样本单位");
	snprintf(f.picture_type, sizeof(f.picture_type), "%s", "png");
	f.valid_from = (time_t)number(w[3]);
	f.valid_until = (time_t)number(w[4]);
	why = buf_printf(&der, "0%0200d%s", 0, w[2]);
	if (why == OK)
		why = registry_seal_import(registry, &f,
		    (struct seal_part){ der.data, der.len }, signers[0],
		    signers, 2);
	if (why == OK)
		printf("%u\n", f.id);
	buf_free(&der);
	return why;
}

static enum reason
ask_seals(char **w)
{
	struct seal_file	*list;
	enum reason		 why;
	size_t			 i, n;

	(void)w;
	if ((why = registry_seal_list(registry, &list, &n)) != OK)
		return why;
	for (i = 0; i < n; i++)
		print_seal(&list[i]);
	free(list);
	return OK;
}

static enum reason
ask_current(char **w)
{
	struct seal_file	 f;
	struct buf		 der = BUF_INIT(SEAL_FILE_BYTES_MAX);
	enum reason		 why;
	bool			 found;

	why = registry_seal_current(registry, w[1], w[2], &f, &der, &found);
	if (why == OK && found) {
		print_seal(&f);
		printf("%zu\n", der.len);
	}
	buf_free(&der);
	return why;
}

static enum reason
ask_signer(char **w)
{
	struct buf	 der = BUF_INIT(SEAL_FILE_BYTES_MAX);
	enum reason	 why;
	bool		 found;

	why = registry_seal_signer(registry, (unsigned)number(w[1]),
	    (size_t)number(w[2]), &der, &found);
	if (why == OK && found)
		printf("%s\n", buf_text(&der) + 2);
	buf_free(&der);
	return why;
}

static enum reason
ask_disable(char **w)
{

	return registry_seal_disable(registry, (unsigned)number(w[1]), w[2]);
}

static const struct {
	const char	*word;
	size_t		 words;		/* that follow */
	enum reason	(*ask)(char **);
} questions[] = {
	{ "holder", 2, ask_holder }, { "certificates", 0, ask_certificates },
	{ "quota", 1, ask_quota }, { "scenes", 0, ask_scenes },
	{ "make", 6, ask_make }, { "list", 1, ask_list },
	{ "code", 1, ask_code }, { "copy", 1, ask_copy },
	{ "withdraw", 1, ask_withdraw }, { "begin", 0, ask_begin },
	{ "finish", 2, ask_finish }, { "start", 0, ask_start },
	{ "find", 1, ask_find }, { "end", 1, ask_end },
	{ "access", 6, ask_access }, { "accesses", 1, ask_accesses },
	{ "access-at-once", 3, ask_access_at_once },
	{ "found-at-once", 3, ask_found_at_once },
	{ "import", 4, ask_import }, { "seals", 0, ask_seals },
	{ "current", 2, ask_current }, { "signer", 2, ask_signer },
	{ "disable", 2, ask_disable },
};

static enum reason
answer(char *line)
{
	char	*words[WORDS_MAX] = { NULL }, *at = line;
	size_t	 i, n = 0;

	line[strcspn(line, "\n")] = '\0';
	while (at != NULL && n < WORDS_MAX) {
		words[n++] = at;
		if ((at = strchr(at, '\t')) != NULL)
			*at++ = '\0';
	}
	for (i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
		if (strcmp(words[0], questions[i].word) == 0 &&
		    n == questions[i].words + 1)
			return questions[i].ask(words);
	return REASON_BAD_REQUEST;
}

int
main(int argc, char **argv)
{
	struct conf	*conf = NULL;
	char		 line[8192];
	enum reason	 why;

	if (argc != 2 || conf_load(argv[1], &conf) != OK ||
	    registry_open(conf, &registry) != OK) {
		fprintf(stderr, "ask: %s\n", fail_detail());
		return 1;
	}
	while (fgets(line, sizeof(line), stdin) != NULL) {
		fail_clear();
		why = answer(line);
		printf(".%s\t%s\n", why == OK ? "ok" : reason_info(why)->code,
		    fail_detail());
		fflush(stdout);
	}
	registry_free(&registry);
	conf_free(&conf);
	return 0;
}
