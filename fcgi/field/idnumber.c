#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "field/date.h"
#include "field/idnumber.h"

/* Where the parts of an 18-character number stand (GB 11643-1999, 4). */
#define RESIDENT_CHARS	18
#define BIRTH_AT	6	/* YYYYMMDD */
#define SEX_AT		16	/* odd: male */
#define CHECK_AT	17

/* The 15-digit form of 1989: year of two digits, no check character. */
#define OLD_CHARS	15
#define OLD_SERIAL_AT	12

static int
number_at(const char *digits, size_t len)
{
	int	 n = 0;

	while (len-- > 0)
		n = n * 10 + (*digits++ - '0');
	return n;
}

/*
 * From 1800 on: numbers exist since 1984, and those of 15 digits reach back to
 * people born then.
 */
static bool
is_date(const char *yyyymmdd)
{

	return date_exists(number_at(yyyymmdd, 4), number_at(yyyymmdd + 4, 2),
	    number_at(yyyymmdd + 6, 2));
}

/* GB 11643-1999, 6 and ISO 7064 MOD 11-2. */
char
idnumber_check_character(const char digits[17])
{
	static const int	 weights[] = {
		7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2,
	};
	int			 sum = 0;
	size_t			 i;

	for (i = 0; i < CHECK_AT; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return '\0';
		sum += (digits[i] - '0') * weights[i];
	}
	return "10X98765432"[sum % 11];
}

/* 17 digits and a digit or X, right or wrong. */
static bool
looks_resident(const char *s)
{

	return strlen(s) == RESIDENT_CHARS &&
	    strspn(s, "0123456789") >= CHECK_AT &&
	    strchr("0123456789X", s[CHECK_AT]) != NULL;
}

enum reason
idnumber_check_resident(const char *s)
{

	if (*s == '\0')
		return REASON_ID_EMPTY;
	if (strlen(s) != RESIDENT_CHARS)
		return REASON_ID_LENGTH;
	if (!looks_resident(s))
		return REASON_ID_CHARACTER;
	if (!is_date(s + BIRTH_AT))
		return REASON_ID_DATE;
	if (s[CHECK_AT] != idnumber_check_character(s))
		return REASON_ID_CHECK;
	return OK;
}

/*
 * 15 digits to 18.  The serials 996 to 999 were kept for people of a hundred
 * years and more, hence born in the eighteen hundreds.
 */
static enum reason
modernise(char s[ID_NUMBER_BYTES])
{
	const char	*century;
	char		 digits[RESIDENT_CHARS + 1];

	century = strcmp(s + OLD_SERIAL_AT, "996") >= 0 ? "18" : "19";
	(void)snprintf(digits, sizeof(digits), "%.6s%s%.9s", s, century,
	    s + BIRTH_AT);
	if (!is_date(digits + BIRTH_AT))
		return REASON_ID_DATE;
	digits[CHECK_AT] = idnumber_check_character(digits);
	digits[RESIDENT_CHARS] = '\0';
	memcpy(s, digits, sizeof(digits));
	return OK;
}

/* Digits in a number that the typist meant as a resident number. */
static bool
is_miscounted(const char *s)
{
	size_t	 n = strlen(s);

	return text_is_digits(s) && n >= 11 && n <= 20;
}

static enum reason
fold(const char *typed, char s[ID_NUMBER_BYTES])
{

	if (!text_fold_code_to(typed, s, ID_NUMBER_BYTES))
		return REASON_ID_CHARACTER;
	text_upper(s);
	if (*s == '\0')
		return REASON_ID_EMPTY;
	return s[strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()-")] ==
	    '\0' ? OK : REASON_ID_CHARACTER;
}

enum reason
idnumber_normalise_other(const char *typed, char out[ID_NUMBER_BYTES])
{
	char		 s[ID_NUMBER_BYTES];
	enum reason	 why;

	if ((why = fold(typed, s)) == OK)
		memcpy(out, s, strlen(s) + 1);
	return why;
}

enum reason
idnumber_normalise(const char *typed, char out[ID_NUMBER_BYTES])
{
	char		 s[ID_NUMBER_BYTES];
	enum reason	 why;

	if ((why = fold(typed, s)) != OK)
		return why;
	if (looks_resident(s))
		why = idnumber_check_resident(s);
	else if (text_is_digits(s) && strlen(s) == OLD_CHARS)
		why = modernise(s);
	else if (is_miscounted(s))
		why = REASON_ID_LENGTH;
	if (why == OK)
		memcpy(out, s, strlen(s) + 1);
	return why;
}

size_t
idnumber_length(const char *typed)
{
	char	 s[ID_NUMBER_BYTES];

	return text_fold_code_to(typed, s, sizeof(s)) ? strlen(s) : 0;
}

void
idnumber_birth(const char *s, char out[DATE_BYTES])
{

	out[0] = '\0';
	if (idnumber_check_resident(s) != OK)
		return;
	s += BIRTH_AT;
	(void)snprintf(out, DATE_BYTES, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
}

int
idnumber_sex(const char *s)
{

	if (idnumber_check_resident(s) != OK)
		return 0;
	return (s[SEX_AT] - '0') % 2 == 1 ? 1 : 2;
}

/*
 * The natural persons' codes of GB/T 36903-2018, annex A; 553, permanent
 * residence of foreigners, is GA/T 517's.
 */
bool
idtype_is_known(const char *code)
{
	static const char	*const codes[] = {
		"111", "114", "115", "118", "119", "120", "122",
		"411", "412", "413", "414", "511", "516", "553", "999",
	};
	size_t			 i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (strcmp(code, codes[i]) == 0)
			return true;
	return false;
}
