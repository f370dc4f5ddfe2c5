#include "base/secret.h"
#include "registry/copy_pack.h"
#include "unit.h"

static const char	 text[] =
    "<document version=\"1.0\">\xE6\xA0\xB7\xE6\x9C\xAC</document>";
#define TEXT_LEN	(sizeof(text) - 1)

static void
pack(const void *bytes, size_t len, struct buf *gz, char digest[65])
{

	assert_int_equal(copy_pack(bytes, len, gz), OK);
	assert_int_equal(secret_digest_hex(bytes, len, digest), OK);
}

static void
what_was_packed_comes_out_again(void **state)
{
	static const size_t sizes[] = { 1, 2, 1000, MEGABYTE, COPY_BYTES_MAX };
	struct buf	 gz = BUF_INIT(2 * COPY_BYTES_MAX);
	struct buf	 out = BUF_INIT(COPY_BYTES_MAX);
	unsigned char	*bytes = malloc(COPY_BYTES_MAX);
	char		 digest[65];
	size_t		 i;

	(void)state;
	assert_non_null(bytes);
	assert_int_equal(secret_random(bytes, COPY_BYTES_MAX), OK);
	for (i = 0; i < COUNT(sizes); i++) {
		buf_clear(&gz);
		buf_clear(&out);
		pack(bytes, sizes[i], &gz, digest);
		assert_memory_equal(gz.data, "\x1f\x8b", 2);
		assert_int_equal(copy_unpack(gz.data, gz.len, sizes[i],
		    digest, &out), OK);
		assert_int_equal(out.len, sizes[i]);
		assert_memory_equal(out.data, bytes, sizes[i]);
	}
	free(bytes);
	buf_free(&gz);
	buf_free(&out);
}

static void
any_changed_byte_is_noticed(void **state)
{
	struct buf	 gz = BUF_INIT(1000), out = BUF_INIT(1000);
	char		 digest[65];
	size_t		 i, same = 0;

	(void)state;
	pack(text, TEXT_LEN, &gz, digest);
	for (i = 0; i < gz.len; i++) {
		gz.data[i] ^= 1;
		if (copy_unpack(gz.data, gz.len, TEXT_LEN, digest,
		    &out) == OK)
			same++;
		else
			assert_int_equal(out.len, 0);
		assert_memory_equal(buf_text(&out), text, out.len);
		buf_clear(&out);
		gz.data[i] ^= 1;
	}
	/* Time, flags and system in gzip's header say nothing of the text. */
	assert_in_range(same, 0, 8);
	buf_free(&gz);
	buf_free(&out);
}

static void
another_length_or_digest_or_end_is_refused(void **state)
{
	struct buf	 gz = BUF_INIT(1000), out = BUF_INIT(1000);
	char		 digest[65];

	(void)state;
	pack(text, TEXT_LEN, &gz, digest);
	assert_int_equal(copy_unpack(gz.data, gz.len, TEXT_LEN - 1, digest,
	    &out), REASON_DATA);
	assert_int_equal(copy_unpack(gz.data, gz.len, TEXT_LEN + 1, digest,
	    &out), REASON_DATA);
	assert_int_equal(copy_unpack(gz.data, gz.len - 1, TEXT_LEN, digest,
	    &out), REASON_DATA);
	assert_int_equal(copy_unpack(gz.data, 0, TEXT_LEN, digest, &out),
	    REASON_DATA);
	assert_int_equal(copy_unpack(gz.data, gz.len, 0, digest, &out),
	    REASON_DATA);
	assert_int_equal(copy_unpack(gz.data, gz.len, SIZE_MAX, digest, &out),
	    REASON_DATA);
	assert_int_equal(buf_puts(&gz, "x"), OK);
	assert_int_equal(copy_unpack(gz.data, gz.len, TEXT_LEN, digest, &out),
	    REASON_DATA);
	gz.len--;
	digest[0] = digest[0] == '0' ? '1' : '0';
	assert_int_equal(copy_unpack(gz.data, gz.len, TEXT_LEN, digest, &out),
	    REASON_DATA);
	assert_int_equal(out.len, 0);
	buf_free(&gz);
	buf_free(&out);
}

/* A megabyte of zeros packs into a thousandth: only what was said comes out. */
static void
what_swells_is_stopped_at_its_stated_length(void **state)
{
	struct buf	 gz = BUF_INIT(MEGABYTE), out = BUF_INIT(MEGABYTE);
	char		*zeros = calloc(1, MEGABYTE), digest[65];

	(void)state;
	assert_non_null(zeros);
	pack(zeros, MEGABYTE, &gz, digest);
	assert_true(gz.len < 2000);
	assert_int_equal(copy_unpack(gz.data, gz.len, 100, digest, &out),
	    REASON_DATA);
	assert_int_equal(out.len, 0);
	free(zeros);
	buf_free(&gz);
	buf_free(&out);
}

static void
nothing_and_too_much_are_not_packed(void **state)
{
	struct buf	 gz = BUF_INIT(1000);

	(void)state;
	assert_int_equal(copy_pack("", 0, &gz), REASON_TOO_LARGE);
	assert_int_equal(copy_pack("", COPY_BYTES_MAX + 1, &gz),
	    REASON_TOO_LARGE);
	assert_int_equal(gz.len, 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(what_was_packed_comes_out_again),
		cmocka_unit_test(any_changed_byte_is_noticed),
		cmocka_unit_test(another_length_or_digest_or_end_is_refused),
		cmocka_unit_test(what_swells_is_stopped_at_its_stated_length),
		cmocka_unit_test(nothing_and_too_much_are_not_packed),
	};

	return RUN(tests);
}
