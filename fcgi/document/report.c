/* Outcomes of checks -> report vocabulary. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "document/report.h"
#include "field/mask.h"

/* What follows from no report at all: Chinese and English. */
static const char *const limits[][2] = {
	{ "不证明出示文件的人就是持证人：请另行核对本人身份证件。",
	    "It does not prove that who presents the file is its holder: "
	    "check an identity document as well." },
	{ "不证明持证人已经注册、执业或受聘。",
	    "It does not prove that the holder is registered, practises or "
	    "is employed." },
	{ "只反映核验时的状态；日后请重新核验。",
	    "It tells the state at the time of checking: check again later." },
	{ "只对所核验的这一个文件（以 SHA-256 为准）有效。",
	    "It is about this one file alone, as known by its SHA-256." },
};
#define LIMITS	(sizeof(limits) / sizeof(limits[0]))

static void
add_pair(struct tree *t, xmlNode *parent, const char *name, const char *zh,
    const char *en)
{
	(void)tree_add_lang(t, parent, name, "zh", zh);
	(void)tree_add_lang(t, parent, name, "en", en);
}

/* A detail may have been cut inside of a character, or hold what XML cannot. */
static void
add_detail(struct tree *t, xmlNode *node, const char *detail)
{
	char	 text[sizeof(((struct check *)0)->detail)];
	size_t	 len = strlen(detail), cut;

	if (len == 0)
		return;
	memcpy(text, detail, len + 1);
	for (cut = 0; cut < 3 && len > 0 && !text_is_utf8(text, len); cut++)
		text[--len] = '\0';
	(void)tree_add(t, node, "detail", text_is_utf8(text, len) &&
	    text_is_xml(text) ? text : "(not text)");
}

static void
add_check(struct tree *t, xmlNode *root, const struct verification *v,
    enum check_id id)
{
	const struct check	*check = &v->list.check[id];
	xmlNode			*node;

	if (!verification_asks(v, id))
		return;
	node = tree_add(t, root, "check", NULL);
	tree_attr(t, node, "code", check_code(id));
	tree_attr(t, node, "outcome", outcome_code(check->outcome));
	add_pair(t, node, "sentence", verification_sentence(v, id, 0),
	    verification_sentence(v, id, 1));
	add_pair(t, node, "word", outcome_word(check->outcome, 0),
	    outcome_word(check->outcome, 1));
	add_detail(t, node, check->detail);
}

static void
add_reported(struct tree *t, xmlNode *file, const struct reported *r)
{
	xmlNode	*node = tree_add(t, file, "reported", NULL);

	tree_attr(t, node, "number", r->number);
	tree_attr(t, node, "made", r->made);
	tree_attr(t, node, "sha256", r->sha256);
	tree_attr(t, node, "verdict", r->verdict);
}

const char *
verification_kind(const struct verification *v)
{
	if (v->is_report)
		return "report";
	return v->list.check[CHECK_FORMAT].outcome == OUTCOME_PASSED ?
	    "certificate" : "unknown";
}

static void
add_file(struct tree *t, xmlNode *root, const struct report *r)
{
	const struct verification	*v = r->verification;
	xmlNode				*file = tree_add(t, root, "file",
					    NULL);
	char				 number[ID_NUMBER_BYTES];

	tree_attr(t, file, "kind", verification_kind(v));
	tree_attr(t, file, "sha256", r->file_digest);
	tree_attr_int(t, file, "size", (long)r->file_size);
	if (*v->management_no != '\0') {
		mask_id_number(MASK_KNOWN, v->management_no, number);
		tree_attr(t, file, "managementNo", number);
	}
	if (*v->reported.number != '\0')
		add_reported(t, file, &v->reported);
}

static void
add_moment(struct tree *t, xmlNode *root, const char *name, time_t when)
{
	char	 iso[CLOCK_ISO_BYTES];

	clock_iso(when, iso);
	(void)tree_add(t, root, name, iso);
}

enum reason
report_document(const struct report *r, xmlDoc **out)
{
	enum verdict	 verdict = check_verdict(&r->verification->list);
	struct tree	 t;
	xmlNode		*root, *node;
	size_t		 i;
	int		 id;

	root = tree_root(&t, NS_REPORT, "verificationReport");
	tree_attr(&t, root, "version", "1.0");
	if (r->conf->specimen)
		tree_attr(&t, root, "specimen", "true");
	if (*r->number != '\0')
		tree_attr(&t, root, "number", r->number);
	add_moment(&t, root, "made", r->made_at);
	if (*r->number != '\0')
		add_moment(&t, root, "keptUntil", r->made_at + REPORT_KEPT_S);
	add_pair(&t, root, "service", r->conf->name_zh, r->conf->name_en);
	add_file(&t, root, r);
	node = tree_add(&t, root, "verdict", NULL);
	tree_attr(&t, node, "code",
	    verification_verdict_code(r->verification, verdict));
	add_pair(&t, node, "sentence",
	    verification_verdict_word(r->verification, verdict, 0),
	    verification_verdict_word(r->verification, verdict, 1));
	for (id = 0; id < CHECK__MAX; id++)
		add_check(&t, root, r->verification, id);
	for (i = 0; i < LIMITS; i++)
		add_pair(&t, root, "limit", limits[i][0], limits[i][1]);
	return tree_done(&t, out);
}
