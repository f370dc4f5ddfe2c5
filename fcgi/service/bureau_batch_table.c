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

static enum reason
add_field(const xmlNode *person, const char *field, struct buf *out)
{
	enum reason	 why = buf_puts(out, "\"");

	if (why == OK)
		why = add_quoted(tree_text(person, field), out);
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
	for (person = tree_first(people, "person");
	    why == OK && person != NULL; person = tree_next(person))
		why = add_person(person, out);
	return why;
}
