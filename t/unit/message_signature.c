#include "document/content_digest.h"
#include "document/message_signature.h"
#include "unit.h"

#define KEYID	"0123456789abcdef0123456789abcdef" \
    "0123456789abcdef0123456789abcdef"
#define END	";created=1700000000;nonce=\"0123456789abcdef\";keyid=\"" \
    KEYID "\""
#define VALUE	"s=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==:"

static const char *
value_of(void *arg, const char *part)
{
	(void)arg;
	return strcmp(part, "@method") == 0 ? "GET" :
	    strcmp(part, "@path") == 0 ? "/api/v1/caller" : NULL;
}

static void
the_base_is_that_of_rfc_9421(void **state)
{
	static const char		 input[] =
	    "s=(\"@method\" \"@path\")" END;
	struct message_signature	 s;
	struct buf			 base = BUF_INIT(4096);

	(void)state;
	assert_int_equal(message_signature_read(input, VALUE, &s), OK);
	assert_int_equal(s.parts, 2);
	assert_int_equal(s.created, 1700000000);
	assert_string_equal(s.keyid, KEYID);
	assert_int_equal(message_signature_base(&s, value_of, NULL, &base),
	    OK);
	/* 2.5: name, colon, blank, value; the parameters last, no line end. */
	assert_string_equal(buf_text(&base), "\"@method\": GET\n"
	    "\"@path\": /api/v1/caller\n"
	    "\"@signature-params\": (\"@method\" \"@path\")" END);
	buf_free(&base);
}

static void
what_the_message_has_not_cannot_be_covered(void **state)
{
	static const char		 input[] = "s=(\"accept\")" END;
	struct message_signature	 s;
	struct buf			 base = BUF_INIT(4096);

	(void)state;
	assert_int_equal(message_signature_read(input, VALUE, &s), OK);
	assert_int_equal(message_signature_base(&s, value_of, NULL, &base),
	    REASON_SIGNATURE_FORM);
	buf_free(&base);
}

static void
the_window_is_300_seconds_to_both_sides(void **state)
{
	struct message_signature	 s = { .created = 10000 };

	(void)state;
	assert_int_equal(message_signature_in_time(&s, 10300), OK);
	assert_int_equal(message_signature_in_time(&s, 10301),
	    REASON_SIGNATURE_TIME);
	assert_int_equal(message_signature_in_time(&s, 9700), OK);
	assert_int_equal(message_signature_in_time(&s, 9699),
	    REASON_SIGNATURE_TIME);
	s.expires = 10100;
	assert_int_equal(message_signature_in_time(&s, 10099), OK);
	assert_int_equal(message_signature_in_time(&s, 10100),
	    REASON_SIGNATURE_TIME);
}

/* SHA-256 of "body" and of nothing (FIPS 180-4), in base64. */
static void
a_digest_is_of_the_body(void **state)
{
	static const char	 of_body[] =
	    "sha-256=:Iw2DWNyOiJC0xY3utikS7i8gNXrpKlzIYbmOaP4xrLU=:";
	static const char	 beside[] =
	    "sha-512=:AAAA:, sha-256=:Iw2DWNyOiJC0xY3utikS7i8gNXrpKlzIYbmOaP4xrLU=:";
	static const char	 of_nothing[] =
	    "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

	(void)state;
	assert_int_equal(content_digest_check(of_body, "body", 4), OK);
	assert_int_equal(content_digest_check(beside, "body", 4), OK);
	assert_int_equal(content_digest_check(of_nothing, "", 0), OK);
	assert_int_equal(content_digest_check(of_body, "Body", 4),
	    REASON_DIGEST_WRONG);
	assert_int_equal(content_digest_check(of_nothing, "body", 4),
	    REASON_DIGEST_WRONG);
	assert_int_equal(content_digest_check("", "", 0),
	    REASON_DIGEST_WRONG);
	assert_int_equal(content_digest_check("sha-256=:", "", 0),
	    REASON_DIGEST_WRONG);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(the_base_is_that_of_rfc_9421),
		cmocka_unit_test(what_the_message_has_not_cannot_be_covered),
		cmocka_unit_test(the_window_is_300_seconds_to_both_sides),
		cmocka_unit_test(a_digest_is_of_the_body),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
