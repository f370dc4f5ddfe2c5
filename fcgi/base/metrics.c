/* Counters in shares of one area, and the stages of a thread's request. */
#include <sys/mman.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "base/clock.h"
#include "base/metrics_read.h"

#define SHARES	16	/* threads that count at once are few */
#define LINE	64	/* bytes of a cache line */

typedef _Atomic uint64_t number;

/* What some threads count; nobody else's lines of the cache. */
struct share {
	_Alignas(LINE) number	 counter[COUNT__MAX];
	number			 request[METRICS_ROUTES][METRICS_CLASSES];
	number			 reason[REASON__MAX];
	struct {
		number	 bucket[METRICS_BUCKETS + 1];
		number	 sum_ns;
	} times[HISTOGRAM__MAX];
};

struct process {
	_Alignas(LINE) _Atomic int64_t	 gauge[GAUGE__MAX];
};

struct area {
	_Atomic unsigned	 threads;	/* so far, to deal out shares */
	struct process		 process[METRICS_PROCESSES];
	struct share		 share[SHARES];
};

static struct area	 own;		/* before, or without, a shared one */
static struct area	*area = &own;
static size_t		 processes = 1;
static size_t		 process_number;

static _Thread_local struct share	*share_of_thread;

static _Thread_local struct {
	bool		 going;
	enum stage	 at;
	uint64_t	 began, since;
	uint64_t	 ns[STAGE__MAX];
	unsigned	 entered;	/* a bit a stage */
} request;

static const uint32_t bounds_us[METRICS_BUCKETS] = {
	10, 25, 50, 100, 250, 500,
	1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000,
	1000000, 2500000, 5000000, 10000000, 30000000,
};

static struct share *
mine(void)
{
	if (share_of_thread == NULL)
		share_of_thread = &area->share[atomic_fetch_add_explicit(
		    &area->threads, 1, memory_order_relaxed) % SHARES];
	return share_of_thread;
}

static void
more(number *n, uint64_t by)
{
	atomic_fetch_add_explicit(n, by, memory_order_relaxed);
}

static uint64_t
now(const number *n)
{
	return atomic_load_explicit(n, memory_order_relaxed);
}

enum reason
metrics_share(size_t count)
{
	struct area	*made;

	if (count > METRICS_PROCESSES)
		return fail(REASON_INTERNAL, "%zu processes", count);
	made = mmap(NULL, sizeof(*area), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (made == MAP_FAILED)
		return fail(REASON_MEMORY, "metrics");
	area = made;
	processes = count;
	share_of_thread = NULL;
	return OK;
}

void
metrics_unshare(void)
{
	if (area == &own)
		return;
	munmap(area, sizeof(*area));
	area = &own;
	share_of_thread = NULL;
	processes = 1;
	process_number = 0;
}

static void
begin_gauges(size_t i, bool from_own)
{
	size_t	 g;

	for (g = 0; g < GAUGE__MAX; g++)
		atomic_store(&area->process[i].gauge[g], from_own ?
		    atomic_load(&own.process[0].gauge[g]) : 0);
}

void
metrics_process(size_t i)
{
	process_number = i;
	share_of_thread = NULL;
	begin_gauges(i, true);
}

void
metrics_process_gone(size_t i)
{
	begin_gauges(i, false);
}

void
metrics_add(enum counter c, uint64_t by)
{
	more(&mine()->counter[c], by);
}

void
metrics_move(enum gauge g, int64_t by)
{
	atomic_fetch_add_explicit(&area->process[process_number].gauge[g],
	    by, memory_order_relaxed);
}

void
metrics_observe(enum histogram h, uint64_t ns)
{
	size_t	 i;

	for (i = 0; i < METRICS_BUCKETS &&
	    ns > (uint64_t)bounds_us[i] * 1000; i++)
		;
	more(&mine()->times[h].bucket[i], 1);
	more(&mine()->times[h].sum_ns, ns);
}

void
metrics_request_begin(void)
{
	memset(&request, 0, sizeof(request));
	request.going = true;
	request.at = STAGE_PARSE;
	request.entered = 1u << STAGE_PARSE;
	request.began = request.since = clock_monotonic_ns();
	metrics_move(GAUGE_BUSY, 1);
}

void
metrics_request_answer(size_t route, int status, enum reason why,
    size_t bytes)
{
	int	 class = status / 100 - 1;

	if (route < METRICS_ROUTES && class >= 0 && class < METRICS_CLASSES)
		more(&mine()->request[route][class], 1);
	more(&mine()->reason[why], 1);
	metrics_add(COUNT_BYTES, bytes);
}

void
metrics_request_end(void)
{
	enum stage	 s;

	if (!request.going)
		return;
	(void)metrics_enter(STAGE__MAX);
	for (s = 0; s < STAGE__MAX; s++)
		if (request.entered & 1u << s)
			metrics_observe((enum histogram)s, request.ns[s]);
	metrics_observe(HISTOGRAM_REQUEST, request.since - request.began);
	request.going = false;
	metrics_move(GAUGE_BUSY, -1);
}

/* The clock is read only when the stage is another. */
enum stage
metrics_enter(enum stage to)
{
	enum stage	 was = request.at;
	uint64_t	 ns;

	if (!request.going || to == was)
		return was;
	ns = clock_monotonic_ns();
	if (was < STAGE__MAX)
		request.ns[was] += ns - request.since;
	request.since = ns;
	request.at = to;
	request.entered |= 1u << to;
	return was;
}

void
metrics_back(const enum stage *was)
{
	(void)metrics_enter(*was);
}

uint64_t
metrics_count(enum counter c)
{
	uint64_t	 sum = 0;
	size_t		 i;

	for (i = 0; i < SHARES; i++)
		sum += now(&area->share[i].counter[c]);
	return sum;
}

uint64_t
metrics_requests(size_t route, size_t class)
{
	uint64_t	 sum = 0;
	size_t		 i;

	for (i = 0; i < SHARES; i++)
		sum += now(&area->share[i].request[route][class]);
	return sum;
}

uint64_t
metrics_reasons(enum reason why)
{
	uint64_t	 sum = 0;
	size_t		 i;

	for (i = 0; i < SHARES; i++)
		sum += now(&area->share[i].reason[why]);
	return sum;
}

/* The count is the buckets', so that the two always agree. */
void
metrics_times(enum histogram h, struct metrics_times *out)
{
	uint64_t	 n;
	size_t		 i, b;

	memset(out, 0, sizeof(*out));
	for (i = 0; i < SHARES; i++) {
		for (b = 0; b <= METRICS_BUCKETS; b++) {
			n = now(&area->share[i].times[h].bucket[b]);
			out->bucket[b] += n;
			out->count += n;
		}
		out->sum_ns += now(&area->share[i].times[h].sum_ns);
	}
}

size_t
metrics_processes(void)
{
	return processes;
}

int64_t
metrics_gauge(enum gauge g, size_t process)
{
	return atomic_load_explicit(&area->process[process].gauge[g],
	    memory_order_relaxed);
}

uint64_t
metrics_bound_us(size_t bucket)
{
	return bounds_us[bucket];
}
