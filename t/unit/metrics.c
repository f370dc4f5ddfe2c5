#include <sys/wait.h>

#include <pthread.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/metrics_read.h"
#include "unit.h"

#define THREADS	40	/* more than shares */
#define TIMES	100000

static int
shared(void **state)
{

	(void)state;
	assert_int_equal(metrics_share(3), OK);
	return 0;
}

static int
unshared(void **state)
{

	(void)state;
	metrics_unshare();
	return 0;
}

static void
a_bucket_has_its_bound_and_not_what_is_over_it(void **state)
{
	struct metrics_times	 times;
	size_t			 i;

	(void)state;
	for (i = 0; i < METRICS_BUCKETS; i++) {
		if (i > 0)
			assert_true(metrics_bound_us(i) >
			    metrics_bound_us(i - 1));
		metrics_observe(HISTOGRAM_WAIT, metrics_bound_us(i) * 1000);
		metrics_observe(HISTOGRAM_WAIT,
		    metrics_bound_us(i) * 1000 + 1);
	}
	metrics_times(HISTOGRAM_WAIT, &times);
	assert_int_equal(times.bucket[0], 1);
	for (i = 1; i < METRICS_BUCKETS; i++)
		assert_int_equal(times.bucket[i], 2);
	assert_int_equal(times.bucket[METRICS_BUCKETS], 1);
	assert_int_equal(times.count, 2 * METRICS_BUCKETS);
}

static void
a_sum_is_of_what_was_observed(void **state)
{
	struct metrics_times	 times;

	(void)state;
	metrics_observe(HISTOGRAM_REQUEST, 0);
	metrics_observe(HISTOGRAM_REQUEST, 1500);
	metrics_observe(HISTOGRAM_REQUEST, 3600000000000u);
	metrics_times(HISTOGRAM_REQUEST, &times);
	assert_int_equal(times.sum_ns, 3600000001500u);
	assert_int_equal(times.bucket[0], 2);
	assert_int_equal(times.bucket[METRICS_BUCKETS], 1);
}

static void *
count(void *arg)
{
	size_t	 i;

	(void)arg;
	for (i = 0; i < TIMES; i++) {
		metrics_add(COUNT_BYTES, 3);
		metrics_request_answer(7, 404, REASON_NOT_FOUND, 2);
		metrics_move(GAUGE_LENT, i % 2 == 0 ? 1 : -1);
	}
	return NULL;
}

static void
run_threads(void)
{
	pthread_t	 id[THREADS];
	size_t		 i;

	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&id[i], NULL, count, NULL), 0);
	for (i = 0; i < THREADS; i++)
		pthread_join(id[i], NULL);
}

static void
threads_of_all_processes_count_into_one_sum(void **state)
{
	size_t	 i;
	int	 status;

	(void)state;
	for (i = 0; i < 3; i++)
		if (fork() == 0) {
			metrics_process(i);
			run_threads();
			_exit(0);
		}
	while (wait(&status) > 0)
		assert_int_equal(status, 0);
	assert_int_equal(metrics_count(COUNT_BYTES), 5ul * 3 * THREADS * TIMES);
	assert_int_equal(metrics_requests(7, 3), 3 * THREADS * TIMES);
	assert_int_equal(metrics_requests(7, 1), 0);
	assert_int_equal(metrics_requests(6, 3), 0);
	assert_int_equal(metrics_reasons(REASON_NOT_FOUND),
	    3 * THREADS * TIMES);
	for (i = 0; i < 3; i++)
		assert_int_equal(metrics_gauge(GAUGE_LENT, i), 0);
}

static void
a_process_begins_as_its_parent_was_and_ends_with_nothing(void **state)
{
	int	 status;

	(void)state;
	metrics_unshare();
	metrics_move(GAUGE_POOL, 8);
	assert_int_equal(metrics_share(2), OK);
	assert_int_equal(metrics_processes(), 2);
	if (fork() == 0) {
		metrics_process(1);
		metrics_move(GAUGE_THREADS, 32);
		_exit(0);
	}
	wait(&status);
	assert_int_equal(metrics_gauge(GAUGE_POOL, 0), 0);
	assert_int_equal(metrics_gauge(GAUGE_POOL, 1), 8);
	assert_int_equal(metrics_gauge(GAUGE_THREADS, 1), 32);
	metrics_process_gone(1);
	assert_int_equal(metrics_gauge(GAUGE_POOL, 1), 0);
	assert_int_equal(metrics_gauge(GAUGE_THREADS, 1), 0);
	metrics_unshare();
	metrics_move(GAUGE_POOL, -8);
	assert_int_equal(metrics_share(1), OK);
}

static void
spend(uint64_t ns)
{
	uint64_t	 until = clock_monotonic_ns() + ns;

	while (clock_monotonic_ns() < until)
		;
}

static enum reason
select_or_leave_early(bool early)
{
	METRICS_STAGE(STAGE_SELECT);

	spend(20000);
	if (early)
		return REASON_DATABASE;
	spend(20000);
	return OK;
}

static void
stages_add_up_to_the_request_and_are_left_on_every_way(void **state)
{
	struct metrics_times	 times;
	uint64_t		 sum = 0;
	enum stage		 s;

	(void)state;
	metrics_request_begin();
	assert_int_equal(metrics_enter(STAGE_MODEL), STAGE_PARSE);
	spend(20000);
	assert_int_equal(select_or_leave_early(true), REASON_DATABASE);
	assert_int_equal(select_or_leave_early(false), OK);
	assert_int_equal(metrics_enter(STAGE_SEND), STAGE_MODEL);
	assert_int_equal(metrics_gauge(GAUGE_BUSY, 0), 1);
	metrics_request_end();
	assert_int_equal(metrics_gauge(GAUGE_BUSY, 0), 0);
	for (s = 0; s < STAGE__MAX; s++) {
		metrics_times((enum histogram)s, &times);
		assert_int_equal(times.count, s == STAGE_PARSE ||
		    s == STAGE_MODEL || s == STAGE_SELECT || s == STAGE_SEND);
		if (s == STAGE_SELECT)
			assert_true(times.sum_ns >= 60000);
		if (s == STAGE_MODEL)
			assert_true(times.sum_ns >= 20000);
		sum += times.sum_ns;
	}
	metrics_times(HISTOGRAM_REQUEST, &times);
	assert_int_equal(times.count, 1);
	assert_int_equal(times.sum_ns, sum);
}

static void
outside_a_request_no_stage_is_counted(void **state)
{
	struct metrics_times	 times;

	(void)state;
	assert_int_equal(select_or_leave_early(false), OK);
	metrics_request_end();
	metrics_times((enum histogram)STAGE_SELECT, &times);
	assert_int_equal(times.count, 0);
	metrics_times(HISTOGRAM_REQUEST, &times);
	assert_int_equal(times.count, 0);
	assert_int_equal(metrics_gauge(GAUGE_BUSY, 0), 0);
}

static void
what_is_out_of_bounds_is_not_counted_elsewhere(void **state)
{
	size_t	 route, class;

	(void)state;
	assert_int_equal(metrics_share(METRICS_PROCESSES + 1),
	    REASON_INTERNAL);
	metrics_request_answer(METRICS_ROUTES, 200, OK, 1);
	metrics_request_answer(1, 0, OK, 1);
	metrics_request_answer(1, 600, OK, 1);
	for (route = 0; route < METRICS_ROUTES; route++)
		for (class = 0; class < METRICS_CLASSES; class++)
			assert_int_equal(metrics_requests(route, class), 0);
	assert_int_equal(metrics_reasons(OK), 3);
}

#define IN_AREA(test)	cmocka_unit_test_setup_teardown(test, shared, unshared)

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		IN_AREA(a_bucket_has_its_bound_and_not_what_is_over_it),
		IN_AREA(a_sum_is_of_what_was_observed),
		IN_AREA(threads_of_all_processes_count_into_one_sum),
		IN_AREA(a_process_begins_as_its_parent_was_and_ends_with_nothing),
		IN_AREA(stages_add_up_to_the_request_and_are_left_on_every_way),
		IN_AREA(outside_a_request_no_stage_is_counted),
		IN_AREA(what_is_out_of_bounds_is_not_counted_elsewhere),
	};

	return RUN(tests);
}
