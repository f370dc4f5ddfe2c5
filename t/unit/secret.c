#include "base/secret.h"
#include "unit.h"

static const unsigned char key[SECRET_KEY_BYTES] = { 9, 8, 7 };

/* FIPS 180-4: SHA-256 of "abc". */
static void
digests_are_sha256(void **state)
{
	char		 hex[65];
	unsigned char	 half[16];

	(void)state;
	assert_int_equal(secret_digest_hex("abc", 3, hex), OK);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(secret_digest("abc", 3, half), OK);
	secret_hex(half, sizeof(half), hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223");
}

/* HMAC-SHA-256 with 32 zero bytes over nothing, first half (RFC 2104). */
static void
the_match_hash_is_half_an_hmac(void **state)
{
	static const unsigned char	 zero[SECRET_KEY_BYTES];
	unsigned char			 hash[MATCH_HASH_BYTES], other[16];
	char				 hex[33];

	(void)state;
	assert_int_equal(secret_match_hash(zero, "", hash), OK);
	secret_hex(hash, sizeof(hash), hex);
	assert_string_equal(hex, "b613679a0814d9ec772f95d778c35fc5");
	assert_int_equal(secret_match_hash(key, "", other), OK);
	assert_memory_not_equal(hash, other, sizeof(hash));
}

static void
a_matcher_hashes_each_text_as_if_it_were_the_first(void **state)
{
	static const char *const	 texts[] = { "", "11010519491231002X",
	    "", "A1234567" };
	struct secret_matcher		*matcher = NULL;
	unsigned char			 hash[MATCH_HASH_BYTES], other[16];
	size_t				 i;

	(void)state;
	assert_int_equal(secret_matcher_open(key, &matcher), OK);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(secret_matcher_hash(matcher, texts[i], hash),
		    OK);
		assert_int_equal(secret_match_hash(key, texts[i], other), OK);
		assert_memory_equal(hash, other, sizeof(hash));
	}
	secret_matcher_free(&matcher);
	assert_null(matcher);
}

static void
what_was_sealed_opens_with_its_key_and_length_only(void **state)
{
	unsigned char	 wrong[SECRET_KEY_BYTES] = { 0 };
	char		 token[SECRET_TOKEN_BYTES(5)];
	char		 out[6] = "-----";

	(void)state;
	assert_int_equal(secret_seal(key, "hello", 5, token), OK);
	assert_false(secret_open(wrong, token, out, 5));
	assert_false(secret_open(key, token, out, 4));
	assert_false(secret_open(key, "", out, 5));
	assert_string_equal(out, "-----");
	assert_true(secret_open(key, token, out, 5));
	assert_string_equal(out, "hello");
	assert_int_equal(strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij"
	    "klmnopqrstuvwxyz0123456789-_"), strlen(token));
}

static void
an_altered_token_does_not_open(void **state)
{
	char	 token[SECRET_TOKEN_BYTES(5)], out[5];
	size_t	 i;

	(void)state;
	assert_int_equal(secret_seal(key, "hello", 5, token), OK);
	for (i = 0; token[i] != '\0'; i++) {
		char	 kept = token[i];

		token[i] = kept == 'A' ? 'Q' : 'A';
		assert_false(secret_open(key, token, out, 5));
		token[i] = kept;
	}
	assert_true(secret_open(key, token, out, 5));
}

static void
the_same_thing_is_never_sealed_the_same_way(void **state)
{
	char	 a[SECRET_TOKEN_BYTES(5)], b[SECRET_TOKEN_BYTES(5)];

	(void)state;
	assert_int_equal(secret_seal(key, "hello", 5, a), OK);
	assert_int_equal(secret_seal(key, "hello", 5, b), OK);
	assert_string_not_equal(a, b);
}

/* "abc" of FIPS 180-4, in pieces of which some are empty. */
static void
pieces_have_the_digest_of_the_whole(void **state)
{
	struct secret_hash	*hash = NULL;
	char			 hex[65] = "untouched";

	(void)state;
	assert_int_equal(secret_hash_begin(&hash), OK);
	assert_int_equal(secret_hash_add(hash, "a", 1), OK);
	assert_int_equal(secret_hash_add(hash, "", 0), OK);
	assert_int_equal(secret_hash_add(hash, "bc", 2), OK);
	assert_int_equal(secret_hash_end(&hash, hex), OK);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	assert_null(hash);
	assert_int_equal(secret_hash_end(&hash, NULL), OK);
}

/* HMAC-SHA-256 (RFC 2104) over "x", a zero byte and "abc". */
static void
a_mac_is_for_its_label_alone(void **state)
{
	static const unsigned char	 zero[SECRET_KEY_BYTES];
	unsigned char			 a[SECRET_MAC_BYTES];
	unsigned char			 b[SECRET_MAC_BYTES];
	char				 hex[2 * SECRET_MAC_BYTES + 1];

	(void)state;
	assert_int_equal(secret_mac(zero, "x", "abc", 3, a), OK);
	secret_hex(a, sizeof(a), hex);
	assert_string_equal(hex, "229f96342f495412b9eb064713b6dd00"
	    "9284a2a6ff5d37a802610529bf7462a3");
	assert_int_equal(secret_mac(zero, "xa", "bc", 2, b), OK);
	assert_false(secret_equal(a, b, sizeof(a)));
	assert_int_equal(secret_mac(zero, "x", "abc", 3, b), OK);
	assert_true(secret_equal(a, b, sizeof(a)));
	assert_int_equal(secret_mac(zero, "x", hex, 4096, b),
	    REASON_INTERNAL);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(digests_are_sha256),
		cmocka_unit_test(pieces_have_the_digest_of_the_whole),
		cmocka_unit_test(the_match_hash_is_half_an_hmac),
		cmocka_unit_test(
		    a_matcher_hashes_each_text_as_if_it_were_the_first),
		cmocka_unit_test(a_mac_is_for_its_label_alone),
		cmocka_unit_test(
		    what_was_sealed_opens_with_its_key_and_length_only),
		cmocka_unit_test(an_altered_token_does_not_open),
		cmocka_unit_test(the_same_thing_is_never_sealed_the_same_way),
	};

	return RUN(tests);
}
