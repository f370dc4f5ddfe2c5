/* Record -> certificate vocabulary. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "document/face.h"
#include "field/licence.h"

/* GB/T 2261.1 */
static const char *
sex_word(int sex)
{
	switch (sex) {
	case 1:
		return "男";
	case 2:
		return "女";
	case 9:
		return "未说明的性别";
	default:
		return "未知的性别";
	}
}

static void
add_authorities(struct tree *t, xmlNode *face, const char *joined)
{
	xmlNode	*list = tree_add(t, face, "authorities", NULL);
	char	 one[TITLE_BYTES];
	size_t	 len;

	for (; *joined != '\0'; joined += len + (joined[len] == ';')) {
		len = strcspn(joined, ";");
		if (len >= sizeof(one)) {
			t->failed = true;
			return;
		}
		memcpy(one, joined, len);
		one[len] = '\0';
		(void)tree_add(t, list, "authority", one);
	}
}

static void
add_holder(struct tree *t, xmlNode *face, const struct certificate *c,
    enum mask mask)
{
	xmlNode	*holder = tree_add(t, face, "holder", NULL);
	xmlNode	*node;
	char	 name[NAME_BYTES], number[ID_NUMBER_BYTES], month[8];

	mask_name(mask, c->name, name);
	mask_id_number(mask, c->id_number, number);
	(void)tree_add(t, holder, "name", name);
	node = tree_add(t, holder, "idNumber", number);
	tree_attr(t, node, "type", c->id_type);
	tree_attr(t, node, "typeName", c->id_type_zh);
	node = tree_add(t, holder, "sex", sex_word(c->sex));
	tree_attr_int(t, node, "code", c->sex);
	snprintf(month, sizeof(month), "%.7s", c->birth_date);
	(void)tree_add(t, holder, "birth", month);
}

/* GB/T 36904; left out while the operator has no type code (standards: the
 * code of these certificates is not public). */
static enum reason
add_licence(struct tree *t, xmlNode *face, const struct certificate *c)
{
	char		 id[LICENCE_BYTES], serial[24];
	enum reason	 why;

	if (*c->licence_type == '\0' || *c->licence_issuer == '\0')
		return OK;
	snprintf(serial, sizeof(serial), "%012" PRIu64, c->serial);
	why = licence_identifier(c->licence_type, c->licence_issuer, serial,
	    c->version, id);
	if (why == OK)
		(void)tree_add(t, face, "licence", id);
	return why;
}

enum reason
face_add(struct tree *t, xmlNode *parent, const struct certificate *c,
    enum mask mask)
{
	xmlNode		*face, *node;
	enum reason	 why;

	face = tree_add_ns(t, parent, NS_CERTIFICATE, "certificate");
	tree_attr_int(t, face, "style", c->style);
	tree_attr_int(t, face, "version", (long)c->version);
	if (mask != MASK_NONE)
		tree_attr(t, face, "masked", "true");
	(void)tree_add_lang(t, face, "title", "zh", c->title_zh);
	(void)tree_add_lang(t, face, "title", "en", c->title_en);
	(void)tree_add(t, face, "statement", c->statement);
	add_authorities(t, face, c->authorities);
	tree_add_some(t, face, "issuer", c->issuer);
	add_holder(t, face, c, mask);
	node = tree_add(t, face, "qualification", NULL);
	tree_attr(t, node, "code", c->qualification);
	tree_add_some(t, node, "level", c->level);
	tree_add_some(t, node, "specialty", c->specialty);
	(void)tree_add(t, face, "approved", c->approved_on);
	(void)tree_add(t, face, "managementNo", c->management_no);
	(void)tree_add(t, face, "issued", c->issued_on);
	if ((why = add_licence(t, face, c)) != OK)
		return why;
	node = tree_add(t, face, "seal", c->seal_name);
	tree_attr(t, node, "code", c->seal_code);
	return OK;
}

enum reason
face_document(const struct certificate *c, bool specimen, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*root;
	enum reason	 why;

	root = tree_root(&t, NS_CERTIFICATE, "document");
	tree_attr(&t, root, "version", "1.0");
	if (specimen)
		tree_attr(&t, root, "specimen", "true");
	why = face_add(&t, root, c, MASK_NONE);
	if (why == OK)
		return tree_done(&t, out);
	tree_drop(&t);
	return why;
}
