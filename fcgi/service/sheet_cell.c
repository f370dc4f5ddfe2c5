#include <string.h>

#include "base/text.h"
#include "service/sheet_cell.h"

bool
sheet_cell_clean(char *cell)
{
	size_t	 len;

	text_trim(cell);
	len = strlen(cell);
	if (len >= 3 && strncmp(cell, "=\"", 2) == 0 && cell[len - 1] == '"') {
		memmove(cell, cell + 2, len - 3);
		cell[len - 3] = '\0';
		return true;
	}
	if (cell[0] != '\'')
		return false;
	memmove(cell, cell + 1, len);
	return true;
}

bool
sheet_cell_is_exponent(const char *cell)
{
	size_t	 n = strspn(cell, "0123456789.");

	return n > 0 && (cell[n] == 'E' || cell[n] == 'e') &&
	    cell[n + 1] == '+' && text_is_digits(cell + n + 2);
}

bool
sheet_cell_is_error(const char *cell)
{
	static const char *const marks[] = {
		"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!",
		"#NUM!",
	};
	size_t			 i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strcmp(cell, marks[i]) == 0)
			return true;
	return strspn(cell, "#") >= 3 && cell[strspn(cell, "#")] == '\0';
}

bool
sheet_cell_is_formula(const char *cell)
{

	return cell[0] == '=' && cell[1] != '\0';
}

bool
sheet_cell_put(char *to, size_t size, const char *text, size_t len)
{
	bool	 whole = len < size;

	if (!whole)
		len = size - 1;
	memcpy(to, text, len);
	to[len] = '\0';
	if (!whole)
		text_trim_cut(to);
	return whole;
}

unsigned char
sheet_delimiter(const char *text)
{
	size_t	 line = strcspn(text, "\n");

	if (memchr(text, ',', line) != NULL)
		return ',';
	return memchr(text, '\t', line) != NULL ? '\t' :
	    memchr(text, ';', line) != NULL ? ';' : ',';
}
