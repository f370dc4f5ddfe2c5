#include <string.h>

#include "base/base64url.h"
#include "field/feed_place.h"
#include "unit.h"

static const struct feed_place places[] = {
	FEED_BEGINNING,
	{ 1, 0, "0123456789abcdef" },
	{ 4294967296, 1099511627776, "ffffffffffffffff" },
	{ INT64_MAX - 1, INT64_MAX, "8000000000000001" },
};

static void
a_place_of_changes_is_read_as_it_was_written(void **state)
{
	char			 text[FEED_CURSOR_BYTES];
	struct feed_place	 place;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(places); i++) {
		feed_place_write(&places[i], text);
		assert_int_equal(feed_place_read(text, &place), OK);
		assert_true(place.event == places[i].event);
		assert_true(place.serial == places[i].serial);
		assert_string_equal(place.anchor, places[i].anchor);
	}
}

static void
a_place_of_a_snapshot_is_read_as_it_was_written(void **state)
{
	char			 text[FEED_CURSOR_BYTES];
	struct snapshot_place	 is, place = { .batch = UINT32_MAX,
				    .serial = INT64_MAX, .version = 999 };
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(places); i++) {
		place.changes = places[i];
		snapshot_place_write(&place, text);
		assert_int_equal(snapshot_place_read(text, &is), OK);
		assert_true(is.begun);
		assert_true(is.changes.event == places[i].event);
		assert_string_equal(is.changes.anchor, places[i].anchor);
		assert_true(is.batch == place.batch);
		assert_true(is.serial == place.serial);
		assert_int_equal(is.version, place.version);
	}
}

/* A text that was given out when this was first released. */
static void
an_old_text_stays_good(void **state)
{
	struct feed_place	 place;

	(void)state;
	assert_int_equal(feed_place_read("wQAAAAAAAAACAAAAAAAAAAMBI0VniavN7w",
	    &place), OK);
	assert_true(place.event == 2 && place.serial == 3);
	assert_string_equal(place.anchor, "0123456789abcdef");
}

static void
no_other_text_is_a_place(void **state)
{
	static const char	*const bad[] = {
		"", "x", "wQAAAAAAAAACAAAAAAAAAAMBI0VniavN7",
		"wQAAAAAAAAACAAAAAAAAAAMBI0VniavN7w=",
		"wQAAAAAAAAACAAAAAAAAAAMBI0VniavN7x",
		"wQAAAAAAAAACAAAAAAAAAAMBI0VniavN7wA",
		"wgAAAAAAAAACAAAAAAAAAAMBI0VniavN7w",
		"wf__________AAAAAAAAAAMBI0VniavN7w",
		"wQAAAAAAAAAC__________8BI0VniavN7w",
		"wQAAAAAAAAAC AAAAAAAAAMBI0VniavN7w",
	};
	char			 text[FEED_CURSOR_BYTES];
	struct feed_place	 place;
	struct snapshot_place	 snapshot = { .batch = 1 };
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(bad); i++) {
		assert_int_equal(feed_place_read(bad[i], &place),
		    REASON_CURSOR_INVALID);
		assert_int_equal(snapshot_place_read(bad[i], &snapshot),
		    REASON_CURSOR_INVALID);
	}
	snapshot_place_write(&(struct snapshot_place){
	    .changes = FEED_BEGINNING }, text);
	assert_int_equal(feed_place_read(text, &place), REASON_CURSOR_INVALID);
	feed_place_write(&places[1], text);
	assert_int_equal(snapshot_place_read(text, &snapshot),
	    REASON_CURSOR_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_of_changes_is_read_as_it_was_written),
		cmocka_unit_test(
		    a_place_of_a_snapshot_is_read_as_it_was_written),
		cmocka_unit_test(an_old_text_stays_good),
		cmocka_unit_test(no_other_text_is_a_place),
	};

	return RUN(tests);
}
