#include <openssl/asn1.h>
#include <openssl/err.h>

#include <stdbool.h>

#include "seal/limits.h"
#include "seal/ses_shape.h"

struct element {
	const unsigned char	*content;
	long			 len;
	int			 tag;
	int			 class;
	bool			 constructed;
};

/* Read one header; *p moves to the content. */
static enum reason
element_read(const unsigned char **p, const unsigned char *end,
    struct element *e)
{
	const unsigned char	*start = *p;
	int			 form;

	if (start == end)
		return fail(REASON_SEAL_DER, "no bytes");
	form = ASN1_get_object(p, &e->len, &e->tag, &e->class, end - start);
	if ((form & 0x80) != 0) {
		ERR_clear_error();
		return fail(REASON_SEAL_DER, "length past the end");
	}
	if ((form & 1) != 0)
		return fail(REASON_SEAL_DER, "indefinite length");
	e->constructed = (form & V_ASN1_CONSTRUCTED) != 0;
	e->content = *p;
	if (ASN1_object_size(e->constructed, (int)e->len, e->tag) !=
	    *p - start + e->len)
		return fail(REASON_SEAL_DER, "length or tag not in its "
		    "shortest form");
	if (e->constructed && e->class == V_ASN1_UNIVERSAL &&
	    e->tag != V_ASN1_SEQUENCE && e->tag != V_ASN1_SET)
		return fail(REASON_SEAL_DER, "a string in pieces");
	return OK;
}

/* Nesting is bounded by SES_DEPTH_MAX, and so is this recursion. */
static enum reason
walk(const unsigned char *p, const unsigned char *end, int depth, int *left)
{
	struct element	 e;
	enum reason	 why;

	if (depth > SES_DEPTH_MAX)
		return fail(REASON_SEAL_DEPTH, "more than %d levels",
		    SES_DEPTH_MAX);
	while (p < end) {
		if ((*left)-- == 0)
			return fail(REASON_SEAL_LIMIT, "more than %d elements",
			    SES_ELEMENTS_MAX);
		if ((why = element_read(&p, end, &e)) != OK)
			return why;
		p = e.content + e.len;
		if (e.constructed &&
		    (why = walk(e.content, p, depth + 1, left)) != OK)
			return why;
	}
	return OK;
}

/* The tag of the first value within, -1 when there is none. */
static int
first_within(const struct element *outer, struct element *first)
{
	const unsigned char	*p = outer->content;

	if (!outer->constructed ||
	    element_read(&p, outer->content + outer->len, first) != OK)
		return -1;
	return first->tag;
}

/* What the standards' outer forms differ in, on a walked encoding. */
static enum ses_kind
kind_of(const struct element *outer)
{
	const unsigned char	*p = outer->content;
	const unsigned char	*end = outer->content + outer->len;
	struct element		 e, within;
	int			 n = 0, tag;

	if (outer->tag != V_ASN1_SEQUENCE)
		return SES_KIND_UNKNOWN;
	tag = first_within(outer, &e) == V_ASN1_SEQUENCE ?
	    first_within(&e, &within) : -1;
	for (; p < end && element_read(&p, end, &e) == OK; n++)
		p = e.content + e.len;
	if (n == 2 && (tag == V_ASN1_SEQUENCE || tag == V_ASN1_INTEGER))
		return SES_KIND_OLD;
	if (n != 4 && n != 5)
		return SES_KIND_UNKNOWN;
	if (tag == V_ASN1_SEQUENCE)
		return SES_KIND_SEAL;
	return tag == V_ASN1_INTEGER ? SES_KIND_STAMP : SES_KIND_UNKNOWN;
}

enum reason
ses_shape(const void *der, size_t len, enum ses_kind *kind)
{
	const unsigned char	*p = der, *end = p + len;
	struct element		 outer;
	enum reason		 why;
	int			 left = SES_ELEMENTS_MAX;

	*kind = SES_KIND_UNKNOWN;
	if (len > SES_BYTES_MAX)
		return fail(REASON_SEAL_LIMIT, "%zu bytes; %d at most", len,
		    SES_BYTES_MAX);
	if ((why = element_read(&p, end, &outer)) != OK)
		return why;
	if (outer.content + outer.len != end)
		return fail(REASON_SEAL_TRAILING, "%td bytes after the end",
		    end - (outer.content + outer.len));
	if (outer.constructed)
		why = walk(outer.content, end, 2, &left);
	if (why == OK)
		*kind = kind_of(&outer);
	return why;
}

enum reason
ses_shape_of(const void *der, size_t len, enum ses_kind wanted)
{
	enum ses_kind	 kind;
	enum reason	 why;

	if ((why = ses_shape(der, len, &kind)) != OK || kind == wanted)
		return why;
	if (kind == SES_KIND_OLD)
		return fail(REASON_SEAL_OLD_LAYOUT, "two outer elements");
	return fail(REASON_SEAL_LAYOUT, "not a %s",
	    wanted == SES_KIND_SEAL ? "seal" : "seal signature");
}
