/* Which keys are opened, which are refused, and that they sign. */
#include <sys/stat.h>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <pthread.h>

#include "seal_fixture.h"
#include "seal/seal_keys.h"

#define THREADS		8
#define EACH		20	/* signatures of a thread */

static const char *
key_file(const char *name, const struct key *k, int mode)
{
	struct buf	 pem = BUF_INIT(65536);
	const char	*path;

	assert_reason(key_write_pem(k, &pem), OK);
	path = world_write(name, pem.data, pem.len, mode);
	buf_cleanse(&pem);
	return path;
}

static void
a_key_written_is_the_key_opened(void **state)
{
	static const enum key_kind	 kinds[] = { KEY_SM2, KEY_P256,
					    KEY_RSA };
	struct key			*made = NULL, *opened = NULL;
	size_t				 i;

	(void)state;
	for (i = 0; i < COUNT(kinds); i++) {
		assert_reason(key_generate(kinds[i], &made), OK);
		assert_reason(key_open(key_file("k.pem", made, 0600),
		    &opened), OK);
		assert_int_equal(key_kind(opened), kinds[i]);
		assert_int_equal(EVP_PKEY_eq(key_evp(made), key_evp(opened)),
		    1);
		key_close(&made);
		key_close(&opened);
		assert_null(opened);
	}
}

static void
a_key_that_others_may_read_is_refused(void **state)
{
	static const int	 modes[] = { 0640, 0604, 0620, 0644, 0601 };
	struct key		*k = NULL;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(modes); i++) {
		assert_reason(key_open(key_file("k.pem", world.signer_key,
		    modes[i]), &k), REASON_KEY);
		assert_non_null(strstr(fail_detail(), "chmod 0600"));
	}
	assert_reason(key_open(key_file("k.pem", world.signer_key, 0400),
	    &k), OK);
	key_close(&k);
}

static void
what_is_no_key_file_is_refused(void **state)
{
	struct key	*k = NULL;

	(void)state;
	assert_reason(key_open(world_path("absent.pem"), &k), REASON_KEY);
	assert_reason(key_open(world.dir, &k), REASON_KEY);
	assert_reason(key_open(world_write("junk.pem", "junk", 4, 0600), &k),
	    REASON_KEY);
	assert_reason(key_open(world_write("empty.pem", "", 0, 0600), &k),
	    REASON_KEY);
	/* A pipe must not make the program wait for its other end. */
	assert_int_equal(mkfifo(world_path("pipe"), 0600), 0);
	assert_reason(key_open(world_path("pipe"), &k), REASON_KEY);
	assert_non_null(strstr(fail_detail(), "not a regular file"));
}

static void
an_encrypted_key_is_refused_without_asking(void **state)
{
	struct key	*k = NULL;
	BIO		*bio = BIO_new(BIO_s_mem());
	char		*text;
	long		 n;

	(void)state;
	assert_int_equal(PEM_write_bio_PKCS8PrivateKey(bio,
	    key_evp(world.signer_key), EVP_aes_256_cbc(), "secret", 6, NULL,
	    NULL), 1);
	n = BIO_get_mem_data(bio, &text);
	assert_reason(key_open(world_write("locked.pem", text, (size_t)n,
	    0600), &k), REASON_KEY);
	BIO_free(bio);
}

static void
weak_and_foreign_keys_are_refused(void **state)
{
	EVP_PKEY	*weak[] = {
		EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048),
		EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-384"),
		EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"),
	};
	struct key	*k = NULL;
	BIO		*bio;
	char		*text;
	long		 n;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(weak); i++) {
		bio = BIO_new(BIO_s_mem());
		assert_int_equal(PEM_write_bio_PrivateKey(bio, weak[i], NULL,
		    NULL, 0, NULL, NULL), 1);
		n = BIO_get_mem_data(bio, &text);
		assert_reason(key_open(world_write("w.pem", text, (size_t)n,
		    0600), &k), REASON_KEY);
		BIO_free(bio);
		EVP_PKEY_free(weak[i]);
	}
}

static void
p256_and_rsa_keys_sign_with_sha256(void **state)
{
	struct key	*k = NULL;
	unsigned char	 sig[KEY_SIGNATURE_MAX];
	size_t		 n;

	(void)state;
	assert_reason(key_generate(KEY_P256, &k), OK);
	assert_reason(key_sign(k, "text", 4, sig, &n), OK);
	assert_signed(k, "text", sig, n);
	key_close(&k);
	assert_reason(key_generate(KEY_RSA, &k), OK);
	assert_reason(key_sign(k, "text", 4, sig, &n), OK);
	assert_int_equal(n, 384);
	assert_signed(k, "text", sig, n);
	key_close(&k);
}

/* A thread's answer: how many of its signatures did not come out well. */
static void *
sign_many(void *arg)
{
	unsigned char	 sig[KEY_SIGNATURE_MAX], *message = arg;
	size_t		 n;
	int		 i;

	for (i = 0; i < EACH; i++)
		if (key_sign(world.signer_key, message, 32, sig, &n) == OK &&
		    sm2_verify(key_evp(world.signer_key), message, 32, sig,
		    n) == OK)
			message[31]++;
	return NULL;
}

static void
many_threads_sign_with_one_key(void **state)
{
	unsigned char	 message[THREADS][32] = { { 0 } };
	pthread_t	 thread[THREADS];
	int		 i;

	(void)state;
	for (i = 0; i < THREADS; i++) {
		message[i][0] = (unsigned char)i;
		assert_int_equal(pthread_create(&thread[i], NULL, sign_many,
		    message[i]), 0);
	}
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(thread[i], NULL), 0);
	for (i = 0; i < THREADS; i++)
		assert_int_equal(message[i][31], EACH);
}

static void
a_key_of_another_certificate_is_told(void **state)
{

	(void)state;
	assert_reason(key_check_cert(world.signer_key, world.signer), OK);
	assert_reason(key_check_cert(world.signer_key, world.maker),
	    REASON_SEAL_KEY);
}

static void
a_pin_in_a_uri_is_refused(void **state)
{
	struct key	*k = NULL;

	(void)state;
	assert_reason(key_open("pkcs11:object=x?pin-value=1234", &k),
	    REASON_KEY);
	assert_non_null(strstr(fail_detail(), "pin-source"));
}

static void
a_seals_key_is_found_by_its_code(void **state)
{
	struct key	*k = NULL;

	(void)state;
	key_file("SPECIMEN-1.key", world.signer_key, 0600);
	assert_reason(seal_key_open(world.dir, "SPECIMEN-1", &k), OK);
	assert_reason(key_check_cert(k, world.signer), OK);
	key_close(&k);
	assert_reason(seal_key_open(world.dir, "SPECIMEN-2", &k), REASON_KEY);
	assert_reason(seal_key_open("", "SPECIMEN-1", &k), REASON_KEY);
	key_file("SPECIMEN-1.key", world.signer_key, 0640);
	assert_reason(seal_key_open(world.dir, "SPECIMEN-1", &k), REASON_KEY);
	assert_null(k);
}

static void
a_code_that_is_no_name_opens_nothing(void **state)
{
	static const char	*bad[] = { "", ".", "../k", "a/b", ".k", "a b",
				    "\xe5\x8d\xb0", "a\nb" };
	char			*longest = repeated('k', SEAL_CODE_MAX + 1);
	struct key		*k = NULL;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(bad); i++) {
		assert_false(seal_code_is_name(bad[i]));
		assert_reason(seal_key_open(world.dir, bad[i], &k),
		    REASON_KEY);
		assert_non_null(strstr(fail_detail(), "code"));
	}
	assert_false(seal_code_is_name(longest));
	assert_true(seal_code_is_name(longest + 1));
	free(longest);
}

static void
a_uri_file_is_one_line_that_others_may_not_write(void **state)
{
	static const char	 uri[] = "pkcs11:token=no-such-token?"
	    "module-path=/nonexistent.so\n";
	struct key		*k = NULL;

	(void)state;
	world_write("SPECIMEN-3.uri", uri, strlen(uri), 0644);
	assert_reason(seal_key_open(world.dir, "SPECIMEN-3", &k), REASON_KEY);
	assert_non_null(strstr(fail_detail(), "PKCS#11"));
	world_write("SPECIMEN-3.uri", uri, strlen(uri), 0664);
	assert_reason(seal_key_open(world.dir, "SPECIMEN-3", &k), REASON_KEY);
	assert_non_null(strstr(fail_detail(), "chmod go-w"));
	world_write("SPECIMEN-3.uri", "k.pem\n", 6, 0644);
	assert_reason(seal_key_open(world.dir, "SPECIMEN-3", &k), REASON_KEY);
	assert_non_null(strstr(fail_detail(), "one line"));
	world_write("SPECIMEN-3.uri", "pkcs11:a\npkcs11:b\n", 18, 0644);
	assert_reason(seal_key_open(world.dir, "SPECIMEN-3", &k), REASON_KEY);
	assert_non_null(strstr(fail_detail(), "one line"));
	key_file("SPECIMEN-3.key", world.signer_key, 0600);
	assert_reason(seal_key_open(world.dir, "SPECIMEN-3", &k), REASON_KEY);
	assert_non_null(strstr(fail_detail(), "two keys"));
	assert_null(k);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_key_written_is_the_key_opened),
		cmocka_unit_test(a_key_that_others_may_read_is_refused),
		cmocka_unit_test(what_is_no_key_file_is_refused),
		cmocka_unit_test(an_encrypted_key_is_refused_without_asking),
		cmocka_unit_test(weak_and_foreign_keys_are_refused),
		cmocka_unit_test(p256_and_rsa_keys_sign_with_sha256),
		cmocka_unit_test(many_threads_sign_with_one_key),
		cmocka_unit_test(a_key_of_another_certificate_is_told),
		cmocka_unit_test(a_pin_in_a_uri_is_refused),
		cmocka_unit_test(a_seals_key_is_found_by_its_code),
		cmocka_unit_test(a_code_that_is_no_name_opens_nothing),
		cmocka_unit_test(
		    a_uri_file_is_one_line_that_others_may_not_write),
	};

	return RUN_SEALED(tests);
}
