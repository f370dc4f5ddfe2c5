/* Forms, query strings and paths. */
#include "fuzz.h"

#include "base/text.h"
#include "http/fields.h"

static void
check_again(const struct fields *f)
{
	struct buf	 text = BUF_INIT(1u << 24);
	struct fields	 again;
	size_t		 i;

	for (i = 0; i < f->count; i++) {
		fuzz_escape(&text, f->field[i].name);
		HOLDS(buf_puts(&text, "=") == OK);
		fuzz_escape(&text, f->field[i].value);
		HOLDS(buf_puts(&text, "&") == OK);
	}
	HOLDS(fields_decode(&again, buf_text(&text), text.len) == OK);
	HOLDS(again.count == f->count);
	for (i = 0; i < f->count; i++) {
		HOLDS(strcmp(again.field[i].name, f->field[i].name) == 0);
		HOLDS(strcmp(again.field[i].value, f->field[i].value) == 0);
	}
	fields_free(&again);
	buf_free(&text);
}

static void
decode_fields(const uint8_t *bytes, size_t len)
{
	struct fields	 f;
	enum reason	 why;
	size_t		 i;

	why = fields_decode(&f, (const char *)bytes, len);
	HOLDS(why == OK || why == REASON_BAD_REQUEST);
	HOLDS(f.count <= FIELDS_MAX);
	for (i = 0; i < f.count; i++) {
		HOLDS(text_is_utf8(f.field[i].name,
		    strlen(f.field[i].name)));
		HOLDS(text_is_utf8(f.field[i].value,
		    strlen(f.field[i].value)));
		/* The first of a name: none comes twice. */
		HOLDS(fields_get(&f, f.field[i].name) == f.field[i].value);
	}
	if (why == OK)
		check_again(&f);
	fields_free(&f);
	HOLDS(f.memory == NULL && f.count == 0);
}

static void
decode_path(const uint8_t *bytes, size_t len)
{
	struct buf	 escaped = BUF_INIT(1u << 24);
	char		*path = fuzz_text(bytes, len), *again;
	enum reason	 why = percent_decode(path);

	HOLDS(why == OK || why == REASON_BAD_REQUEST);
	if (why == OK) {
		HOLDS(text_is_utf8(path, strlen(path)) && text_is_xml(path));
		HOLDS(strpbrk(path, "\r\n\t\x1b\x7f") == NULL);
		fuzz_escape(&escaped, path);
		again = fuzz_text((const uint8_t *)buf_text(&escaped),
		    escaped.len);
		HOLDS(percent_decode(again) == OK && strcmp(again, path) == 0);
		free(again);
	}
	buf_free(&escaped);
	free(path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	decode_fields(bytes, len);
	decode_path(bytes, len);
	return 0;
}
