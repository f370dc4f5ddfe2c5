#include "http/multipart.h"
#include "unit.h"

#define TYPE	"multipart/form-data; boundary=XyZ"
#define FILE_PART \
	"--XyZ\r\nContent-Disposition: form-data; name=\"file\"; " \
	"filename=\"a.xml\"\r\nContent-Type: text/xml\r\n\r\n"
#define TEXT_PART \
	"--XyZ\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n"
#define LAST	"\r\n--XyZ--\r\n"

/* Feed in pieces of that size. */
static enum reason
feed_in(struct multipart *m, const char *bytes, size_t len, size_t piece)
{
	enum reason	 why = OK;
	size_t		 at, n;

	for (at = 0; why == OK && at < len; at += n) {
		n = len - at < piece ? len - at : piece;
		why = multipart_feed(m, bytes + at, n);
	}
	return why != OK ? why : multipart_end(m);
}

static enum reason
read_bytes(const char *type, const char *bytes, size_t len)
{
	struct multipart	*m = NULL;
	enum reason		 why;

	if ((why = multipart_open(type, &m)) == OK)
		why = feed_in(m, bytes, len, len);
	multipart_free(&m);
	return why;
}

static enum reason
read_text(const char *bytes)
{
	return read_bytes(TYPE, bytes, strlen(bytes));
}

static void
a_file_and_texts_are_read_however_the_body_is_cut(void **state)
{
	/* CR, LF, NUL and beginnings of the boundary are content. */
	static const char	 content[] = "\r\n--Xy\r\r\n--\0XyZ\r\n\r\n-";
	char			 body[512];
	size_t			 len = 0, piece;
	struct multipart	*m;
	const struct buf	*file;

	(void)state;
	len = (size_t)snprintf(body, sizeof(body), "%s", FILE_PART);
	memcpy(body + len, content, sizeof(content));
	len += sizeof(content);
	len += (size_t)snprintf(body + len, sizeof(body) - len,
	    "\r\n" TEXT_PART "张三" LAST);
	for (piece = 1; piece <= len; piece++) {
		assert_int_equal(multipart_open(TYPE, &m), OK);
		assert_int_equal(feed_in(m, body, len, piece), OK);
		file = multipart_file(m, "file");
		assert_non_null(file);
		assert_int_equal(file->len, sizeof(content));
		assert_memory_equal(file->data, content, sizeof(content));
		assert_string_equal(multipart_text(m, "note"), "张三");
		assert_null(multipart_text(m, "file"));
		assert_null(multipart_file(m, "note"));
		assert_null(multipart_file(m, "other"));
		multipart_free(&m);
	}
}

static void
a_form_sent_without_a_file_has_an_empty_one(void **state)
{
	static const char	 body[] = "--XyZ\r\n"
	    "content-disposition: FORM-DATA; filename=\"\"; name=file\r\n"
	    "Content-Type: application/octet-stream\r\n\r\n" LAST;
	struct multipart	*m;

	(void)state;
	assert_int_equal(multipart_open(TYPE, &m), OK);
	assert_int_equal(feed_in(m, body, strlen(body), 7), OK);
	assert_non_null(multipart_file(m, "file"));
	assert_int_equal(multipart_file(m, "file")->len, 0);
	multipart_free(&m);
	assert_int_equal(read_text("--XyZ--"), OK);
}

static void
types_and_boundaries_are_read_by_their_rules(void **state)
{
	static const struct {
		const char	*type;
		enum reason	 why;
	} cases[] = {
		{ "Multipart/Form-Data; charset=x; BOUNDARY=\"XyZ\"", OK },
		{ "multipart/form-data;boundary=XyZ ", OK },
		{ "", REASON_MEDIA_TYPE },
		{ "multipart/mixed; boundary=XyZ", REASON_MEDIA_TYPE },
		{ "multipart/form-datax; boundary=XyZ", REASON_MEDIA_TYPE },
		{ "multipart/form-data", REASON_BAD_REQUEST },
		{ "multipart/form-data; boundary=", REASON_BAD_REQUEST },
		{ "multipart/form-data; boundary=\"\"", REASON_BAD_REQUEST },
		{ "multipart/form-data; boundary=\"XyZ", REASON_BAD_REQUEST },
		{ "multipart/form-data; boundary=\"XyZ \"",
		    REASON_BAD_REQUEST },
		{ "multipart/form-data; boundary=Xy\rZ", REASON_BAD_REQUEST },
		{ "multipart/form-data; boundary=XyZ; boundary=XyZ",
		    REASON_BAD_REQUEST },
		{ "multipart/form-data; boundary", REASON_BAD_REQUEST },
		{ "multipart/form-data; boundary=0123456789012345678901234567"
		    "8901234567890123456789012345678901234567890",
		    REASON_BAD_REQUEST },
	};
	static const char	 body[] = TEXT_PART "x" LAST;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (read_bytes(cases[i].type, body, strlen(body)) !=
		    cases[i].why)
			fail_msg("%s", cases[i].type);
}

#define PART_OF(headers)	"--XyZ\r\n" headers "\r\n\r\nx" LAST
#define DISPOSITION	"Content-Disposition: form-data; name=\"a\""

/* Each could be read in two ways, or is cut, or is not a form's. */
static void
what_is_not_a_plain_form_is_refused(void **state)
{
	static const char *const cases[] = {
		"", "--XyZ", "--Xy", "x", "\r\n" TEXT_PART "x" LAST,
		"preamble\r\n" TEXT_PART "x" LAST,
		TEXT_PART, TEXT_PART "x", TEXT_PART "x\r\n--XyZ",
		TEXT_PART "x\r\n--XyZ-", TEXT_PART "x\r\n--XyZ--\r",
		TEXT_PART "x\r\n--XyZ--\r\n\r\n", TEXT_PART "x" LAST "epilogue",
		TEXT_PART "x\r\n--XyZ--x", TEXT_PART "x\r\n--XyZ \r\n",
		TEXT_PART "x\r\n--XyZ1 inside of a part" LAST,
		TEXT_PART "x\r\n--XyZ\n" TEXT_PART "y" LAST,
		TEXT_PART "x\r\n" TEXT_PART "the name twice" LAST,
		TEXT_PART "\xff" LAST,
		PART_OF("Content-Type: text/plain"),
		PART_OF(DISPOSITION "\r\n" DISPOSITION),
		PART_OF(DISPOSITION "\r\n folded"),
		PART_OF(DISPOSITION "\nX: bare line feed"),
		PART_OF(DISPOSITION "\rX: bare return"),
		PART_OF(DISPOSITION "\r\nno colon"),
		PART_OF(DISPOSITION "\r\n: no name"),
		PART_OF(DISPOSITION "\r\nX: \xff"),
		PART_OF(DISPOSITION "; name=\"b\""),
		PART_OF(DISPOSITION "; filename=\"cut"),
		PART_OF(DISPOSITION "; filename=a; filename=b"),
		PART_OF(DISPOSITION "; filename=\"a\"b"),
		PART_OF(DISPOSITION "\r\nContent-Type: multipart/mixed; "
		    "boundary=In"),
		PART_OF(DISPOSITION "\r\nContent-Transfer-Encoding: base64"),
		PART_OF("Content-Disposition: attachment; name=\"a\""),
		PART_OF("Content-Disposition: form-data; filename=\"a\""),
		PART_OF("Content-Disposition: form-data; name=\"\""),
		PART_OF("Content-Disposition: form-data; name=\"a b\""),
		PART_OF("Content-Disposition: form-data; name=\"../a\""),
		PART_OF("Content-Disposition: form-data; name=\""
		    "a23456789012345678901234567890123\""),
		PART_OF("Content-Disposition: form-datax; name=\"a\""),
		PART_OF("Content-Disposition: form-data, name=\"a\""),
		"--XyZ\r\n\r\nx" LAST,
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (read_text(cases[i]) != REASON_BAD_REQUEST)
			fail_msg("%s", cases[i]);
	assert_int_equal(read_text(PART_OF(DISPOSITION
	    "\r\nContent-Transfer-Encoding: 8BIT\r\nX-Y: z")), OK);
	assert_int_equal(read_text(PART_OF(DISPOSITION
	    "; filename=\"a\\\"; name=\\\"b\"")), OK);
}

static void
a_nul_stands_in_files_alone(void **state)
{
	static const char	 header[] = "--XyZ\r\n" DISPOSITION
	    "\0\r\n\r\nx" LAST;
	static const char	 text[] = TEXT_PART "\0" LAST;
	static const char	 file[] = FILE_PART "\0" LAST;

	(void)state;
	assert_int_equal(read_bytes(TYPE, header, sizeof(header) - 1),
	    REASON_BAD_REQUEST);
	assert_int_equal(read_bytes(TYPE, text, sizeof(text) - 1),
	    REASON_BAD_REQUEST);
	assert_int_equal(read_bytes(TYPE, file, sizeof(file) - 1), OK);
}

static void
a_second_file_is_refused_by_name(void **state)
{
	static const char	 body[] = FILE_PART "x\r\n"
	    "--XyZ\r\nContent-Disposition: form-data; name=\"b\"; "
	    "filename*=UTF-8''b\r\n\r\ny" LAST;

	(void)state;
	assert_int_equal(read_text(body), REASON_FILE_ONE);
	assert_int_equal(read_text(FILE_PART "x\r\n" FILE_PART "y" LAST),
	    REASON_FILE_ONE);
}

/* n bytes of content, in a part that begins so. */
static enum reason
read_long(const char *begin, size_t n, const char *end)
{
	struct multipart	*m = NULL;
	enum reason		 why;
	char			*content = repeated('x', n);

	assert_int_equal(multipart_open(TYPE, &m), OK);
	if ((why = multipart_feed(m, begin, strlen(begin))) == OK &&
	    (why = multipart_feed(m, content, n)) == OK &&
	    (why = multipart_feed(m, end, strlen(end))) == OK)
		why = multipart_end(m);
	multipart_free(&m);
	free(content);
	return why;
}

static void
each_bound_holds_to_the_byte(void **state)
{
	static const char	 head[] = "--XyZ\r\n" DISPOSITION "\r\nX:";
	size_t			 room = MULTIPART_HEADERS_MAX -
				    strlen(DISPOSITION "\r\nX:\r\n\r\n");

	(void)state;
	assert_int_equal(read_long(FILE_PART, MULTIPART_FILE_MAX, LAST), OK);
	assert_int_equal(read_long(FILE_PART, MULTIPART_FILE_MAX + 1, LAST),
	    REASON_FILE_TOO_LARGE);
	assert_int_equal(read_long(TEXT_PART, MULTIPART_TEXT_MAX, LAST), OK);
	assert_int_equal(read_long(TEXT_PART, MULTIPART_TEXT_MAX + 1, LAST),
	    REASON_TOO_LARGE);
	assert_int_equal(read_long(head, room, "\r\n\r\nx" LAST), OK);
	assert_int_equal(read_long(head, room + 1, "\r\n\r\nx" LAST),
	    REASON_BAD_REQUEST);
	assert_int_equal(read_long(head, 4 * MEGABYTE, ""),
	    REASON_BAD_REQUEST);
}

static enum reason
read_parts(size_t n)
{
	struct multipart	*m = NULL;
	enum reason		 why = OK;
	char			 part[128];
	size_t			 i, len;

	assert_int_equal(multipart_open(TYPE, &m), OK);
	for (i = 0; why == OK && i < n; i++) {
		len = (size_t)snprintf(part, sizeof(part), "%s--XyZ\r\n"
		    "Content-Disposition: form-data; name=\"f%zu\"\r\n\r\n",
		    i == 0 ? "" : "\r\n", i);
		why = multipart_feed(m, part, len);
	}
	if (why == OK)
		why = multipart_feed(m, LAST, strlen(LAST));
	multipart_free(&m);
	return why;
}

static void
eight_parts_are_taken_and_ten_thousand_are_not(void **state)
{
	(void)state;
	assert_int_equal(read_parts(MULTIPART_PARTS_MAX), OK);
	assert_int_equal(read_parts(MULTIPART_PARTS_MAX + 1),
	    REASON_BAD_REQUEST);
	assert_int_equal(read_parts(10000), REASON_BAD_REQUEST);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(
		    a_file_and_texts_are_read_however_the_body_is_cut),
		cmocka_unit_test(a_form_sent_without_a_file_has_an_empty_one),
		cmocka_unit_test(types_and_boundaries_are_read_by_their_rules),
		cmocka_unit_test(what_is_not_a_plain_form_is_refused),
		cmocka_unit_test(a_nul_stands_in_files_alone),
		cmocka_unit_test(a_second_file_is_refused_by_name),
		cmocka_unit_test(each_bound_holds_to_the_byte),
		cmocka_unit_test(
		    eight_parts_are_taken_and_ten_thousand_are_not),
	};

	return RUN(tests);
}
