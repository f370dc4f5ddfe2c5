/*
 * A file that somebody hands us.  An input that begins with 1, 2 or 3 edits a
 * copy, a specimen or a report of ours; any other is a stranger's.
 */
#include "copies.h"

#include "document/face.h"
#include "document/untrusted.h"

static struct ours {
	struct buf	 bytes;
	xmlChar		*spelling;	/* of what the signature covers */
} ours[3];
#define OURS	3

static void
keep(struct ours *o, struct buf bytes)
{
	struct verification	 v;

	o->bytes = bytes;
	HOLDS(verify_file(W->verifier, bytes.data, bytes.len, W->now,
	    &v) == OK);
	HOLDS((o->spelling = copies_spell(v.verified)) != NULL);
	HOLDS(copies_ask(&v) == VERDICT_VALID);
	verification_free(&v);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct buf	 specimen = BUF_INIT(UNTRUSTED_BYTES_MAX);
	xmlDoc		*doc = NULL;

	(void)argc;
	(void)argv;
	copies_start();
	HOLDS(face_document(&W->certificate, true, &doc) == OK);
	HOLDS(sign_document(W->xml_signer, doc, W->now, &specimen) == OK);
	xmlFreeDoc(doc);
	keep(&ours[0], make_copy(&W->certificate, &W->annotation));
	keep(&ours[1], specimen);
	keep(&ours[2], make_report(&ours[0].bytes));
	return 0;
}

/* Behind the gate there are elements and text, and nothing else. */
static void
check_plain(const xmlNode *node)
{
	for (; node != NULL; node = node->next) {
		HOLDS(node->type == XML_ELEMENT_NODE ||
		    node->type == XML_TEXT_NODE);
		if (node->type == XML_ELEMENT_NODE)
			check_plain(node->children);
	}
}

static bool
parse(const void *bytes, size_t len)
{
	xmlDoc		*doc = NULL, *again = NULL;
	xmlChar		*spelling;
	enum reason	 why = untrusted_parse(bytes, len, &doc);

	HOLDS((doc != NULL) == (why == OK));
	if (why != OK) {
		HOLDS(why == REASON_FILE_FORMAT ||
		    why == REASON_FILE_ENCODING ||
		    why == REASON_FILE_DOCTYPE || why == REASON_TOO_LARGE);
		return false;
	}
	check_plain(doc->children);
	/* There is no canonical form with a relative namespace name. */
	spelling = copies_spell(doc);
	if (spelling != NULL) {
		why = untrusted_parse((char *)spelling,
		    strlen((char *)spelling), &again);
		HOLDS(why == OK || why == REASON_FILE_FORMAT);
	}
	xmlFree(spelling);
	xmlFreeDoc(doc);
	xmlFreeDoc(again);
	return true;
}

static void
verify(const void *bytes, size_t len)
{
	struct verification	 v;
	xmlChar			*spelling;
	bool			 found = false;
	size_t			 i;

	copies_verify(bytes, len, &v);
	if (v.verified == NULL) {
		HOLDS(copies_ask(&v) == VERDICT_NOT_VALID);
		verification_free(&v);
		return;
	}
	HOLDS((spelling = copies_spell(v.verified)) != NULL);
	for (i = 0; i < OURS; i++)
		found = found || xmlStrEqual(spelling, ours[i].spelling);
	HOLDS(found);
	xmlFree(spelling);
	HOLDS(copies_ask(&v) == VERDICT_VALID);
	verification_free(&v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf	 b = BUF_INIT(UNTRUSTED_BYTES_MAX + 1);

	if (len > 0 && bytes[0] >= 1 && bytes[0] <= OURS)
		fuzz_edit(bytes + 1, len - 1, ours[bytes[0] - 1].bytes.data,
		    ours[bytes[0] - 1].bytes.len, &b);
	else
		HOLDS(buf_add(&b, bytes, len) == OK);
	if (parse(buf_text(&b), b.len))
		verify(buf_text(&b), b.len);
	buf_free(&b);
	return 0;
}
