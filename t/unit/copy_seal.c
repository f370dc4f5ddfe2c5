#include "copy_parts.h"
#include "document/base64.h"
#include "seal/seal_private.h"
#include "seal/ses_write.h"

/* A seal signature made by hand: what copy_make() would refuse to make. */
static struct buf
seal_parts(struct parts *p, const struct buf *der)
{
	struct buf	 seal = part_between(&p->seal, "<sealSignature", ">");
	struct buf	 text = BUF_INIT(MEGABYTE), out;

	seal.max = MEGABYTE;
	assert_int_equal(base64_write(der->data, der->len, &text), OK);
	assert_int_equal(buf_printf(&seal, ">%s</sealSignature>",
	    buf_text(&text)), OK);
	out = sign_parts(&p->head, &p->annotation, &seal);
	buf_free(&text);
	buf_free(&seal);
	return out;
}

/* The digest of the document that the seal of these parts carries. */
static void
read_hash(struct parts *p, unsigned char hash[SM3_BYTES])
{
	struct buf	 seal = part_between(&p->seal, ">", "<");
	struct buf	 der = BUF_INIT(SES_BYTES_MAX);
	struct stamp	*stamp = NULL;

	assert_int_equal(base64_read(buf_text(&seal) + 1, &der), OK);
	assert_int_equal(stamp_read(der.data, der.len, &stamp), OK);
	memcpy(hash, stamp_facts(stamp)->data_hash, SM3_BYTES);
	stamp_free(&stamp);
	buf_free(&der);
	buf_free(&seal);
}

static struct buf
stamped(struct parts *p, const char *property, time_t when)
{
	unsigned char	 hash[SM3_BYTES];
	struct buf	 der = BUF_INIT(SES_BYTES_MAX), out;

	read_hash(p, hash);
	assert_int_equal(sealer_stamp(W->sealer, hash, property, when, &der),
	    OK);
	out = seal_parts(p, &der);
	buf_free(&der);
	return out;
}

/* The document's own seal signature, but with that seal, by that signer. */
static struct buf
restamped(struct parts *p, const struct buf *seal, const struct key *key,
    const struct cert *signer)
{
	const unsigned char	*at = (const unsigned char *)seal->data;
	struct buf		 der = BUF_INIT(SES_BYTES_MAX), out;
	struct buf		 old = part_between(&p->seal, ">", "<");
	SES_STAMP		*ses;

	assert_int_equal(base64_read(buf_text(&old) + 1, &der), OK);
	{
		const unsigned char *from = (unsigned char *)der.data;

		ses = d2i_SES_STAMP(NULL, &from, (long)der.len);
	}
	assert_non_null(ses);
	ses->tbs->enc.modified = 1;
	SES_SEAL_free(ses->tbs->seal);
	ses->tbs->seal = d2i_SES_SEAL(NULL, &at, (long)seal->len);
	assert_int_equal(ses_put_signature(ASN1_ITEM_rptr(SES_TBS), ses->tbs,
	    key, signer, ses->cert, &ses->algorithm, ses->value), OK);
	buf_clear(&der);
	assert_int_equal(ses_append(ASN1_ITEM_rptr(SES_STAMP), ses, &der),
	    OK);
	SES_STAMP_free(ses);
	out = seal_parts(p, &der);
	buf_free(&old);
	buf_free(&der);
	return out;
}

static void
a_seal_that_had_expired_is_refused(void **state)
{
	struct parts	 p = take_apart(&W->certificate, &W->annotation);
	struct buf	 seal = BUF_INIT(SES_BYTES_MAX), b;

	(void)state;
	copy_seal(W->signer, W->now - 100 * DAY, W->now + DAY, &seal);
	b = restamped(&p, &seal, W->signer_key, W->signer);
	assert_int_equal(verdict_of(&b), VERDICT_VALID);
	buf_free(&b);
	buf_clear(&seal);
	copy_seal(W->signer, W->now - 100 * DAY, W->now - 1, &seal);
	b = restamped(&p, &seal, W->signer_key, W->signer);
	assert_fails(&b, CHECK_SEAL_PERIOD);
	buf_free(&b);
	buf_free(&seal);
	free_parts(&p);
}

static void
a_signer_who_is_not_in_the_list_is_refused(void **state)
{
	struct parts	 p = take_apart(&W->certificate, &W->annotation);
	struct key	*key = NULL;
	struct cert	*other;
	struct buf	 b;

	(void)state;
	assert_int_equal(key_generate(KEY_SM2, &key), OK);
	other = copy_issue("旁人", key);
	b = restamped(&p, &W->seal_der, key, other);
	assert_fails(&b, CHECK_SEAL_SIGNER);
	buf_free(&b);
	cert_free(&other);
	key_close(&key);
	free_parts(&p);
}

static void
a_seal_by_another_maker_is_refused(void **state)
{
	struct parts		 p = take_apart(&W->certificate,
				    &W->annotation);
	struct key		*kept_key = W->maker_key;
	struct cert		*kept = W->maker;
	struct buf		 seal = BUF_INIT(SES_BYTES_MAX), b;
	struct specimen_order	 o = { .common_name = "自称制章者",
				    .valid_from = W->now - 200 * DAY,
				    .valid_until = W->now + 200 * DAY };

	(void)state;
	W->maker_key = NULL;
	assert_int_equal(key_generate(KEY_SM2, &W->maker_key), OK);
	assert_int_equal(specimen_issue(&o, W->maker_key, NULL, NULL,
	    &W->maker), OK);
	copy_seal(W->signer, W->now - DAY, W->now + DAY, &seal);
	b = restamped(&p, &seal, W->signer_key, W->signer);
	assert_fails(&b, CHECK_SEAL_MAKER);
	cert_free(&W->maker);
	key_close(&W->maker_key);
	W->maker_key = kept_key;
	W->maker = kept;
	buf_free(&b);
	buf_free(&seal);
	free_parts(&p);
}

static void
a_seal_belongs_to_one_certificate(void **state)
{
	struct certificate	 other = W->certificate;
	struct parts		 a, b;
	struct buf		 mixed;
	struct verification	 v;

	(void)state;
	snprintf(other.name, sizeof(other.name), "欧阳明远");
	a = take_apart(&W->certificate, &W->annotation);
	b = take_apart(&other, &W->annotation);
	mixed = sign_parts(&a.head, &a.annotation, &b.seal);
	verify_copy(&mixed, &v);
	assert_outcome(&v, CHECK_SIGNATURE, OUTCOME_PASSED);
	assert_outcome(&v, CHECK_SEAL_VALUE, OUTCOME_PASSED);
	assert_outcome(&v, CHECK_SEAL_CONTENT, OUTCOME_FAILED);
	assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
	verification_free(&v);
	buf_free(&mixed);
	mixed = sign_parts(&b.head, &b.annotation, &b.seal);
	verify_copy(&mixed, &v);
	assert_outcome(&v, CHECK_SEAL_CONTENT, OUTCOME_PASSED);
	assert_outcome(&v, CHECK_REGISTRY, OUTCOME_FAILED);
	verification_free(&v);
	buf_free(&mixed);
	free_parts(&a);
	free_parts(&b);
}

/* Swapped between two files without signing anew. */
static void
a_seal_moved_between_two_copies_is_refused(void **state)
{
	struct certificate	 other = W->certificate;
	struct parts		 a, b;
	struct buf		 mixed = BUF_INIT(MEGABYTE);
	struct verification	 v;

	(void)state;
	snprintf(other.name, sizeof(other.name), "欧阳明远");
	a = take_apart(&W->certificate, &W->annotation);
	b = take_apart(&other, &W->annotation);
	assert_int_equal(buf_puts(&mixed, buf_text(&a.head)), OK);
	assert_int_equal(buf_puts(&mixed, buf_text(&a.annotation)), OK);
	assert_int_equal(buf_puts(&mixed, buf_text(&b.seal)), OK);
	assert_int_equal(buf_puts(&mixed,
	    strstr(buf_text(&a.whole), "<Signature")), OK);
	verify_copy(&mixed, &v);
	assert_outcome(&v, CHECK_SIGNATURE, OUTCOME_FAILED);
	assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
	verification_free(&v);
	buf_free(&mixed);
	free_parts(&a);
	free_parts(&b);
}

static void
a_seal_must_say_what_it_covers_and_when(void **state)
{
	struct parts	 p = take_apart(&W->certificate, &W->annotation);
	struct buf	 b;

	(void)state;
	b = stamped(&p, "exc-c14n /document/certificate", W->now);
	assert_int_equal(verdict_of(&b), VERDICT_VALID);
	buf_free(&b);
	b = stamped(&p, "exc-c14n /document", W->now);
	assert_fails(&b, CHECK_SEAL_CONTENT);
	buf_free(&b);
	b = stamped(&p, "exc-c14n /document/certificate",
	    W->now - DAY);
	assert_fails(&b, CHECK_ANNOTATION_TIMES);
	buf_free(&b);
	b = stamped(&p, "exc-c14n /document/certificate",
	    W->now + DAY);
	assert_fails(&b, CHECK_SEAL_VALUE);
	buf_free(&b);
	free_parts(&p);
}

static void
bytes_that_are_no_seal_are_refused(void **state)
{
	/* Two that the schema lets through, two that it does not. */
	static const char *const bad[] = {
		"MAA=", "c2VhbA==", "c2VhbB==", "c2Vhb",
	};
	struct parts	 p = take_apart(&W->certificate, &W->annotation);
	struct buf	 seal = part_between(&p.seal, "<sealSignature", ">"), b;
	size_t		 head = seal.len, i;

	(void)state;
	seal.max = MEGABYTE;
	for (i = 0; i < COUNT(bad); i++) {
		seal.len = head;
		assert_int_equal(buf_printf(&seal, ">%s</sealSignature>",
		    bad[i]), OK);
		b = sign_parts(&p.head, &p.annotation, &seal);
		if (i < 2)
			assert_fails(&b, CHECK_SEAL_FORM);
		assert_int_equal(verdict_of(&b), VERDICT_NOT_VALID);
		buf_free(&b);
	}
	buf_free(&seal);
	free_parts(&p);
}

/*
 * Signed anew by our own signer after a change: only the seal can tell.  True
 * when it did, false when the change did not fit the schema.
 */
static bool
seal_betrays(xmlDoc *doc, const char *what)
{
	struct buf		 out = BUF_INIT(MEGABYTE);
	struct verification	 v;
	xmlNode			*old;
	bool			 fits;

	old = xmlGetLastChild(xmlDocGetRootElement(doc));
	xmlUnlinkNode(old);
	xmlFreeNode(old);
	assert_int_equal(sign_document(W->xml_signer, doc, W->now, &out), OK);
	verify_copy(&out, &v);
	fits = v.list.check[CHECK_FORMAT].outcome == OUTCOME_PASSED;
	if (fits && v.list.check[CHECK_SEAL_CONTENT].outcome != OUTCOME_FAILED)
		fail_msg("%s", what);
	assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
	verification_free(&v);
	buf_free(&out);
	return fits;
}

static bool
is_in_certificate(const xmlNode *node)
{
	while (node != NULL &&
	    !tree_is(node, NS_CERTIFICATE, "certificate"))
		node = node->parent;
	return node != NULL;
}

static xmlAttr *
attribute_at(xmlNode *node, size_t n)
{
	xmlAttr	*attr = node->properties;

	while (attr != NULL && n-- > 0)
		attr = attr->next;
	return attr;
}

static void
the_seal_betrays_any_change_of_the_certificate(void **state)
{
	struct buf	 copy = make_copy(&W->certificate, &W->annotation);
	xmlDoc		*doc = parse_copy(&copy), *other;
	xmlNode		*node;
	size_t		 n, i, count, done = 0, betrayed = 0;

	(void)state;
	for (n = 0; (node = element_at(doc, n)) != NULL; n++) {
		if (!is_in_certificate(node))
			continue;
		for (count = 0; attribute_at(node, count) != NULL; count++)
			;
		for (i = 0; i <= count; i++, done++) {
			other = parse_copy(&copy);
			alter_text(element_at(other, n),
			    attribute_at(element_at(other, n), i));
			betrayed += seal_betrays(other,
			    (const char *)node->name);
			xmlFreeDoc(other);
		}
	}
	assert_true(done > 25);
	assert_true(betrayed > 12);
	xmlFreeDoc(doc);
	buf_free(&copy);
}

static void
without_trust_nothing_is_called_valid(void **state)
{
	struct buf		 copy = make_copy(&W->certificate, &W->annotation);
	struct verifier		*blind = NULL;
	struct verification	 v;
	char			 path[256];

	(void)state;
	snprintf(path, sizeof(path), "%s/ca.pem", W->dir);
	assert_int_equal(verifier_open(path, TEST_SRCDIR "/doc/schema", NULL,
	    &blind), OK);
	verify_with(blind, &copy, W->now, &v);
	assert_outcome(&v, CHECK_SEAL_MAKER, OUTCOME_NOT_CHECKED);
	assert_outcome(&v, CHECK_SEAL_SIGNER, OUTCOME_NOT_CHECKED);
	assert_outcome(&v, CHECK_SEAL_CONTENT, OUTCOME_PASSED);
	assert_int_equal(check_verdict(&v.list), VERDICT_UNDECIDED);
	verification_free(&v);
	verifier_free(&blind);
	buf_free(&copy);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_seal_that_had_expired_is_refused),
		cmocka_unit_test(a_signer_who_is_not_in_the_list_is_refused),
		cmocka_unit_test(a_seal_by_another_maker_is_refused),
		cmocka_unit_test(a_seal_belongs_to_one_certificate),
		cmocka_unit_test(
		    the_seal_betrays_any_change_of_the_certificate),
		cmocka_unit_test(a_seal_moved_between_two_copies_is_refused),
		cmocka_unit_test(a_seal_must_say_what_it_covers_and_when),
		cmocka_unit_test(bytes_that_are_no_seal_are_refused),
		cmocka_unit_test(without_trust_nothing_is_called_valid),
	};

	return RUN_COPIES(tests);
}
