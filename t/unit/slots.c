/* One bureau's calls leave room for the others'. */
#include <pthread.h>

#include "responder/slots.c"
#include "unit.h"

static void
a_key_gets_a_quarter_of_the_threads(void **state)
{
	struct slots	*s = NULL;
	struct slot	*slot[9] = { NULL }, *other = NULL;
	size_t		 i;

	(void)state;
	assert_int_equal(slots_open(32, &s), OK);
	for (i = 0; i < 8; i++)
		assert_int_equal(slots_enter(s, "aa", &slot[i]), OK);
	assert_int_equal(slots_enter(s, "aa", &slot[8]),
	    REASON_BUREAU_AT_ONCE);
	assert_null(slot[8]);
	assert_int_equal(slots_enter(s, "bb", &other), OK);
	slots_leave(s, &slot[3]);
	assert_null(slot[3]);
	assert_int_equal(slots_enter(s, "aa", &slot[3]), OK);
	assert_int_equal(slots_enter(s, "aa", &slot[8]),
	    REASON_BUREAU_AT_ONCE);
	slots_leave(s, &other);
	for (i = 0; i < 9; i++)
		slots_leave(s, &slot[i]);
	slots_free(&s);
}

static void
many_threads_are_no_more_calls_of_one_key(void **state)
{
	struct slots	*s = NULL;
	struct slot	*slot[9] = { NULL };
	size_t		 i;

	(void)state;
	assert_int_equal(slots_open(256, &s), OK);
	for (i = 0; i < 8; i++)
		assert_int_equal(slots_enter(s, "aa", &slot[i]), OK);
	assert_int_equal(slots_enter(s, "aa", &slot[8]),
	    REASON_BUREAU_AT_ONCE);
	for (i = 0; i < 9; i++)
		slots_leave(s, &slot[i]);
	slots_free(&s);
}

static void
who_has_few_threads_still_serves_two_calls(void **state)
{
	struct slots	*s = NULL;
	struct slot	*slot[3] = { NULL };

	(void)state;
	assert_int_equal(slots_open(2, &s), OK);
	assert_int_equal(slots_enter(s, "aa", &slot[0]), OK);
	assert_int_equal(slots_enter(s, "aa", &slot[1]), OK);
	assert_int_equal(slots_enter(s, "aa", &slot[2]),
	    REASON_BUREAU_AT_ONCE);
	slots_leave(s, &slot[0]);
	slots_leave(s, &slot[1]);
	slots_free(&s);
}

#define CALLERS	16
#define CALLS	2000

static struct slots	*shared;

static void *
call_often(void *arg)
{
	const char	*key = arg;
	struct slot	*slot = NULL;
	int		 i;

	for (i = 0; i < CALLS; i++)
		if (slots_enter(shared, key, &slot) == OK)
			slots_leave(shared, &slot);
	return NULL;
}

static void
all_are_given_back_by_many_at_once(void **state)
{
	static char	 keys[][3] = { "aa", "bb", "cc" };
	pthread_t	 id[CALLERS];
	struct slot	*slot[4] = { NULL };
	size_t		 i;

	(void)state;
	assert_int_equal(slots_open(CALLERS, &shared), OK);
	for (i = 0; i < CALLERS; i++)
		assert_int_equal(pthread_create(&id[i], NULL, call_often,
		    keys[i % COUNT(keys)]), 0);
	for (i = 0; i < CALLERS; i++)
		pthread_join(id[i], NULL);
	for (i = 0; i < COUNT(slot); i++)
		assert_int_equal(slots_enter(shared, "aa", &slot[i]), OK);
	for (i = 0; i < COUNT(slot); i++)
		slots_leave(shared, &slot[i]);
	slots_free(&shared);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_key_gets_a_quarter_of_the_threads),
		cmocka_unit_test(many_threads_are_no_more_calls_of_one_key),
		cmocka_unit_test(who_has_few_threads_still_serves_two_calls),
		cmocka_unit_test(all_are_given_back_by_many_at_once),
	};

	return RUN(tests);
}
