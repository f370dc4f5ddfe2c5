#include "copy_parts.h"

static void
a_copy_passes_every_check(void **state)
{
	struct buf		 copy = make_copy(&W->certificate, &W->annotation);
	struct verification	 v;
	int			 i;

	(void)state;
	verify_copy(&copy, &v);
	for (i = 0; i < CHECK__MAX; i++)
		assert_outcome(&v, i, i == CHECK_REVOCATION ?
		    OUTCOME_NOT_APPLICABLE : OUTCOME_PASSED);
	assert_int_equal(check_verdict(&v.list), VERDICT_VALID);
	assert_string_equal(v.annotation_code, W->annotation.code);
	assert_int_equal(v.made_at, W->annotation.made_at);
	assert_int_equal(v.expires_at, W->annotation.expires_at);
	assert_string_equal(v.seal_code, "mohrss-zyzg");
	assert_string_equal(v.qualification, "06");
	assert_string_equal(v.sealed.id, seal_facts(W->seal)->id);
	assert_int_equal(v.sealed.at, W->now);
	assert_int_equal(strlen(v.sealed.digest), 64);
	verification_free(&v);
	buf_free(&copy);
}

static void
an_early_association_certificate_needs_no_annotation(void **state)
{
	struct certificate	 kept = W->certificate;
	struct buf		 copy;

	(void)state;
	W->certificate.style = 2;
	snprintf(W->certificate.issuer, sizeof(W->certificate.issuer),
	    "样本协会");
	snprintf(W->certificate.issued_on, DATE_BYTES, "2021-12-16");
	copy = make_copy(&W->certificate, NULL);
	assert_int_equal(verdict_of(&copy), VERDICT_VALID);
	buf_clear(&copy);
	snprintf(W->certificate.issued_on, DATE_BYTES, "2021-12-17");
	assert_int_equal(copy_make(&W->certificate, NULL, true, W->sealer,
	    W->xml_signer, W->now, &copy), REASON_INTERNAL);
	W->certificate.style = 1;
	snprintf(W->certificate.issued_on, DATE_BYTES, "2021-12-16");
	assert_int_equal(copy_make(&W->certificate, NULL, true, W->sealer,
	    W->xml_signer, W->now, &copy), REASON_INTERNAL);
	assert_int_equal(copy.len, 0);
	buf_free(&copy);
	W->certificate = kept;
}

static void
only_an_issued_certificate_is_copied(void **state)
{
	struct certificate	 c = W->certificate;
	struct annotation	 a = W->annotation;
	struct buf		 out = BUF_INIT(MEGABYTE);
	int			 s;

	(void)state;
	for (s = STATE_UNKNOWN; s < STATE__MAX; s++) {
		c.state = (enum certificate_state)s;
		if (s != STATE_ISSUED)
			assert_int_equal(copy_make(&c, &a, true, W->sealer,
			    W->xml_signer, W->now, &out),
			    REASON_NOT_IN_FORCE);
	}
	a.version = 2;
	assert_int_equal(copy_make(&W->certificate, &a, true, W->sealer,
	    W->xml_signer, W->now, &out), REASON_INTERNAL);
	assert_int_equal(copy_make(&W->certificate, &W->annotation, true,
	    W->sealer, W->xml_signer, W->now + 150 * DAY, &out),
	    REASON_SEAL_EXPIRED);
	assert_int_equal(out.len, 0);
}

static bool
is_refused(xmlDoc *doc)
{
	struct buf	 b = BUF_INIT(MEGABYTE);
	xmlChar		*bytes = NULL;
	int		 len;
	bool		 refused;

	xmlDocDumpMemoryEnc(doc, &bytes, &len, "UTF-8");
	assert_int_equal(buf_add(&b, bytes, (size_t)len), OK);
	refused = verdict_of(&b) == VERDICT_NOT_VALID;
	xmlFree(bytes);
	buf_free(&b);
	return refused;
}

/* Each element without its text, and gone; each attribute other, and gone. */
static size_t
alter_element(const struct buf *copy, size_t n)
{
	xmlDoc	*doc = parse_copy(copy);
	xmlNode	*node = element_at(doc, n);
	xmlAttr	*attr;
	size_t	 done = 0, i, count = 0;

	for (attr = node->properties; attr != NULL; attr = attr->next)
		count++;
	for (i = 0; i < 2 * count; i++, done++) {
		size_t	 left = i / 2;

		xmlFreeDoc(doc);
		doc = parse_copy(copy);
		node = element_at(doc, n);
		for (attr = node->properties; left > 0; left--)
			attr = attr->next;
		if (i % 2 == 0)
			alter_text(node, attr);
		else
			xmlRemoveProp(attr);
		if (!is_refused(doc))
			fail_msg("%s: attribute %zu", (char *)node->name, i);
	}
	xmlFreeDoc(doc);
	doc = parse_copy(copy);
	node = element_at(doc, n);
	alter_text(node, NULL);
	if (!is_refused(doc))
		fail_msg("%s: other text", (char *)node->name);
	xmlFreeDoc(doc);
	doc = parse_copy(copy);
	node = element_at(doc, n);
	if (node != xmlDocGetRootElement(doc)) {
		xmlUnlinkNode(node);
		if (!is_refused(doc))
			fail_msg("%s: gone", (char *)node->name);
		xmlFreeNode(node);
		done++;
	}
	xmlFreeDoc(doc);
	return done + 1;
}

static void
no_element_and_no_attribute_may_change(void **state)
{
	struct buf	 copy = make_copy(&W->certificate, &W->annotation);
	xmlDoc		*doc = parse_copy(&copy);
	size_t		 n, done = 0;

	(void)state;
	for (n = 0; element_at(doc, n) != NULL; n++)
		done += alter_element(&copy, n);
	xmlFreeDoc(doc);
	assert_true(n > 35);
	assert_true(done > 100);
	buf_free(&copy);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_copy_passes_every_check),
		cmocka_unit_test(
		    an_early_association_certificate_needs_no_annotation),
		cmocka_unit_test(only_an_issued_certificate_is_copied),
		cmocka_unit_test(no_element_and_no_attribute_may_change),
	};

	return RUN_COPIES(tests);
}
