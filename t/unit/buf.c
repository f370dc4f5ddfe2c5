#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "unit.h"

static void
an_empty_buffer_reads_as_an_empty_string(void **state)
{
	struct buf	 b = BUF_INIT(10);

	(void)state;
	assert_string_equal(buf_text(&b), "");
	assert_int_equal(buf_add(&b, NULL, 0), OK);
	assert_string_equal(buf_text(&b), "");
	buf_clear(&b);
	buf_free(&b);
}

static void
text_is_added_and_always_ends_in_nul(void **state)
{
	struct buf	 b = BUF_INIT(100);

	(void)state;
	assert_int_equal(buf_puts(&b, "姓名"), OK);
	assert_int_equal(buf_add(&b, "=x", 1), OK);
	assert_int_equal(buf_printf(&b, "%03u%s", 7u, "!"), OK);
	assert_string_equal(buf_text(&b), "姓名=007!");
	assert_int_equal(b.len, strlen("姓名=007!"));
	buf_clear(&b);
	assert_int_equal(b.len, 0);
	assert_string_equal(buf_text(&b), "");
	buf_free(&b);
}

static void
nul_bytes_are_kept(void **state)
{
	struct buf	 b = BUF_INIT(100);

	(void)state;
	assert_int_equal(buf_add(&b, "a\0b", 3), OK);
	assert_int_equal(b.len, 3);
	assert_memory_equal(b.data, "a\0b", 4);
	buf_free(&b);
}

static void
the_ceiling_can_be_reached_and_not_passed(void **state)
{
	struct buf	 b = BUF_INIT(5);

	(void)state;
	assert_int_equal(buf_puts(&b, "12345"), OK);
	assert_int_equal(buf_puts(&b, "6"), REASON_TOO_LARGE);
	assert_int_equal(buf_printf(&b, "%d", 6), REASON_TOO_LARGE);
	assert_string_equal(buf_text(&b), "12345");
	assert_int_equal(b.len, 5);
	buf_free(&b);
}

static void
a_length_that_would_overflow_is_refused(void **state)
{
	struct buf	 b = BUF_INIT(SIZE_MAX - 1);

	(void)state;
	assert_int_equal(buf_puts(&b, "12345"), OK);
	assert_int_equal(buf_add(&b, "x", SIZE_MAX), REASON_TOO_LARGE);
	assert_int_equal(buf_add(&b, "x", SIZE_MAX - 5), REASON_TOO_LARGE);
	assert_string_equal(buf_text(&b), "12345");
	buf_free(&b);
}

static void
ten_megabytes_grow_piece_by_piece(void **state)
{
	struct buf	 b = BUF_INIT(10 * MEGABYTE);
	char		*piece = repeated('x', 1000);
	size_t		 i;

	(void)state;
	for (i = 0; i < 10 * MEGABYTE / 1000; i++)
		assert_int_equal(buf_puts(&b, piece), OK);
	assert_int_equal(b.len, i * 1000);
	assert_int_equal(strlen(buf_text(&b)), b.len);
	assert_in_range(b.cap, b.len + 1, b.max + 1);
	free(piece);
	buf_cleanse(&b);
	assert_null(b.data);
	assert_int_equal(b.len, 0);
}

/* A file of these bytes under a fresh name, to be unlinked by the caller. */
static void
make_file(char path[32], const void *bytes, size_t len)
{
	int	 fd;

	(void)snprintf(path, 32, "/tmp/ecert-buf-XXXXXX");
	assert_true((fd = mkstemp(path)) != -1);
	assert_int_equal(write(fd, bytes, len), (ssize_t)len);
	assert_int_equal(close(fd), 0);
}

static void
a_file_is_read_whole_behind_what_was_there(void **state)
{
	struct buf	 b = BUF_INIT(20000);
	char		*text = repeated('t', 19999), path[32];

	(void)state;
	make_file(path, text, 19999);
	assert_int_equal(buf_puts(&b, ">"), OK);
	assert_int_equal(buf_read_file(&b, path), OK);
	assert_int_equal(b.len, 20000);
	assert_string_equal(b.data + 1, text);
	(void)unlink(path);
	free(text);
	buf_free(&b);
}

static void
a_file_past_the_ceiling_leaves_the_buffer_as_it_was(void **state)
{
	struct buf	 b = BUF_INIT(9000);
	char		*text = repeated('t', 9001), path[32];

	(void)state;
	make_file(path, text, 9001);
	assert_int_equal(buf_puts(&b, ">"), OK);
	assert_int_equal(buf_read_file(&b, path), REASON_TOO_LARGE);
	assert_int_equal(b.len, 1);
	assert_string_equal(buf_text(&b), ">");
	(void)unlink(path);
	free(text);
	buf_free(&b);
}

static void
an_endless_file_stops_at_the_ceiling(void **state)
{
	struct buf	 b = BUF_INIT(MEGABYTE);

	(void)state;
	assert_int_equal(buf_read_file(&b, "/dev/zero"), REASON_TOO_LARGE);
	assert_int_equal(b.len, 0);
	buf_free(&b);
}

static void
what_cannot_be_read_is_named(void **state)
{
	struct buf	 b = BUF_INIT(100);

	(void)state;
	assert_int_equal(buf_read_file(&b, "/nonexistent/x"),
	    REASON_FILE_READ);
	assert_non_null(strstr(fail_detail(), "/nonexistent/x: "));
	assert_int_equal(buf_read_file(&b, "/"), REASON_FILE_READ);
	assert_memory_equal(fail_detail(), "/: ", 3);
	assert_string_equal(buf_text(&b), "");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(an_empty_buffer_reads_as_an_empty_string),
		cmocka_unit_test(text_is_added_and_always_ends_in_nul),
		cmocka_unit_test(nul_bytes_are_kept),
		cmocka_unit_test(the_ceiling_can_be_reached_and_not_passed),
		cmocka_unit_test(a_length_that_would_overflow_is_refused),
		cmocka_unit_test(ten_megabytes_grow_piece_by_piece),
		cmocka_unit_test(a_file_is_read_whole_behind_what_was_there),
		cmocka_unit_test(
		    a_file_past_the_ceiling_leaves_the_buffer_as_it_was),
		cmocka_unit_test(an_endless_file_stops_at_the_ceiling),
		cmocka_unit_test(what_cannot_be_read_is_named),
	};

	return RUN(tests);
}
