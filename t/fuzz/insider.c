/*
 * A document that was signed with our key but is none of ours: whoever holds
 * the key of the XML signature alone.  An input alters a copy before it is
 * signed: which element, what is done (both one byte, counted round), a length
 * and so much text.
 */
#include "copies.h"

#include "document/compare.h"
#include "document/untrusted.h"
#include "document/verify_read.h"

static struct buf	 unsigned_copy = BUF_INIT(UNTRUSTED_BYTES_MAX);
static xmlChar		*spelling_of_ours;

static void
keep(void)
{
	struct parts		 p = take_apart(&W->certificate,
				    &W->annotation);
	struct verification	 v;

	HOLDS(buf_puts(&unsigned_copy, buf_text(&p.head)) == OK);
	HOLDS(buf_puts(&unsigned_copy, buf_text(&p.annotation)) == OK);
	HOLDS(buf_puts(&unsigned_copy, buf_text(&p.seal)) == OK);
	HOLDS(buf_puts(&unsigned_copy, "</document>") == OK);
	HOLDS(verify_file(W->verifier, p.whole.data, p.whole.len, W->now,
	    &v) == OK);
	HOLDS((spelling_of_ours = copies_spell(v.verified)) != NULL);
	HOLDS(copies_ask(&v) == VERDICT_VALID);
	verification_free(&v);
	free_parts(&p);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	copies_start();
	keep();
	return 0;
}

enum { SET_TEXT, BEFORE_TEXT, BEHIND_TEXT, SET_ATTRIBUTE, ADD_ATTRIBUTE,
    REMOVE, DOUBLE, SWAP, WRAP, MOVE_UP, ALTERATIONS };

static void
alter_content(xmlNode *node, int how, const char *text)
{
	xmlNode	*run = xmlNewText(BAD_CAST text);

	HOLDS(run != NULL);
	if (how == SET_TEXT) {
		xmlNodeSetContent(node, NULL);
		xmlAddChild(node, run);
	} else if (how == BEFORE_TEXT && node->children != NULL)
		xmlAddPrevSibling(node->children, run);
	else
		xmlAddChild(node, run);
}

static void
alter_attribute(xmlNode *node, int how, const char *text)
{
	if (how == SET_ATTRIBUTE && node->properties != NULL)
		xmlSetNsProp(node, node->properties->ns,
		    node->properties->name, BAD_CAST text);
	else if (xmlValidateNCName(BAD_CAST text, 0) == 0)
		xmlSetProp(node, BAD_CAST text, BAD_CAST "1");
}

static void
alter_place(xmlNode *node, int how)
{
	xmlNode	*parent = node->parent, *next = xmlNextElementSibling(node);
	xmlNode	*twin;

	if (how == DOUBLE || how == WRAP) {
		HOLDS((twin = xmlCopyNode(node, 1)) != NULL);
		if (how == DOUBLE)
			xmlAddNextSibling(node, twin);
		else
			xmlAddChild(node, twin);
	} else if (how == SWAP && next != NULL)
		xmlAddPrevSibling(node, next);
	else if (how == MOVE_UP && parent->parent->type == XML_ELEMENT_NODE)
		xmlAddNextSibling(parent, node);
	else if (how == REMOVE) {
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
}

static void
alter(xmlDoc *doc, size_t which, int how, const char *text)
{
	xmlNode	*node;

	if (!text_is_utf8(text, strlen(text)) || !text_is_xml(text))
		return;
	while ((node = element_at(doc, which)) == NULL)
		which /= 2;
	if (how <= BEHIND_TEXT)
		alter_content(node, how, text);
	else if (how <= ADD_ATTRIBUTE)
		alter_attribute(node, how, text);
	else if (which != 0)
		alter_place(node, how);
}

/* False when libxml2 or xmlsec makes no file of it. */
static bool
sign_altered(const uint8_t *bytes, size_t len, struct buf *out)
{
	xmlDoc		*doc = NULL;
	enum reason	 why;
	size_t		 n;
	char		*text;

	HOLDS(untrusted_parse(buf_text(&unsigned_copy), unsigned_copy.len,
	    &doc) == OK);
	while (len >= 3) {
		n = bytes[2] < len - 3 ? bytes[2] : len - 3;
		text = fuzz_text(bytes + 3, n);
		alter(doc, bytes[0] % 32, bytes[1] % ALTERATIONS, text);
		free(text);
		bytes += 3 + n;
		len -= 3 + n;
	}
	why = sign_document(W->xml_signer, doc, W->now, out);
	xmlFreeDoc(doc);
	return why == OK;
}

static bool
says_what_ours_says(xmlDoc *doc)
{
	xmlDoc	*ours = xmlReadDoc(spelling_of_ours, NULL, NULL, 0);
	char	 where[64];
	bool	 same;

	HOLDS(ours != NULL);
	same = compare_elements(verify_part(doc, "certificate"),
	    verify_part(ours, "certificate"), where, sizeof(where)) &&
	    compare_elements(verify_part(doc, "annotation"),
	    verify_part(ours, "annotation"), where, sizeof(where)) &&
	    compare_elements(verify_part(doc, "sealSignature"),
	    verify_part(ours, "sealSignature"), where, sizeof(where));
	xmlFreeDoc(ours);
	return same;
}

static bool
is_specimen_without_seal(xmlDoc *doc)
{
	return verify_part(doc, "sealSignature") == NULL &&
	    verify_part(doc, "annotation") == NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf		 file = BUF_INIT(UNTRUSTED_BYTES_MAX);
	struct verification	 v;

	if (sign_altered(bytes, len, &file)) {
		copies_verify(file.data, file.len, &v);
		if (copies_ask(&v) == VERDICT_VALID)
			HOLDS(is_specimen_without_seal(v.verified) ||
			    says_what_ours_says(v.verified));
		verification_free(&v);
	}
	buf_free(&file);
	return 0;
}
