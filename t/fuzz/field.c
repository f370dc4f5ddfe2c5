/* What people type: names, numbers, codes, recipients. */
#include "fuzz.h"

#include "base/clock.h"
#include "base/text.h"
#include "field/annotation.h"
#include "field/idnumber.h"
#include "field/licence.h"
#include "field/management_no.h"
#include "field/mask.h"
#include "field/name.h"

/* It can be stored, and shown on a page. */
static void
check_shown(const char *text)
{
	HOLDS(text_is_utf8(text, strlen(text)) && text_is_xml(text));
	HOLDS(strpbrk(text, "\r\n\t\x1b\x7f") == NULL);
}

static void
read_name(const char *typed)
{
	char		 name[NAME_BYTES], other[NAME_BYTES];
	enum reason	 why = name_normalise(typed, name);

	if (why == REASON_NAME_SEPARATOR) {
		HOLDS(name_with_separator(typed, name) == OK);
		HOLDS(strstr(name, "\xc2\xb7") != NULL);
	} else if (why != OK) {
		HOLDS(name_with_separator(typed, other) == why);
		return;
	} else
		HOLDS(name_with_separator(typed, other) == OK &&
		    strcmp(other, name) == 0);
	check_shown(name);
	HOLDS(*name != '\0' && text_length(name) <= NAME_CHARS_MAX);
	HOLDS(name_normalise(name, other) == OK && strcmp(other, name) == 0);
	mask_name(MASK_STRANGER, name, other);
	check_shown(other);
	HOLDS(text_length(other) == text_length(name) && *other == '*');
}

static void
read_id_number(const char *typed)
{
	char	 number[ID_NUMBER_BYTES], other[ID_NUMBER_BYTES];
	char	 born[DATE_BYTES];
	size_t	 n;

	if (idnumber_normalise(typed, number) != OK)
		return;
	check_shown(number);
	n = strlen(number);
	HOLDS(n > 0 && n < ID_NUMBER_BYTES);
	HOLDS(idnumber_normalise(number, other) == OK &&
	    strcmp(other, number) == 0);
	idnumber_birth(number, born);
	HOLDS((*born != '\0') == (idnumber_check_resident(number) == OK));
	HOLDS((*born != '\0') == (idnumber_sex(number) != 0));
	mask_id_number(MASK_KNOWN, number, other);
	HOLDS(strlen(other) == n && strchr(other, '*') != NULL);
	mask_id_number(MASK_STRANGER, number, other);
	HOLDS(strlen(other) == n && strspn(other + 1, "*") + 2 >= n);
}

static void
read_management_no(const char *typed)
{
	char	 number[MANAGEMENT_NO_BYTES], other[MANAGEMENT_NO_BYTES];

	if (management_no_normalise(typed, number) != OK)
		return;
	check_shown(number);
	HOLDS(management_no_normalise(number, other) == OK &&
	    strcmp(other, number) == 0);
}

static void
read_code(const char *typed)
{
	unsigned char	 bits[ANNOTATION_CODE_BITS_BYTES];
	unsigned char	 again[ANNOTATION_CODE_BITS_BYTES];
	char		 code[ANNOTATION_CODE_BYTES];
	char		 grouped[ANNOTATION_GROUPED_BYTES];

	if (!annotation_code_parse(typed, bits))
		return;
	annotation_code_format(bits, code);
	HOLDS(strlen(code) == ANNOTATION_CODE_BYTES - 1);
	HOLDS(annotation_code_parse(code, again) &&
	    memcmp(again, bits, sizeof(bits)) == 0);
	annotation_code_group(code, grouped);
	HOLDS(annotation_code_parse(grouped, again) &&
	    memcmp(again, bits, sizeof(bits)) == 0);
}

static void
read_recipient(const char *typed)
{
	char	 text[ANNOTATION_RECIPIENT_BYTES];
	char	 other[ANNOTATION_RECIPIENT_BYTES];

	if (annotation_recipient_normalise(typed, text) != OK)
		return;
	check_shown(text);
	HOLDS(text_length(text) <= ANNOTATION_RECIPIENT_CHARS_MAX);
	HOLDS(annotation_recipient_normalise(text, other) == OK &&
	    strcmp(other, text) == 0);
}

static void
read_others(const char *typed)
{
	char	 iso[CLOCK_ISO_BYTES];
	time_t	 t;

	if (clock_read_iso(typed, &t)) {
		clock_iso(t, iso);
		HOLDS(strcmp(iso, typed) == 0);
	}
	if (licence_is_valid(typed))
		HOLDS(strlen(typed) < LICENCE_BYTES);
	HOLDS(certificate_state_named(typed) == STATE_UNKNOWN ||
	    strcmp(certificate_state_word(certificate_state_named(typed)),
	    typed) == 0);
}

/* Whatever it is, of whatever encoding. */
static void
fold(const uint8_t *bytes, size_t len)
{
	char	*text = fuzz_text(bytes, len), *again;
	bool	 whole = text_is_utf8(text, strlen(text));

	text_trim(text);
	again = fuzz_text((uint8_t *)text, strlen(text));
	text_trim(again);
	HOLDS(!whole || strcmp(again, text) == 0);
	free(again);
	text_fold_code(text);
	again = fuzz_text((uint8_t *)text, strlen(text));
	text_fold_code(again);
	HOLDS(!whole || strcmp(again, text) == 0);
	free(again);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char	*typed = fuzz_text(bytes, len);

	read_name(typed);
	read_id_number(typed);
	read_management_no(typed);
	read_code(typed);
	read_recipient(typed);
	read_others(typed);
	fold(bytes, len);
	free(typed);
	return 0;
}
