#include <string.h>

#include "base/clock.h"
#include "document/api_list.h"
#include "document/base64.h"

/* What the registry joins, one by one; nothing when there is none. */
static void
add_each(struct tree *t, xmlNode *entry, const char *wrapper,
    const char *name, const char *joined, const char *separator)
{
	xmlNode		*list;
	const char	*end;
	char		 one[STATEMENT_BYTES];
	size_t		 len;

	if (*joined == '\0')
		return;
	list = tree_add(t, entry, wrapper, NULL);
	for (; joined != NULL; joined = end == NULL ? NULL :
	    end + strlen(separator)) {
		end = strstr(joined, separator);
		len = end == NULL ? strlen(joined) : (size_t)(end - joined);
		memcpy(one, joined, len);	/* no longer than its whole */
		one[len] = '\0';
		(void)tree_add(t, list, name, one);
	}
}

static void
add_qualification(struct tree *t, xmlNode *list,
    const struct catalogue_entry *e)
{
	xmlNode	*entry = tree_add(t, list, "entry", NULL);

	tree_attr(t, entry, "code", e->code);
	tree_attr_int(t, entry, "list", e->list);
	tree_attr_int(t, entry, "ordinal", e->ordinal);
	tree_attr_int(t, entry, "style", e->style);
	tree_attr(t, entry, "from", e->effective_from);
	(void)tree_add(t, entry, "name", e->name);
	(void)tree_add(t, entry, "titleZh", e->title_zh);
	(void)tree_add(t, entry, "titleEn", e->title_en);
	add_each(t, entry, "levels", "level", e->levels, "；");
	add_each(t, entry, "specialties", "specialty", e->specialties, "；");
	add_each(t, entry, "authorities", "authority", e->authorities,
	    "；");
	tree_add_some(t, entry, "issuer", e->issuer);
	tree_attr(t, tree_add(t, entry, "seal", e->seal_name), "code",
	    e->seal_code);
}

enum reason
api_catalogue(const struct catalogue_entry *entries, size_t count,
    const char *day, xmlDoc **out)
{
	struct tree	 t;
	xmlNode		*root = tree_root(&t, NS_API, "catalogue"), *list;
	size_t		 i;

	tree_attr(&t, root, "asOf", day);
	list = tree_add(&t, root, "entries", NULL);
	for (i = 0; i < count; i++)
		add_qualification(&t, list, &entries[i]);
	return tree_done(&t, out);
}

enum reason
api_reasons(xmlDoc **out)
{
	struct reason_info	 info;
	struct tree		 t;
	xmlNode			*list, *node;
	int			 why;

	list = tree_add(&t, tree_root(&t, NS_API, "reasons"), "entries", NULL);
	for (why = OK + 1; why < REASON__MAX; why++) {
		info = reason_told((enum reason)why);
		node = tree_add(&t, list, "entry", NULL);
		tree_attr(&t, node, "code", info.code);
		tree_attr_int(&t, node, "status", info.status);
		(void)tree_add(&t, node, "zh", info.zh);
		tree_add_some(&t, node, "zhNext", info.zh_next);
		(void)tree_add(&t, node, "en", info.en);
		tree_add_some(&t, node, "enNext", info.en_next);
	}
	return tree_done(&t, out);
}

void
api_seals_begin(struct api_seals *s)
{

	s->list = tree_add(&s->tree, tree_root(&s->tree, NS_API, "seals"),
	    "entries", NULL);
	s->signers = NULL;
}

static enum reason
add_der(struct tree *t, xmlNode *parent, const char *name,
    const struct buf *der)
{
	struct buf	 text = BUF_INIT(der->len * 2 + 8);
	enum reason	 why;

	if ((why = base64_write(der->data, der->len, &text)) == OK)
		(void)tree_add_plain(t, parent, name, &text);
	buf_free(&text);
	return why;
}

enum reason
api_seals_add(struct api_seals *s, const struct api_seal *seal,
    const struct buf *der)
{
	const struct {
		const char	*name;
		time_t		 when;
	} times[] = {
		{ "validFrom", seal->valid_from },
		{ "validUntil", seal->valid_until },
		{ "disabled", seal->disabled_at },
	};
	xmlNode		*node = tree_add(&s->tree, s->list, "entry", NULL);
	char		 iso[CLOCK_ISO_BYTES];
	enum reason	 why;
	size_t		 i;

	tree_attr(&s->tree, node, "code", seal->code);
	tree_attr(&s->tree, node, "digest", seal->digest);
	for (i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		if (times[i].when == 0)
			continue;
		clock_iso(times[i].when, iso);
		tree_attr(&s->tree, node, times[i].name, iso);
	}
	(void)tree_add(&s->tree, node, "esId", seal->es_id);
	(void)tree_add(&s->tree, node, "name", seal->name);
	(void)tree_add(&s->tree, node, "owner", seal->owner);
	why = add_der(&s->tree, node, "data", der);
	s->signers = tree_add(&s->tree, node, "signers", NULL);
	return why;
}

enum reason
api_seals_signer(struct api_seals *s, const struct buf *der)
{

	return add_der(&s->tree, s->signers, "signer", der);
}

enum reason
api_seals_end(struct api_seals *s, xmlDoc **out)
{

	return tree_done(&s->tree, out);
}

void
api_seals_drop(struct api_seals *s)
{

	tree_drop(&s->tree);
}
