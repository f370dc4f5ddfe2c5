/* Fields of two faces side by side. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "document/compare.h"
#include "document/difference.h"
#include "document/face.h"
#include "document/tree.h"
#include "document/verify_read.h"
#include "field/mask.h"

/* In the order of the face.  A title stands twice, in two languages. */
static const char *const fields[] = {
	"title", "statement", "authorities", "issuer", "name", "idNumber",
	"sex", "birth", "qualification", "level", "specialty", "approved",
	"managementNo", "issued", "licence", "seal",
};
#define FIELDS	(sizeof(fields) / sizeof(fields[0]))

/* The first element of that name at or under the node. */
static xmlNode *
find(xmlNode *node, const char *name)
{
	xmlNode	*found = NULL;

	if (node == NULL || tree_is(node, NS_CERTIFICATE, name))
		return node;
	for (node = xmlFirstElementChild(node); node != NULL && found == NULL;
	    node = xmlNextElementSibling(node))
		found = find(node, name);
	return found;
}

/* The English title is the Chinese one's neighbour. */
static bool
same_field(xmlNode *a, xmlNode *b, const char *name)
{
	char	 where[64];

	if (a == NULL || b == NULL)
		return a == b;
	if (!compare_elements(a, b, where, sizeof(where)))
		return false;
	return strcmp(name, "title") != 0 ||
	    compare_elements(xmlNextElementSibling(a),
	    xmlNextElementSibling(b), where, sizeof(where));
}

/* Cut to fit, between characters. */
static void
copy_cut(char *out, size_t size, const char *text)
{
	size_t	 len = strlen(text);

	if (len >= size)
		len = size - 1;
	while (len > 0 && !text_is_utf8(text, len))
		len--;
	memcpy(out, text, len);
	out[len] = '\0';
}

void
difference_value(xmlNode *face, const char *field,
    char out[sizeof(((struct difference *)0)->file)])
{
	const size_t	 size = sizeof(((struct difference *)0)->file);
	xmlNode		*node = find(face, field);
	xmlChar		*text = NULL;
	char		 number[ID_NUMBER_BYTES], masked[ID_NUMBER_BYTES];

	*out = '\0';
	if (node == NULL)
		return;
	/* Of a qualification the code: what is in it has its own fields. */
	text = strcmp(field, "qualification") == 0 ?
	    xmlGetNoNsProp(node, BAD_CAST "code") : xmlNodeGetContent(node);
	if (text != NULL && strcmp(field, "idNumber") == 0) {
		copy_cut(number, sizeof(number), (char *)text);
		mask_id_number(MASK_KNOWN, number, masked);
		copy_cut(out, size, masked);
	} else if (text != NULL)
		copy_cut(out, size, (char *)text);
	xmlFree(text);
}

/* What holds other fields differs only by what is its own. */
static bool
differs(xmlNode *file, xmlNode *ours, const char *field)
{
	struct difference	 a, b;

	if (strcmp(field, "qualification") != 0)
		return !same_field(find(file, field), find(ours, field),
		    field);
	difference_value(file, field, a.file);
	difference_value(ours, field, b.file);
	return strcmp(a.file, b.file) != 0;
}

enum reason
difference_list(const struct verification *v, const struct certificate *c,
    struct difference out[DIFFERENCES_MAX], size_t *count)
{
	xmlNode		*file, *ours;
	xmlDoc		*doc = NULL;
	enum reason	 why;
	size_t		 i;

	*count = 0;
	memset(out, 0, DIFFERENCES_MAX * sizeof(*out));
	if (v->verified == NULL || v->is_report)
		return OK;
	if ((why = face_document(c, false, &doc)) != OK)
		return why;
	file = verify_part(v->verified, "certificate");
	ours = verify_part(doc, "certificate");
	for (i = 0; i < FIELDS && *count < DIFFERENCES_MAX; i++) {
		if (!differs(file, ours, fields[i]))
			continue;
		copy_cut(out[*count].field, sizeof(out[*count].field),
		    fields[i]);
		difference_value(file, fields[i], out[*count].file);
		(*count)++;
	}
	xmlFreeDoc(doc);
	return OK;
}
