#include "base/secret.h"
#include "copy_parts.h"
#include "document/report.h"
#include "document/seal_put.h"
#include "document/untrusted.h"
#include "seal/seal_private.h"
#include "seal/ses_write.h"

/* A copy of the certificate and annotation of that world, altered as set. */
struct buf
make_copy(const struct certificate *c, const struct annotation *a)
{
	struct buf	 out = BUF_INIT(UNTRUSTED_BYTES_MAX);

	assert_int_equal(copy_make(c, a, true, W->sealer, W->xml_signer,
	    W->now, &out), OK);
	return out;
}

/* Verified with a registry that holds exactly this world. */
void
verify_with(const struct verifier *verifier, const struct buf *bytes,
    time_t now, struct verification *v)
{
	assert_int_equal(verify_file(verifier, buf_text(bytes), bytes->len,
	    now, v), OK);
	verification_annotation(v, OK, true, &W->annotation);
	verification_registry(v, OK, true, &W->certificate);
	verification_seal(v, OK, true, true);
}

void
verify_copy(const struct buf *bytes, struct verification *v)
{
	verify_with(W->verifier, bytes, W->now, v);
}

struct buf
make_report(const struct buf *copy)
{
	static char			 name[] = "样本核验服务 Specimen Service";
	static const struct conf	 conf = { .name_zh = name,
					    .name_en = name,
					    .specimen = true };
	struct verification		 v;
	struct report			 r = {
		.conf = &conf, .number = "3V8K0RT5XJ9QWM2N7BCDZ4HEGF",
		.made_at = W->now, .file_size = copy->len, .verification = &v,
	};
	struct buf			 xml = BUF_INIT(MEGABYTE);
	char				 digest[65];
	xmlDoc				*doc;

	verify_copy(copy, &v);
	assert_int_equal(secret_digest_hex(copy->data, copy->len, digest), OK);
	r.file_digest = digest;
	assert_int_equal(report_document(&r, &doc), OK);
	assert_int_equal(seal_put(doc, W->sealer, W->now), OK);
	assert_int_equal(sign_document(W->xml_signer, doc, W->now, &xml), OK);
	xmlFreeDoc(doc);
	verification_free(&v);
	return xml;
}

enum verdict
verdict_of(const struct buf *bytes)
{
	struct verification	 v;
	enum verdict		 verdict;

	verify_copy(bytes, &v);
	verdict = check_verdict(&v.list);
	verification_free(&v);
	return verdict;
}

void
assert_fails(const struct buf *bytes, enum check_id id)
{
	struct verification	 v;

	verify_copy(bytes, &v);
	assert_outcome(&v, CHECK_SIGNATURE, OUTCOME_PASSED);
	assert_outcome(&v, id, OUTCOME_FAILED);
	assert_int_equal(check_verdict(&v.list), VERDICT_NOT_VALID);
	verification_free(&v);
}

xmlDoc *
parse_copy(const struct buf *b)
{
	xmlDoc	*doc = NULL;

	assert_int_equal(untrusted_parse(buf_text(b), b->len, &doc), OK);
	return doc;
}

/* Where the part between two marks begins and ends. */
struct buf
part_between(const struct buf *in, const char *begin, const char *end)
{
	struct buf	 out = BUF_INIT(MEGABYTE);
	const char	*from = strstr(buf_text(in), begin), *to;

	assert_non_null(from);
	assert_non_null(to = strstr(from, end));
	assert_int_equal(buf_add(&out, from, (size_t)(to - from)), OK);
	return out;
}

/* A document signed by our signer around whatever parts: an insider's work. */
struct buf
sign_parts(const struct buf *head, const struct buf *annotation,
    const struct buf *seal)
{
	struct buf	 b = BUF_INIT(MEGABYTE), out = BUF_INIT(MEGABYTE);
	xmlDoc		*doc;

	assert_int_equal(buf_add(&b, head->data, head->len), OK);
	assert_int_equal(buf_puts(&b, buf_text(annotation)), OK);
	assert_int_equal(buf_puts(&b, buf_text(seal)), OK);
	assert_int_equal(buf_puts(&b, "</document>"), OK);
	doc = parse_copy(&b);
	assert_int_equal(sign_document(W->xml_signer, doc, W->now, &out), OK);
	xmlFreeDoc(doc);
	buf_free(&b);
	return out;
}

struct parts
take_apart(const struct certificate *c, const struct annotation *a)
{
	struct parts	 p;

	p.whole = make_copy(c, a);
	p.head = part_between(&p.whole, "<document", "<annotation");
	p.annotation = part_between(&p.whole, "<annotation", "<sealSignature");
	p.seal = part_between(&p.whole, "<sealSignature", "<Signature");
	return p;
}

void
free_parts(struct parts *p)
{
	buf_free(&p->whole);
	buf_free(&p->head);
	buf_free(&p->annotation);
	buf_free(&p->seal);
}

/* Only the last character, so that many still fit the schema. */
void
alter_text(xmlNode *node, xmlAttr *attr)
{
	xmlChar	*text = attr != NULL ? xmlNodeGetContent((xmlNode *)attr) :
		    xmlNodeGetContent(node);
	size_t	 len = strlen((char *)text);

	while (len > 0 && (text[len - 1] & 0xc0) == 0x80)
		len--;
	if (len == 0) {
		xmlFree(text);
		text = xmlStrdup(BAD_CAST "x");
	} else {
		text[len - 1] = text[len - 1] == '1' ? '2' : '1';
		text[len] = '\0';
	}
	if (attr != NULL)
		xmlSetProp(node, attr->name, text);
	else
		xmlNodeSetContent(node, text);
	xmlFree(text);
}

/* The n-th element in document order. */
static xmlNode *
element(xmlNode *node, size_t *n)
{
	xmlNode	*child, *found;

	if ((*n)-- == 0)
		return node;
	for (child = xmlFirstElementChild(node); child != NULL;
	    child = xmlNextElementSibling(child))
		if ((found = element(child, n)) != NULL)
			return found;
	return NULL;
}

xmlNode *
element_at(xmlDoc *doc, size_t n)
{
	return element(xmlDocGetRootElement(doc), &n);
}
