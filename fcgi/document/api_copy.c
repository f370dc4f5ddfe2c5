#include "base/clock.h"
#include "document/api_copy.h"

enum reason
api_copy(const struct annotation *a, const struct certificate *c,
    const char *address, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*root = tree_root(&t, NS_API, "copy");
	char		 iso[CLOCK_ISO_BYTES];

	tree_attr(&t, root, "code", a->code);
	tree_attr(&t, root, "state", annotation_state_word(a->state));
	clock_iso(a->made_at, iso);
	tree_attr(&t, root, "made", iso);
	clock_iso(a->expires_at, iso);
	tree_attr(&t, root, "expires", iso);
	tree_attr(&t, root, "managementNo", c->management_no);
	tree_attr_int(&t, root, "version", (long)c->version);
	tree_attr(&t, root, "certificateState",
	    certificate_state_word(c->state));
	(void)tree_add(&t, root, "maker", a->maker);
	(void)tree_add(&t, root, "cause", a->matter);
	tree_add_some(&t, root, "address", address);
	return tree_done(&t, out);
}
