/* SM3 and SM2 against the examples printed in the standards. */
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "seal_fixture.h"
#include "seal/sm2.h"

static size_t
unhex(const char *hex, unsigned char *out)
{
	unsigned	 byte;
	size_t		 n;

	for (n = 0; hex[2 * n] != '\0'; n++) {
		assert_int_equal(sscanf(hex + 2 * n, "%2x", &byte), 1);
		out[n] = (unsigned char)byte;
	}
	return n;
}

/* GB/T 32905-2016 annex A. */
static void
sm3_gives_the_published_digests(void **state)
{
	static const struct {
		const char	*message;
		int		 times;
		const char	*digest;
	} c[] = {
		{ "abc", 1, "66c7f0f462eeedd9d1f2d46bdc10e4e2"
		    "4167c4875cf2f7a2297da02b8f4ba8e0" },
		{ "abcd", 16, "debe9ff92275b8a138604889c18e5a4d"
		    "6fdb70e5387e5765293dcba39c0c5732" },
	};
	unsigned char	 want[SM3_BYTES], got[SM3_BYTES];
	char		 message[65];
	size_t		 i;
	int		 n;

	(void)state;
	for (i = 0; i < COUNT(c); i++) {
		message[0] = '\0';
		for (n = 0; n < c[i].times; n++)
			strncat(message, c[i].message,
			    sizeof(message) - strlen(message) - 1);
		assert_int_equal(unhex(c[i].digest, want), SM3_BYTES);
		assert_reason(sm3(message, strlen(message), got), OK);
		assert_memory_equal(got, want, SM3_BYTES);
	}
}

/*
 * GB/T 32918.5-2017 annex A.2: public key, message and signature on the
 * recommended curve, identity 1234567812345678.
 */
#define EXAMPLE_X	"09f9df311e5421a150dd7d161e4bc5c6" \
			"72179fad1833fc076bb08ff356f35020"
#define EXAMPLE_Y	"ccea490ce26775a52dc6ea718cc1aa60" \
			"0aed05fbf35e084a6632f6072da9ad13"
#define EXAMPLE_R	"f5a03b0648d2c4630eeac513e1bb81a1" \
			"5944da3827d5b74143ac7eaceee720b3"
#define EXAMPLE_S	"b1b6aa29df212fd8763182bc0d421ca1" \
			"bb9038fd1f7f42d4840b69c485bbc1aa"
#define EXAMPLE_TEXT	"message digest"

static EVP_PKEY *
public_key(const char *group)
{
	OSSL_PARAM	 params[3];
	EVP_PKEY_CTX	*ctx;
	EVP_PKEY	*key = NULL;
	unsigned char	 point[65];
	char		 name[16];

	(void)snprintf(name, sizeof(name), "%s", group);
	unhex("04" EXAMPLE_X EXAMPLE_Y, point);
	params[0] = OSSL_PARAM_construct_utf8_string(
	    OSSL_PKEY_PARAM_GROUP_NAME, name, 0);
	params[1] = OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY,
	    point, sizeof(point));
	params[2] = OSSL_PARAM_construct_end();
	ctx = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
	assert_non_null(ctx);
	assert_int_equal(EVP_PKEY_fromdata_init(ctx), 1);
	assert_int_equal(EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY,
	    params), 1);
	EVP_PKEY_CTX_free(ctx);
	return key;
}

static void
the_published_sm2_signature_verifies(void **state)
{
	EVP_PKEY	*key = public_key("SM2");
	unsigned char	 sig[80];
	size_t		 n;

	(void)state;
	n = unhex("3046022100" EXAMPLE_R "022100" EXAMPLE_S, sig);
	assert_reason(sm2_verify(key, EXAMPLE_TEXT, strlen(EXAMPLE_TEXT), sig,
	    n), OK);
	assert_reason(sm2_verify(key, "message digesu", 14, sig, n),
	    REASON_SEAL_SIGNATURE);
	EVP_PKEY_free(key);
}

/* Spellings of a signature that must not pass, after the usual ECDSA traps. */
static void
no_other_spelling_of_a_signature_verifies(void **state)
{
	static const struct {
		const char	*what;
		const char	*sig;
	} c[] = {
		{ "empty", "" },
		{ "byte behind", "3046022100" EXAMPLE_R "022100" EXAMPLE_S
		    "00" },
		{ "long form of length", "308146022100" EXAMPLE_R "022100"
		    EXAMPLE_S },
		{ "r negative", "30450220" EXAMPLE_R "022100" EXAMPLE_S },
		{ "r padded", "304702220000" EXAMPLE_R "022100" EXAMPLE_S },
		{ "r zero", "3026020100" "022100" EXAMPLE_S },
		{ "s zero", "3026" "022100" EXAMPLE_R "020100" },
		{ "r and s changed about", "3046022100" EXAMPLE_S "022100"
		    EXAMPLE_R },
		{ "raw r and s", EXAMPLE_R EXAMPLE_S },
	};
	EVP_PKEY	*key = public_key("SM2");
	unsigned char	 sig[128];
	size_t		 i, n;

	(void)state;
	for (i = 0; i < COUNT(c); i++) {
		n = unhex(c[i].sig, sig);
		if (sm2_verify(key, EXAMPLE_TEXT, strlen(EXAMPLE_TEXT), sig,
		    n) != REASON_SEAL_SIGNATURE)
			fail_msg("%s", c[i].what);
	}
	EVP_PKEY_free(key);
}

static void
a_signature_under_another_identity_is_refused(void **state)
{
	EVP_MD_CTX	*ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX	*key_ctx;
	unsigned char	 sig[80];
	size_t		 n = sizeof(sig);

	(void)state;
	assert_int_equal(EVP_DigestSignInit(ctx, &key_ctx, sm3_method(), NULL,
	    key_evp(world.signer_key)), 1);
	assert_int_equal(EVP_PKEY_CTX_set1_id(key_ctx, "8765432187654321", 16),
	    1);
	assert_int_equal(EVP_DigestSign(ctx, sig, &n,
	    (const unsigned char *)"x", 1), 1);
	EVP_MD_CTX_free(ctx);
	assert_reason(sm2_verify(key_evp(world.signer_key), "x", 1, sig, n),
	    REASON_SEAL_SIGNATURE);
}

static void
a_key_on_another_curve_is_named_as_such(void **state)
{
	struct key	*p256 = NULL;
	unsigned char	 sig[KEY_SIGNATURE_MAX];
	size_t		 n;

	(void)state;
	assert_reason(key_generate(KEY_P256, &p256), OK);
	assert_reason(key_sign(p256, "x", 1, sig, &n), OK);
	assert_reason(sm2_verify(key_evp(p256), "x", 1, sig, n),
	    REASON_SEAL_ALGORITHM);
	key_close(&p256);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(sm3_gives_the_published_digests),
		cmocka_unit_test(the_published_sm2_signature_verifies),
		cmocka_unit_test(no_other_spelling_of_a_signature_verifies),
		cmocka_unit_test(a_signature_under_another_identity_is_refused),
		cmocka_unit_test(a_key_on_another_curve_is_named_as_such),
	};

	return RUN_SEALED(tests);
}
