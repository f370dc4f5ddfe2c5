/*
 * A seal signature of ours verified with the openssl command alone, as a
 * stranger would do it.
 */
#include <unistd.h>

#include "seal_fixture.h"

static const char	 content[] = "what the seal protects\n";

/* Run in world.dir; what it prints goes to a file there. */
static int
shell(const char *script)
{
	char	 command[2000];

	assert_true(snprintf(command, sizeof(command), "cd '%s' && { %s\n} "
	    ">>log 2>&1", world.dir, script) < (int)sizeof(command));
	return system(command);
}

/*
 * The lines of asn1parse at depth 1 are toSign, cert, signatureAlgID and
 * signature; each is cut out by its offset.
 */
#define CUT \
	"at() { openssl asn1parse -inform DER -in stamp.der | " \
	"grep -E '^ *[0-9]+:d=1 ' | sed -n \"$1s/:.*//p\" | tr -d ' '; }; " \
	"cut() { openssl asn1parse -inform DER -in stamp.der -strparse " \
	"$(at $1) -out $2 -noout; }; "

#define ID	"distid:1234567812345678"

static void
make_files(void)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	unsigned char	 hash[SM3_BYTES];

	assert_reason(sm3(content, strlen(content), hash), OK);
	make_stamp(hash, SIGNED, &b);
	world_write("stamp.der", b.data, b.len, 0644);
	world_write("content", content, strlen(content), 0644);
	assert_int_equal(shell(CUT
	    "openssl asn1parse -inform DER -in stamp.der -noout && "
	    "cut 4 sig.der && cut 2 signer.der && "
	    "n=$(openssl asn1parse -inform DER -in stamp.der | sed -n "
	    "'2s/.*hl=\\([0-9]*\\) *l= *\\([0-9]*\\) .*/\\1 \\2/p') && "
	    "set -- $n && tail -c +$(($(at 1) + 1)) stamp.der | "
	    "head -c $(($1 + $2)) >tbs.der && "
	    "openssl x509 -inform DER -in signer.der -pubkey -noout >key.pem"),
	    0);
	buf_free(&b);
}

static void
openssl_verifies_our_signature(void **state)
{

	(void)state;
	make_files();
	assert_int_equal(shell("openssl dgst -sm3 -sigopt " ID
	    " -verify key.pem -signature sig.der tbs.der"), 0);
	assert_int_not_equal(shell("printf x >>tbs.der; openssl dgst -sm3 "
	    "-sigopt " ID " -verify key.pem -signature sig.der tbs.der"), 0);
}

static void
openssl_finds_the_hash_of_the_content_in_it(void **state)
{

	(void)state;
	make_files();
	assert_int_equal(shell("h=$(openssl dgst -sm3 -r content | "
	    "cut -d' ' -f1) && od -An -v -tx1 tbs.der | tr -d ' \\n' | "
	    "grep -q \"032100$h\""), 0);
}

static void
openssl_verifies_the_signers_chain(void **state)
{

	(void)state;
	make_files();
	assert_int_equal(shell("openssl x509 -inform DER -in signer.der "
	    "-out signer.pem && openssl verify -attime 1772409600 -vfyopt " ID
	    " -CAfile ca.pem signer.pem"), 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(openssl_verifies_our_signature),
		cmocka_unit_test(openssl_finds_the_hash_of_the_content_in_it),
		cmocka_unit_test(openssl_verifies_the_signers_chain),
	};

	if (access("/usr/bin/openssl", X_OK) != 0) {
		(void)puts("1..0 # SKIP no openssl command");
		return 0;
	}
	return RUN_SEALED(tests);
}
