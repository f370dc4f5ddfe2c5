/* Threads that ask at the same moment ask together, each for its own answer. */
#include "base/metrics_read.h"
#include "registry/together.c"
#include "unit.h"

#define BEHIND_MAX	(TOGETHER_MAX + 3)

/* A part by itself is held while the gate is shut, if it is the first. */
struct part {
	pthread_t	 thread;
	bool		 is_first;
	bool		 was_alone;
	size_t		 group;		/* of so many; 0: none */
	enum reason	 answer;	/* when it is alone */
	enum reason	 why;
	char		 detail[32];
};

static struct {
	pthread_mutex_t	 lock;
	pthread_cond_t	 moved;
	bool		 is_open;
	size_t		 held;
	size_t		 statements;	/* for several */
	enum reason	 answer;	/* of such a one */
} gate = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, 0, 0,
    OK };

static struct together	*queue;
static struct part	 first, behind[BEHIND_MAX];

static enum reason
one(struct registry *r, void *arg)
{
	struct part	*part = arg;

	(void)r;
	pthread_mutex_lock(&gate.lock);
	part->was_alone = true;
	if (part->is_first) {
		gate.held++;
		pthread_cond_broadcast(&gate.moved);
		while (!gate.is_open)
			pthread_cond_wait(&gate.moved, &gate.lock);
	}
	pthread_mutex_unlock(&gate.lock);
	return part->answer == OK ? OK : fail(part->answer, "one of them");
}

static enum reason
all(struct registry *r, void *const *parts, size_t count)
{
	enum reason	 why;
	size_t		 i;

	(void)r;
	pthread_mutex_lock(&gate.lock);
	gate.statements++;
	for (i = 0; i < count; i++)
		((struct part *)parts[i])->group = count;
	why = gate.answer;
	pthread_mutex_unlock(&gate.lock);
	return why == OK ? OK : fail(why, "all of them");
}

static void *
run(void *arg)
{
	struct part	*part = arg;

	part->why = together_do(queue, NULL, part);
	(void)snprintf(part->detail, sizeof(part->detail), "%s",
	    fail_detail());
	return NULL;
}

static void
wait_until_queued(size_t count)
{
	const struct place	*place;
	size_t			 n;

	do {
		(void)nanosleep(&(struct timespec){ 0, 1000000 }, NULL);
		pthread_mutex_lock(&queue->lock);
		for (n = 0, place = queue->first; place != NULL; n++)
			place = place->next;
		pthread_mutex_unlock(&queue->lock);
	} while (n < count);
}

static void
wait_until_held(size_t count)
{

	pthread_mutex_lock(&gate.lock);
	while (gate.held < count)
		pthread_cond_wait(&gate.moved, &gate.lock);
	pthread_mutex_unlock(&gate.lock);
}

/* One asks and is held; then so many more come. */
static void
begin(const struct together_by *by, size_t count)
{
	size_t	 i;

	memset(behind, 0, sizeof(behind));
	first = (struct part){ .is_first = true };
	gate.is_open = false;
	gate.held = 0;
	gate.statements = 0;
	gate.answer = OK;
	assert_int_equal(together_open(by, &queue), OK);
	assert_int_equal(pthread_create(&first.thread, NULL, run, &first), 0);
	wait_until_held(1);
	for (i = 0; i < count; i++)
		assert_int_equal(pthread_create(&behind[i].thread, NULL, run,
		    &behind[i]), 0);
}

static void
end_behind(size_t count)
{
	size_t	 i;

	for (i = 0; i < count; i++)
		assert_int_equal(pthread_join(behind[i].thread, NULL), 0);
}

static void
end_first(void)
{

	pthread_mutex_lock(&gate.lock);
	gate.is_open = true;
	pthread_cond_broadcast(&gate.moved);
	pthread_mutex_unlock(&gate.lock);
	assert_int_equal(pthread_join(first.thread, NULL), 0);
	assert_int_equal(first.why, OK);
	assert_true(first.was_alone);
}

static void
end(size_t count)
{

	end_first();
	end_behind(count);
	assert_null(queue->first);
	assert_int_equal(queue->leaders, 0);
	together_free(&queue);
}

static const struct together_by	 patient = { all, one, 0 },
				 impatient = { all, one, 20 };

static void
those_behind_are_done_by_one_statement(void **state)
{
	size_t	 i;

	(void)state;
	begin(&patient, 5);
	wait_until_queued(5);
	assert_int_equal(metrics_gauge(GAUGE_TOGETHER, 0), 5);
	end(5);
	assert_int_equal(metrics_gauge(GAUGE_TOGETHER, 0), 0);
	assert_int_equal(gate.statements, 1);
	for (i = 0; i < 5; i++) {
		assert_int_equal(behind[i].why, OK);
		assert_int_equal(behind[i].group, 5);
		assert_false(behind[i].was_alone);
	}
}

static void
more_than_it_takes_are_done_by_several(void **state)
{
	size_t	 i, few = 0;

	(void)state;
	begin(&patient, BEHIND_MAX);
	wait_until_queued(BEHIND_MAX);
	end(BEHIND_MAX);
	assert_int_equal(gate.statements, 2);
	for (i = 0; i < BEHIND_MAX; i++) {
		assert_int_equal(behind[i].why, OK);
		few += behind[i].group == BEHIND_MAX - TOGETHER_MAX;
		assert_in_range(behind[i].group, 3, TOGETHER_MAX);
	}
	assert_int_equal(few, BEHIND_MAX - TOGETHER_MAX);
}

static void
one_that_is_refused_spoils_none(void **state)
{
	size_t	 i;

	(void)state;
	begin(&patient, 5);
	gate.answer = REASON_DATA;
	behind[2].answer = REASON_DATA;
	wait_until_queued(5);
	end(5);
	for (i = 0; i < 5; i++) {
		assert_true(behind[i].was_alone);
		assert_int_equal(behind[i].why, i == 2 ? REASON_DATA : OK);
	}
	assert_string_equal(behind[2].detail, "one of them");
}

static void
fails_together(enum reason answer)
{
	size_t	 i;

	begin(&patient, 5);
	gate.answer = answer;
	wait_until_queued(5);
	end(5);
	for (i = 0; i < 5; i++) {
		assert_false(behind[i].was_alone);
		assert_int_equal(behind[i].why, answer);
		assert_string_equal(behind[i].detail, "all of them");
	}
}

static void
what_may_have_been_done_is_not_repeated(void **state)
{

	(void)state;
	fails_together(REASON_UNCERTAIN);
}

static void
what_found_no_connection_is_not_repeated(void **state)
{

	(void)state;
	fails_together(REASON_BUSY);
}

static void
silence_of_one_keeps_nobody_waiting(void **state)
{
	size_t	 i;

	(void)state;
	begin(&impatient, 4);
	end_behind(4);
	for (i = 0; i < 4; i++)
		assert_int_equal(behind[i].why, OK);
	end_first();
	assert_int_equal(queue->leaders, 0);
	together_free(&queue);
}

/* Each is held, until as many lead as may; the last has to wait for one. */
static void
silence_does_not_take_up_the_pool(void **state)
{
	size_t	 i;

	(void)state;
	begin(&impatient, 0);
	for (i = 0; i < LEADERS_MAX; i++) {
		behind[i].is_first = true;
		assert_int_equal(pthread_create(&behind[i].thread, NULL, run,
		    &behind[i]), 0);
		wait_until_held(i + 2 < LEADERS_MAX ? i + 2 : LEADERS_MAX);
	}
	(void)nanosleep(&(struct timespec){ 0, 100000000 }, NULL);
	pthread_mutex_lock(&queue->lock);
	assert_int_equal(queue->leaders, LEADERS_MAX);
	assert_ptr_equal(queue->first->part, &behind[LEADERS_MAX - 1]);
	pthread_mutex_unlock(&queue->lock);
	end(LEADERS_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_behind_are_done_by_one_statement),
		cmocka_unit_test(more_than_it_takes_are_done_by_several),
		cmocka_unit_test(one_that_is_refused_spoils_none),
		cmocka_unit_test(what_may_have_been_done_is_not_repeated),
		cmocka_unit_test(what_found_no_connection_is_not_repeated),
		cmocka_unit_test(silence_of_one_keeps_nobody_waiting),
		cmocka_unit_test(silence_does_not_take_up_the_pool),
	};

	return RUN(tests);
}
