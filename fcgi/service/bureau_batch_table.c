#include <string.h>

#include "document/tree.h"
#include "service/bureau_batch_table.h"

static const char *const fields[] = {
	[INTAKE_NAME] = "name",
	[INTAKE_ID_TYPE] = "idType",
	[INTAKE_ID_NUMBER] = "idNumber",
	[INTAKE_SEX] = "sex",
	[INTAKE_BIRTH] = "birthDate",
	[INTAKE_APPROVED] = "approved",
	[INTAKE_MANAGEMENT_NO] = "managementNo",
	[INTAKE_PROVINCE] = "province",
	[INTAKE_LEVEL] = "level",
	[INTAKE_SPECIALTY] = "specialty",
	[INTAKE__COLUMNS] = "person",
};

/* As many as a bit each has room for. */
static const char *const names[] = {
	"name", "idType", "idNumber", "sex", "birthDate", "approved",
	"managementNo", "province", "level", "specialty", NULL,
};

static bool
is_blank(const xmlNode *n)
{

	return n->type == XML_TEXT_NODE &&
	    n->content[strspn((const char *)n->content, " \t\r\n")] == '\0';
}

static bool
has_text_alone(const xmlNode *e)
{
	const xmlNode	*t;

	for (t = e->children; t != NULL; t = t->next)
		if (t->type != XML_TEXT_NODE)
			return false;
	return e->properties == NULL;
}

bool
bureau_batch_has_only(const xmlNode *parent, const char *const *allowed,
    const char *but)
{
	const xmlNode	*e;
	unsigned	 seen = 0, i;

	for (e = parent->children; e != NULL; e = e->next) {
		if (is_blank(e))
			continue;
		for (i = 0; allowed[i] != NULL; i++)
			if (tree_is(e, NS_API, allowed[i]))
				break;
		if (allowed[i] == NULL || (seen & 1u << i) != 0 ||
		    ((but == NULL || strcmp(allowed[i], but) != 0) &&
		    !has_text_alone(e)))
			return false;
		seen |= 1u << i;
	}
	return true;
}

const char *
bureau_batch_field(enum intake_column column)
{

	return fields[column <= INTAKE__COLUMNS ? column : INTAKE__COLUMNS];
}

/* Inside quotes; one line a row, so that lines can be told. */
static enum reason
add_quoted(const char *text, struct buf *out)
{
	enum reason	 why = OK;
	size_t		 n;

	while (why == OK && *text != '\0') {
		n = strcspn(text, "\"\r\n");
		why = buf_add(out, text, n);
		text += n;
		if (why == OK && *text != '\0')
			why = buf_puts(out, *text++ == '"' ? "\"\"" : " ");
	}
	return why;
}

/* The schema has seen that the element has text alone. */
static enum reason
add_field(const xmlNode *person, const char *field, struct buf *out)
{
	const xmlNode	*e, *t;
	enum reason	 why = buf_puts(out, "\"");

	for (e = person->children; e != NULL; e = e->next)
		if (tree_is(e, NS_API, field))
			break;
	for (t = e == NULL ? NULL : e->children; why == OK && t != NULL;
	    t = t->next)
		if (t->type == XML_TEXT_NODE)
			why = add_quoted((const char *)t->content, out);
	return why != OK ? why : buf_puts(out, "\"");
}

static enum reason
add_person(const xmlNode *person, struct buf *out)
{
	enum reason	 why = OK;
	int		 c;

	for (c = 0; why == OK && c < INTAKE__COLUMNS; c++) {
		why = add_field(person, fields[c], out);
		if (why == OK)
			why = buf_puts(out, c == INTAKE__COLUMNS - 1 ? "\r\n" :
			    ",");
	}
	return why;
}

enum reason
bureau_batch_table(const xmlNode *people, struct buf *out)
{
	const xmlNode	*person;
	enum reason	 why = OK;
	int		 c;

	for (c = 0; why == OK && c < INTAKE__COLUMNS; c++) {
		why = buf_puts(out, intake_column_name(c, true));
		if (why == OK)
			why = buf_puts(out, c == INTAKE__COLUMNS - 1 ? "\r\n" :
			    ",");
	}
	for (person = people->children; why == OK && person != NULL;
	    person = person->next)
		if (tree_is(person, NS_API, "person") &&
		    bureau_batch_has_only(person, names, NULL))
			why = add_person(person, out);
		else if (!is_blank(person))
			why = fail(REASON_DELIVERY_FIELDS, "person");
	return why;
}
