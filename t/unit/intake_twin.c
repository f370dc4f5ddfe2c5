#include "service/intake_twin.h"
#include "unit.h"

#define TOLD_MAX	65536

static struct intake_twin	 told[TOLD_MAX];
static size_t			 ntold;

static enum reason
tell(void *arg, const struct intake_twin *twin)
{
	(void)arg;
	assert_true(ntold < TOLD_MAX);
	told[ntold++] = *twin;
	return OK;
}

static void
add(struct intake_twins *t, const char *number, uint32_t row)
{
	assert_int_equal(intake_twins_add(t, INTAKE_TWIN_NUMBER, number,
	    number, strlen(number), row, row + 1), OK);
}

static void
find(struct intake_twins **t)
{
	ntold = 0;
	assert_int_equal(intake_twins_find(*t, tell, NULL), OK);
	intake_twins_free(t);
}

static void
twins_are_told_with_each_other(void **state)
{
	struct intake_twins	*t = NULL;

	(void)state;
	assert_int_equal(intake_twins_open(false, &t), OK);
	add(t, "2021090011", 1);
	add(t, "2021090012", 2);
	add(t, "2021090011", 3);
	add(t, "2021090011", 4);
	/* The same text as another kind is none. */
	assert_int_equal(intake_twins_add(t, INTAKE_TWIN_PERSON, "2021090012",
	    "110000199003070021", 0, 5, 6), OK);
	find(&t);
	assert_int_equal(ntold, 3);
	assert_int_equal(told[0].row, 1);
	assert_int_equal(told[0].line, 2);
	assert_int_equal(told[0].other, 4);
	assert_int_equal(told[1].row, 3);
	assert_int_equal(told[1].other, 2);
	assert_int_equal(told[2].row, 4);
	assert_int_equal(told[2].other, 2);
	assert_string_equal(told[0].shown, "202***0011");
}

static void
all_are_found_among_many(void **state)
{
	struct intake_twins	*t = NULL;
	char			 number[32];
	uint32_t		 row;
	size_t			 i;

	(void)state;
	assert_int_equal(intake_twins_open(false, &t), OK);
	for (row = 1; row <= 100000; row++) {
		snprintf(number, sizeof(number), "20210900%08u",
		    row % 80000);
		add(t, number, row);
	}
	find(&t);
	assert_int_equal(ntold, 40000);
	/* In order, but for where one part of the sorting ends. */
	for (i = 1; i < 32768; i++)
		assert_true(told[i].row > told[i - 1].row);
}

static void
numbers_that_lost_zeros_are_told(void **state)
{
	struct intake_twins	*t = NULL;
	char			 number[32];
	uint32_t		 row;

	(void)state;
	assert_int_equal(intake_twins_open(false, &t), OK);
	for (row = 1; row <= 19; row++) {
		snprintf(number, sizeof(number), "20210900%02u", row);
		add(t, number, row);
	}
	add(t, "12345678", 20);
	/* Marked as text, or with letters: nothing is lost. */
	assert_int_equal(intake_twins_add(t, INTAKE_TWIN_NUMBER, "1234567",
	    "1234567", 0, 21, 22), OK);
	find(&t);
	assert_int_equal(ntold, 1);
	assert_int_equal(told[0].kind, INTAKE_TWIN_ZEROS);
	assert_int_equal(told[0].row, 20);
	assert_int_equal(told[0].other, 0);
}

static void
few_numbers_have_no_usual_length(void **state)
{
	struct intake_twins	*t = NULL;

	(void)state;
	assert_int_equal(intake_twins_open(false, &t), OK);
	add(t, "2021090011", 1);
	add(t, "2021090012", 2);
	add(t, "12345678", 3);
	find(&t);
	assert_int_equal(ntold, 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(twins_are_told_with_each_other),
		cmocka_unit_test(all_are_found_among_many),
		cmocka_unit_test(numbers_that_lost_zeros_are_told),
		cmocka_unit_test(few_numbers_have_no_usual_length),
	};

	return RUN(tests);
}
