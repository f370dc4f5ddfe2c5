#include <stdlib.h>
#include <string.h>

#include "field/status_order.h"
#include "unit.h"

static const unsigned char key[SECRET_KEY_BYTES] = { 1, 2, 3 };
static const unsigned char other[SECRET_KEY_BYTES] = { 1, 2, 4 };

static struct status_order	 order, second;

static uint32_t
index_of(struct status_order *o, uint64_t serial, unsigned version)
{
	uint32_t	 index;

	assert_int_equal(status_order_index(o, serial, version, &index), OK);
	assert_true(index < STATUS_LIST_LENGTH);
	return index;
}

static void
each_index_of_a_list_is_one_serials(void **state)
{
	static const uint64_t	 first[] = { 0, 7ull * STATUS_LIST_LENGTH };
	unsigned char		*seen;
	uint64_t		 i;
	uint32_t		 at;
	size_t			 n;

	(void)state;
	for (n = 0; n < COUNT(first); n++) {
		seen = calloc(STATUS_LIST_LENGTH, 1);
		assert_non_null(seen);
		status_order_begin(&order, key);
		for (i = 0; i < STATUS_LIST_LENGTH; i++) {
			at = index_of(&order, first[n] + i, 1);
			assert_false(seen[at]);
			seen[at] = 1;
		}
		free(seen);
	}
}

/* Of ten thousand pairs of neighbours none would be expected in a row. */
static void
an_index_does_not_tell_the_serial(void **state)
{
	unsigned	 near = 0, fixed = 0, ordered = 0, i;
	uint32_t	 at, next;

	(void)state;
	status_order_begin(&order, key);
	for (i = 0; i < 10000; i++) {
		at = index_of(&order, i, 1);
		next = index_of(&order, i + 1, 1);
		near += abs((int)at - (int)next) < 16;
		fixed += at == i;
		ordered += next > at;
	}
	assert_true(near < 5);		/* 0.3 by chance */
	assert_true(fixed < 3);		/* 0.01 by chance */
	assert_in_range(ordered, 4700, 5300);
}

static unsigned
same_index(unsigned version, uint64_t shift)
{
	unsigned	 same = 0, i;

	for (i = 0; i < 1000; i++)
		same += index_of(&order, i, 1) ==
		    index_of(&second, i + shift, version);
	return same;
}

static void
another_key_version_or_block_has_another_order(void **state)
{
	(void)state;
	status_order_begin(&order, key);
	status_order_begin(&second, other);
	assert_true(same_index(1, 0) < 3);
	status_order_begin(&second, key);
	assert_int_equal(same_index(1, 0), 1000);
	assert_true(same_index(2, 0) < 3);
	assert_true(same_index(1, STATUS_LIST_LENGTH) < 3);
}

static void
the_order_of_a_list_does_not_depend_on_what_was_asked_before(void **state)
{
	uint32_t	 at;

	(void)state;
	status_order_begin(&order, key);
	at = index_of(&order, 12345, 1);
	(void)index_of(&order, 12345, 3);
	(void)index_of(&order, 12345 + STATUS_LIST_LENGTH, 1);
	assert_int_equal(index_of(&order, 12345, 1), at);
}

static void
lists_have_names(void **state)
{
	static const char	*const bad[] = {
		"", "1", "1-", "-1", "0-0", "1000-0", "01-0", "1-01", "1 -0",
		"1- 0", "+1-0", "1-4294967296", "1-0-0", "1-x", "1-0 ",
	};
	struct status_list_id	 id = status_list_of(3145727, 12);
	char			 text[STATUS_LIST_ID_BYTES];
	size_t			 i;

	(void)state;
	status_list_id_write(&id, text);
	assert_string_equal(text, "12-2");
	assert_true(status_list_id_read("999-4294967295", &id));
	assert_int_equal(id.version, 999);
	assert_true(id.block == 4294967295u);
	for (i = 0; i < COUNT(bad); i++)
		assert_false(status_list_id_read(bad[i], &id));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_index_of_a_list_is_one_serials),
		cmocka_unit_test(an_index_does_not_tell_the_serial),
		cmocka_unit_test(
		    another_key_version_or_block_has_another_order),
		cmocka_unit_test(
		    the_order_of_a_list_does_not_depend_on_what_was_asked_before),
		cmocka_unit_test(lists_have_names),
	};

	return RUN(tests);
}
