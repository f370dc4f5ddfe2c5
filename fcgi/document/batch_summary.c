#include "base/clock.h"
#include "document/batch_summary.h"
#include "document/tree.h"

#define NS_BATCH	"urn:ecert:batch:1"

static void
add_pair(struct tree *t, xmlNode *parent, const char *name, const char *zh,
    const char *en)
{
	(void)tree_add_lang(t, parent, name, "zh", zh);
	(void)tree_add_lang(t, parent, name, "en", en);
}

static void
add_limits(struct tree *t, xmlNode *root)
{
	add_pair(t, root, "limit",
	    "“未查询到”不等于证书虚假；“未能核验”不代表证书无效。",
	    "Not found does not mean false; not checked does not mean not "
	    "valid.");
	add_pair(t, root, "limit",
	    "只对这一张表格（以 SHA-256 为准）和查询时的状态有效。",
	    "It is about this one table, as known by its SHA-256, and the "
	    "states at the time of the look-ups.");
}

enum reason
batch_summary_document(const struct batch_summary *s, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*root = tree_root(&t, NS_BATCH, "batchSummary"), *node;
	char		 iso[CLOCK_ISO_BYTES];

	tree_attr(&t, root, "version", "1.0");
	if (s->conf->specimen)
		tree_attr(&t, root, "specimen", "true");
	clock_iso(s->made_at, iso);
	(void)tree_add(&t, root, "made", iso);
	add_pair(&t, root, "service", s->conf->name_zh, s->conf->name_en);
	node = tree_add(&t, root, "table", NULL);
	clock_iso(s->sent_at, iso);
	tree_attr(&t, node, "sent", iso);
	tree_attr(&t, node, "sha256", s->digest);
	node = tree_add(&t, root, "counts", NULL);
	tree_attr_int(&t, node, "rows", (long)s->rows);
	tree_attr_int(&t, node, "found", (long)s->found);
	tree_attr_int(&t, node, "not-found", (long)s->not_found);
	tree_attr_int(&t, node, "not-checked", (long)s->not_checked);
	add_limits(&t, root);
	return tree_done(&t, out);
}
