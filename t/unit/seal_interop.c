/*
 * Seals written by another implementation (ofdrw, its own test resources).
 * They are not part of the project: ECERT_INTEROP names the folder that has
 * UserV1.esl, UserV4.esl, UserV5.esl and SignedValueV5.dat; without it they are
 * looked for in shared/interop beside the source tree.
 */
#include <unistd.h>

#include "seal_fixture.h"

#define BESIDE		TEST_SRCDIR "/.."
#define THEN_V4		((time_t)1609459200)	/* 2021-01-01T00:00:00Z */
#define THEN_V5		((time_t)1777593600)	/* 2026-05-01T00:00:00Z */

static const char *
interop_dir(void)
{
	const char	*dir = getenv("ECERT_INTEROP");

	return dir != NULL ? dir : BESIDE "/shared/interop";
}

static void
read_interop(const char *name, struct buf *out)
{
	char	 path[512];

	(void)snprintf(path, sizeof(path), "%s/%s", interop_dir(), name);
	assert_reason(buf_read_file(out, path), OK);
}

static void
a_version_4_seal_verifies_in_its_time(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;
	struct seal		*s = NULL;

	(void)state;
	read_interop("UserV4.esl", &b);
	assert_reason(seal_read(b.data, b.len, &s), OK);
	assert_string_equal(seal_facts(s)->vid, "OFDR&WTest");
	assert_string_equal(seal_facts(s)->name, "OFD R&W 测试用印章");
	assert_int_equal(seal_facts(s)->picture_len, 15693);
	assert_reason(seal_check_signature(s), OK);
	assert_reason(seal_verify(b.data, b.len, NULL, THEN_V4, THEN_V5, &v),
	    OK);
	assert_int_equal(v.overall, SEAL_COULD_NOT_CHECK);
	assert_reason(v.step[STEP_MAKER_CHAIN].why, REASON_SEAL_NO_TRUST);
	assert_int_equal(v.step[STEP_SEAL_SIGNATURE].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_MAKER_VALIDITY].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_SEAL_VALIDITY].outcome, SEAL_PASSED);
	assert_true(v.ended_since);
	assert_reason(seal_verify(b.data, b.len, NULL, THEN_V5, THEN_V5, &v),
	    OK);
	assert_reason(v.step[STEP_SEAL_VALIDITY].why, REASON_SEAL_EXPIRED);
	seal_free(&s);
	buf_free(&b);
}

/* Its maker's certificate ended in 2022, four years before createDate. */
static void
a_version_5_seal_made_too_late_says_so(void **state)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;

	(void)state;
	read_interop("UserV5.esl", &b);
	assert_reason(seal_verify(b.data, b.len, NULL, THEN_V5, THEN_V5, &v),
	    OK);
	assert_int_equal(v.step[STEP_SEAL_FORMAT].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_SEAL_SIGNATURE].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_SEAL_CREATED].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_SEAL_VALIDITY].outcome, SEAL_PASSED);
	assert_reason(v.step[STEP_MAKER_VALIDITY].why, REASON_SEAL_CERT_TIME);
	buf_free(&b);
}

/* Its dataHash is of zeroes, as its makers' test left it. */
static void
a_version_5_stamp_is_read_and_its_signatures_verify(void **state)
{
	static const unsigned char	 zeroes[SM3_BYTES];
	struct buf			 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict		 v;

	(void)state;
	read_interop("SignedValueV5.dat", &b);
	assert_reason(stamp_verify(b.data, b.len, zeroes, NULL, THEN_V5, &v),
	    OK);
	assert_int_equal(v.step[STEP_STAMP_FORMAT].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_SEAL_SIGNATURE].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_STAMP_SIGNATURE].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_SIGNER_LISTED].outcome, SEAL_PASSED);
	assert_int_equal(v.step[STEP_DATA_HASH].outcome, SEAL_PASSED);
	assert_reason(v.step[STEP_SIGNER_VALIDITY].why,
	    REASON_SEAL_CERT_TIME);
	buf_free(&b);
}

static void
the_former_layout_is_named(void **state)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct seal	*s = NULL;

	(void)state;
	read_interop("UserV1.esl", &b);
	assert_reason(seal_read(b.data, b.len, &s), REASON_SEAL_OLD_LAYOUT);
	assert_null(s);
	buf_free(&b);
}

static void
each_can_be_printed(void **state)
{
	static const char	*files[] = { "UserV4.esl", "UserV5.esl",
				    "SignedValueV5.dat" };
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct buf	 text = BUF_INIT(65536);
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(files); i++) {
		buf_clear(&b);
		buf_clear(&text);
		read_interop(files[i], &b);
		assert_reason(seal_print(b.data, b.len, &text), OK);
		assert_non_null(strstr(buf_text(&text),
		    "picture: PNG (image/png), 15693 bytes, 40 x 40 mm"));
	}
	buf_free(&b);
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_version_4_seal_verifies_in_its_time),
		cmocka_unit_test(a_version_5_seal_made_too_late_says_so),
		cmocka_unit_test(
		    a_version_5_stamp_is_read_and_its_signatures_verify),
		cmocka_unit_test(the_former_layout_is_named),
		cmocka_unit_test(each_can_be_printed),
	};

	if (access(interop_dir(), R_OK) != 0) {
		(void)puts("1..0 # SKIP no interop files (ECERT_INTEROP)");
		return 0;
	}
	return RUN(tests);
}
