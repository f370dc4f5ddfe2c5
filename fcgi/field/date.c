#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "field/date.h"

#define TYPED_BYTES	64
#define YEAR_MIN	1800	/* idnumber.c: whom the oldest numbers reach */

/* What stands for a hyphen between year, month and day, and behind them. */
static const char *const separators[] = {
	"-", "/", ".", "年", "月", "日", "\xE3\x80\x82",
};

bool
date_exists(int year, int month, int day)
{
	static const int	 days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
	};
	bool			 leap = (year % 4 == 0 && year % 100 != 0) ||
	    year % 400 == 0;

	return year >= YEAR_MIN && year <= 9999 && month >= 1 && month <= 12 &&
	    day >= 1 && day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* "1990/3/7 0:00:00": the midnight that a spreadsheet adds. */
static void
cut_midnight(char *s)
{
	char	*blank = strchr(s, ' '), *p;

	if (blank == NULL || strchr(blank, ':') == NULL)
		return;
	for (p = blank; *p == ' ' || *p == '0' || *p == ':'; p++)
		;
	if (*p == '\0')
		*blank = '\0';
}

static bool
skip_separator(const char **s)
{
	size_t	 i, n;

	for (i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
		n = strlen(separators[i]);
		if (strncmp(*s, separators[i], n) == 0) {
			*s += n;
			return true;
		}
	}
	return false;
}

/* Up to three numbers, each with how many digits it has; -1: not a date. */
static int
split(const char *s, int number[3], size_t digits[3])
{
	int	 n = 0;
	size_t	 i;

	while (*s != '\0') {
		if (n == 3 || (digits[n] = strspn(s, "0123456789")) == 0 ||
		    digits[n] > 8)
			return -1;
		for (number[n] = 0, i = 0; i < digits[n]; i++)
			number[n] = number[n] * 10 + (*s++ - '0');
		n++;
		if (*s != '\0' && !skip_separator(&s))
			return -1;
	}
	return n;
}

static enum reason
write_date(int year, int month, int day, bool has_day, char out[DATE_BYTES])
{
	if (!date_exists(year, month, has_day ? day : 1))
		return REASON_DATE_CALENDAR;
	/* The casts bound what is printed; the date exists. */
	if (has_day)
		(void)snprintf(out, DATE_BYTES, "%04u-%02u-%02u",
		    (unsigned)year % 10000, (unsigned)month % 100,
		    (unsigned)day % 100);
	else
		(void)snprintf(out, DATE_BYTES, "%04u-%02u",
		    (unsigned)year % 10000, (unsigned)month % 100);
	return OK;
}

enum reason
date_normalise(const char *typed, char out[DATE_BYTES])
{
	char	 cut[TYPED_BYTES], s[TYPED_BYTES];
	int	 number[3] = { 0, 0, 0 }, n;
	size_t	 digits[3] = { 0, 0, 0 };

	if (strlen(typed) >= sizeof(cut))
		return REASON_DATE_FORM;
	memcpy(cut, typed, strlen(typed) + 1);
	text_trim(cut);
	cut_midnight(cut);
	if (!text_fold_code_to(cut, s, sizeof(s)))
		return REASON_DATE_FORM;
	if (*s == '\0')
		return REASON_DATE_EMPTY;
	if ((n = split(s, number, digits)) == 1 && digits[0] == 8)
		return write_date(number[0] / 10000, number[0] / 100 % 100,
		    number[0] % 100, true, out);
	if (n == 1)
		return digits[0] == 5 ? REASON_DATE_SERIAL : REASON_DATE_FORM;
	if (n < 2 || digits[1] > 2 || digits[2] > 2)
		return REASON_DATE_FORM;
	if (digits[0] == 2)
		return REASON_DATE_YEAR;
	return digits[0] == 4 ? write_date(number[0], number[1], number[2],
	    n == 3, out) : REASON_DATE_FORM;
}

bool
date_is_month(const char *s)
{
	int	 month;

	if (!text_is_digits(s) || strlen(s) != 6)
		return false;
	month = (s[4] - '0') * 10 + s[5] - '0';
	return (strncmp(s, "19", 2) == 0 || strncmp(s, "20", 2) == 0) &&
	    month >= 1 && month <= 12;
}
