#include <sys/stat.h>

#include <time.h>
#include <unistd.h>

#include "document/face.h"
#include "document/library.h"
#include "document/sign.h"
#include "document/verify.h"
#include "sample.h"

static char			 dir[] = "/tmp/ecert-tamper-XXXXXX";
static struct verifier		*verifier;
static struct buf		 document = BUF_INIT(65536);

static void
run(const char *command)
{
	char	 line[512];

	snprintf(line, sizeof(line), "cd %s && %s 2>/dev/null", dir, command);
	assert_int_equal(system(line), 0);
}

static const char *
in_dir(const char *name)
{
	static char	 path[2][128];
	static int	 turn;

	turn = !turn;
	snprintf(path[turn], sizeof(path[turn]), "%s/%s", dir, name);
	return path[turn];
}

static void
sign(void)
{
	struct certificate	 c;
	struct signer		*signer = NULL;
	xmlDoc			*doc = NULL;

	sample_certificate(&c);
	assert_int_equal(signer_open(in_dir("key.pem"), in_dir("cert.pem"),
	    &signer), OK);
	assert_int_equal(face_document(&c, true, &doc), OK);
	assert_int_equal(sign_document(signer, doc, time(NULL), &document),
	    OK);
	xmlFreeDoc(doc);
	signer_free(&signer);
}

static int
set_up(void **state)
{
	(void)state;
	assert_int_equal(library_start(), OK);
	assert_non_null(mkdtemp(dir));
	run("printf '[req]\\ndistinguished_name=n\\n[n]\\n' >openssl.cnf");
	run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
	    "-config openssl.cnf -nodes -keyout key.pem -out cert.pem "
	    "-subj /CN=SPECIMEN -days 2 "
	    "-addext basicConstraints=critical,CA:FALSE "
	    "-addext keyUsage=critical,digitalSignature "
	    "-addext subjectKeyIdentifier=hash");
	assert_int_equal(chmod(in_dir("key.pem"), 0600), 0);
	sign();
	assert_int_equal(verifier_open(in_dir("cert.pem"),
	    TEST_SRCDIR "/doc/schema", NULL, &verifier), OK);
	assert_int_equal(verifier_revocation(verifier, ""), OK);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	verifier_free(&verifier);
	buf_free(&document);
	run("rm -f key.pem cert.pem openssl.cnf");
	rmdir(dir);
	library_stop();
	return 0;
}

/* Did the file's own checks, those without the registry, all pass? */
static bool
is_accepted(const char *bytes, size_t len)
{
	struct verification	 v;
	enum reason		 why;
	bool			 whole;

	why = verify_file(verifier, bytes, len, time(NULL), &v);
	assert_int_equal(why, OK);
	whole = v.verified != NULL;
	if (!whole)
		assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
	verification_free(&v);
	return whole;
}

static void
the_document_as_signed_is_accepted(void **state)
{
	struct verification	 v;
	int			 i;

	(void)state;
	assert_int_equal(verify_file(verifier, document.data, document.len,
	    time(NULL), &v), OK);
	for (i = 0; i <= CHECK_SIGNATURE; i++)
		if (v.list.check[i].outcome != OUTCOME_PASSED &&
		    !v.list.check[i].excused)
			fail_msg("%s: %s", check_code(i),
			    v.list.check[i].detail);
	verification_free(&v);
}

static void
walk(unsigned char mask)
{
	size_t	 i, accepted = 0;
	char	 kept;

	for (i = 0; i < document.len; i++) {
		kept = document.data[i];
		document.data[i] = (char)(kept ^ mask);
		if (is_accepted(document.data, document.len)) {
			print_error("byte %zu, %#x for %#x\n", i,
			    (unsigned)(unsigned char)document.data[i],
			    (unsigned)(unsigned char)kept);
			accepted++;
		}
		document.data[i] = kept;
	}
	assert_int_equal(accepted, 0);
}

static void
any_byte_with_its_lowest_bit_changed_is_refused(void **state)
{
	(void)state;
	walk(0x01);
}

static void
any_byte_with_its_case_bit_changed_is_refused(void **state)
{
	(void)state;
	walk(0x20);
}

static void
any_byte_with_its_highest_bit_changed_is_refused(void **state)
{
	(void)state;
	walk(0x80);
}

/*
 * The one change of a byte that says the same: the blank before an attribute
 * as a line break (XML 1.0, production 3; canonical XML writes it as a blank).
 */
static void
a_line_break_is_accepted_before_an_attribute_only(void **state)
{
	size_t	 i, accepted = 0;
	bool	 in_tag = false, quoted = false;

	(void)state;
	for (i = 0; i < document.len; i++) {
		char	 c = document.data[i];

		if (c == '<' || c == '>')
			in_tag = c == '<';
		else if (c == '"')
			quoted = in_tag && !quoted;
		else if (c == ' ') {
			document.data[i] = '\n';
			assert_int_equal(is_accepted(document.data,
			    document.len), in_tag && !quoted);
			accepted += in_tag && !quoted;
			document.data[i] = ' ';
		}
	}
	assert_true(accepted > 10);
}

/* The last character of a value has bits that decoders leave aside. */
static void
no_value_has_a_second_spelling(void **state)
{
	static const char	 digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	static const char *const ends[] = {
		"</DigestValue>", "</SignatureValue>", "</X509Certificate>",
	};
	size_t			 i, j, accepted = 0;

	(void)state;
	for (i = 0; i < COUNT(ends); i++) {
		char	*at = strstr(document.data, ends[i]), kept;

		assert_non_null(at);
		while (*--at == '=')
			;
		kept = *at;
		for (j = 0; digits[j] != '\0'; j++) {
			*at = digits[j];
			accepted += *at != kept &&
			    is_accepted(document.data, document.len);
		}
		*at = kept;
	}
	assert_int_equal(accepted, 0);
}

static void
any_end_cut_off_is_refused(void **state)
{
	size_t	 len;

	(void)state;
	for (len = 0; len < document.len; len++)
		assert_false(is_accepted(document.data, len));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(the_document_as_signed_is_accepted),
		cmocka_unit_test(
		    any_byte_with_its_lowest_bit_changed_is_refused),
		cmocka_unit_test(any_byte_with_its_case_bit_changed_is_refused),
		cmocka_unit_test(
		    any_byte_with_its_highest_bit_changed_is_refused),
		cmocka_unit_test(
		    a_line_break_is_accepted_before_an_attribute_only),
		cmocka_unit_test(no_value_has_a_second_spelling),
		cmocka_unit_test(any_end_cut_off_is_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
