#include "document/base64.h"
#include "unit.h"

static void
bytes_come_back_from_their_text(void **state)
{
	unsigned char	 bytes[10000];
	struct buf	 text = BUF_INIT(MEGABYTE), back = BUF_INIT(MEGABYTE);
	size_t		 len;

	(void)state;
	for (len = 0; len < sizeof(bytes); len++)
		bytes[len] = (unsigned char)(len * 7 + len / 256);
	for (len = 1; len < sizeof(bytes); len += len < 10 ? 1 : 1021) {
		buf_clear(&text);
		buf_clear(&back);
		assert_int_equal(base64_write(bytes, len, &text), OK);
		assert_int_equal(text.len, (len + 2) / 3 * 4);
		assert_null(strpbrk(buf_text(&text), " \t\r\n"));
		assert_int_equal(base64_read(buf_text(&text), &back), OK);
		assert_int_equal(back.len, len);
		assert_memory_equal(back.data, bytes, len);
	}
	buf_free(&text);
	buf_free(&back);
}

static void
any_other_spelling_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "=", "====", "QQ", "QQ=", "QQ==QQ==", "Q===", "QR==",
		"QUJ=", " QQ==", "QQ== ", "QQ==\n", "QUJD\nQUJD", "QU-D",
		"QU_D", "QUJDQ", "QUJD====", "QQ=A", "\xc3\xa9QQ",
	};
	struct buf	 out = BUF_INIT(64);
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(bad); i++)
		if (base64_read(bad[i], &out) != REASON_FILE_FORMAT)
			fail_msg("\"%s\"", bad[i]);
	assert_int_equal(base64_read("QUJD", &out), OK);
	assert_string_equal(buf_text(&out), "ABC");
	out.max = 4;
	assert_int_equal(base64_read("QUJD", &out), REASON_TOO_LARGE);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(bytes_come_back_from_their_text),
		cmocka_unit_test(any_other_spelling_is_refused),
	};

	return RUN(tests);
}
