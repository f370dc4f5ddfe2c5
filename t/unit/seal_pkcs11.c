/* A private key that stays in a PKCS#11 token (SoftHSM plays the token). */
#include <sys/stat.h>

#include <openssl/crypto.h>

#include <unistd.h>

#include "seal_fixture.h"
#include "seal/seal_keys.h"

#define SOFTHSM		"/usr/lib/softhsm/libsofthsm2.so"
#define SOFTHSM_TOOL	"/usr/bin/softhsm2-util"

static int run(const char *, ...) PRINTF_LIKE(1, 2);

static int
run(const char *fmt, ...)
{
	char	 command[600];
	va_list	 args;

	va_start(args, fmt);
	(void)vsnprintf(command, sizeof(command), fmt, args);
	va_end(args);
	return system(command);
}

/* A token with one P-256 key in a folder of its own. */
static void
make_token(const struct key *k)
{
	struct buf	 pem = BUF_INIT(65536);
	char		 conf[200], tokens[160];

	(void)snprintf(tokens, sizeof(tokens), "%s", world_path("tokens"));
	assert_int_equal(mkdir(tokens, 0700), 0);
	(void)snprintf(conf, sizeof(conf), "directories.tokendir = %s\n",
	    tokens);
	world_write("softhsm.conf", conf, strlen(conf), 0600);
	assert_int_equal(setenv("SOFTHSM2_CONF", world_path("softhsm.conf"),
	    1), 0);
	world_write("pin", "1234", 4, 0600);
	assert_reason(key_write_pem(k, &pem), OK);
	world_write("p256.pem", pem.data, pem.len, 0600);
	buf_cleanse(&pem);
	assert_int_equal(run("%s --init-token --free --label specimen "
	    "--pin 1234 --so-pin 5678 >%s/log 2>&1", SOFTHSM_TOOL, world.dir),
	    0);
	assert_int_equal(run("%s --import %s/p256.pem --token specimen "
	    "--label seal --id 01 --pin 1234 >>%s/log 2>&1", SOFTHSM_TOOL,
	    world.dir, world.dir), 0);
}

static void
a_key_in_a_token_signs_without_leaving_it(void **state)
{
	struct buf	 pem = BUF_INIT(4096);
	struct key	*k = NULL, *token = NULL;
	struct key_begun *begun = NULL;
	unsigned char	 sig[KEY_SIGNATURE_MAX];
	char		 uri[400];
	size_t		 n;

	(void)state;
	assert_reason(key_generate(KEY_P256, &k), OK);
	make_token(k);
	(void)snprintf(uri, sizeof(uri), "pkcs11:token=specimen;object=seal"
	    ";type=private?module-path=%s&pin-source=file:%s", SOFTHSM,
	    world_path("pin"));
	assert_reason(key_open(uri, &token), OK);
	assert_int_equal(key_kind(token), KEY_P256);
	assert_reason(key_sign(token, "text", 4, sig, &n), OK);
	assert_signed(k, "text", sig, n);
	assert_reason(key_begin(token, "te", 2, &begun), OK);
	assert_null(begun);	/* a token is given texts whole */
	assert_reason(key_write_pem(token, &pem), REASON_KEY);
	assert_int_equal(pem.len, 0);
	key_close(&token);
	world_write("SPECIMEN-1.uri", uri, strlen(uri), 0600);
	assert_reason(seal_key_open(world.dir, "SPECIMEN-1", &token), OK);
	assert_int_equal(key_kind(token), KEY_P256);
	key_close(&token);
	(void)snprintf(uri, sizeof(uri), "pkcs11:token=specimen;object=other"
	    "?module-path=%s&pin-source=file:%s", SOFTHSM, world_path("pin"));
	assert_reason(key_open(uri, &token), REASON_KEY);
	key_close(&k);
}

static bool
can_run(void)
{
	char	 engine[300];

	(void)snprintf(engine, sizeof(engine), "%s/pkcs11.so",
	    OPENSSL_info(OPENSSL_INFO_ENGINES_DIR));
	return access(SOFTHSM, R_OK) == 0 &&
	    access(SOFTHSM_TOOL, X_OK) == 0 && access(engine, R_OK) == 0;
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_key_in_a_token_signs_without_leaving_it),
	};

	if (!can_run()) {
		(void)puts("1..0 # SKIP no softhsm2, no "
		    "libengine-pkcs11-openssl");
		return 0;
	}
	return RUN_SEALED(tests);
}
