/* Signature-Input, Signature, Content-Digest, in three lines. */
#include "fuzz.h"

#include "document/content_digest.h"
#include "document/message_signature.h"

static const char *
no_value(void *arg, const char *part)
{
	(void)arg;
	return strcmp(part, "accept") == 0 ? NULL : "v";
}

/* What is read is of the profile, and its base ends in what was sent. */
static void
check_read(const struct message_signature *s, const char *input)
{
	struct buf	 base = BUF_INIT(1u << 20);
	enum reason	 why;
	size_t		 i, len = strlen(s->params);

	HOLDS(s->created > 0 && s->parts <= SIGNATURE_PARTS_MAX);
	HOLDS(strlen(s->keyid) == 64);
	HOLDS(strspn(s->keyid, "0123456789abcdef") == 64);
	HOLDS(strlen(s->nonce) >= 16 && strlen(s->nonce) <= 64);
	HOLDS(strcmp(s->params, input + strlen(input) - len) == 0);
	HOLDS(strpbrk(s->params, "\r\n") == NULL);
	for (i = 0; i < s->parts; i++)
		HOLDS(message_signature_covers(s, s->part[i]));
	why = message_signature_base(s, no_value, NULL, &base);
	HOLDS(why == OK || message_signature_covers(s, "accept"));
	if (why == OK) {
		HOLDS(base.len > len);
		HOLDS(strcmp(base.data + base.len - len, s->params) == 0);
	}
	buf_free(&base);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct message_signature	 s;
	char				*text = fuzz_text(bytes, len);
	char				*signature, *digest;
	enum reason			 why;

	if ((signature = strchr(text, '\n')) == NULL ||
	    (digest = strchr(signature + 1, '\n')) == NULL)
		goto out;
	*signature++ = *digest++ = '\0';
	why = message_signature_read(text, signature, &s);
	HOLDS(why == OK || why == REASON_SIGNATURE_FORM);
	if (why == OK)
		check_read(&s, text);
	why = content_digest_check(digest, "body", 4);
	HOLDS(why == OK || why == REASON_DIGEST_WRONG);
	HOLDS(why != OK || strstr(digest,
	    "Iw2DWNyOiJC0xY3utikS7i8gNXrpKlzIYbmOaP4xrLU=") != NULL);
out:
	free(text);
	return 0;
}
