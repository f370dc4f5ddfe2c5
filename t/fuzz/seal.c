/*
 * Seals and seal signatures in DER.  An input that begins with 1 or 2 edits a
 * seal or a seal signature of ours; any other is what a stranger sent.
 */
#include "fuzz.h"
#include "seal_fixture.h"

#include "base/text.h"
#include "seal/stamp.h"

static const unsigned char	 hash[SM3_BYTES] = { 9 };
static struct buf		 our_stamp = BUF_INIT(SES_BYTES_MAX);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	HOLDS(world_start(NULL) == 0);
	make_stamp(hash, SIGNED, &our_stamp);
	world_sweep();
	return 0;
}

static bool
is_ours(const struct buf *ours, const void *der, size_t len)
{
	return len == ours->len && memcmp(der, ours->data, len) == 0;
}

static bool
is_of_seals(enum reason why)
{
	return why >= REASON_SEAL_DER && why <= REASON_SEAL_CERT;
}

static void
check_clean(const char *text)
{
	uint32_t	 c;

	HOLDS(text_is_utf8(text, strlen(text)) && text_is_xml(text));
	while ((c = text_next(&text)) != 0)
		HOLDS(c == '\n' || (c >= ' ' && (c < 0x7f || c > 0x9f)));
}

static void
check_printed(const void *der, size_t len, bool was_read)
{
	struct buf	 text = BUF_INIT(1u << 22);
	enum reason	 why = seal_print(der, len, &text);

	HOLDS((why == OK) == was_read);
	HOLDS(why == OK || is_of_seals(why));
	if (why == OK) {
		HOLDS(text.len > 0 && text.len == strlen(buf_text(&text)));
		check_clean(buf_text(&text));
	}
	buf_free(&text);
}

static void
check_seal(const struct seal *seal, const void *der, size_t len)
{
	const struct seal_facts	*f = seal_facts(seal);
	const unsigned char	*bytes;
	size_t			 n;

	bytes = seal_der(seal, &n);
	HOLDS(der == NULL || (n == len && memcmp(bytes, der, n) == 0));
	HOLDS(f->version == 4 || f->version == 5);
	HOLDS(f->signers >= 1 && f->signers <= SES_LIST_MAX);
	HOLDS(f->picture_len >= 1 && f->picture_len <= SES_PICTURE_MAX);
	HOLDS(f->valid_from <= f->valid_until);
	check_clean(f->id);
	check_clean(f->name);
	check_clean(f->picture_type);
	HOLDS(seal_maker(seal) != NULL);
}

/* Every step ended, and nothing passes as a whole but what is ours. */
static void
check_verdict_of(const struct seal_verdict *v, bool ours)
{
	int	 i;

	HOLDS((v->overall == SEAL_PASSED) == ours);
	for (i = 0; i < SEAL_STEP__MAX; i++)
		HOLDS((v->step[i].why == OK) ==
		    (v->step[i].outcome == SEAL_PASSED ||
		    v->step[i].outcome == SEAL_NOT_APPLICABLE));
}

static void
verify_both(const void *der, size_t len)
{
	struct seal_verdict	 v;

	HOLDS(seal_verify(der, len, world.trust, SIGNED, SIGNED, &v) == OK);
	check_verdict_of(&v, is_ours(&world.seal_der, der, len));
	HOLDS(stamp_verify(der, len, hash, world.trust, SIGNED, &v) == OK);
	check_verdict_of(&v, is_ours(&our_stamp, der, len));
}

static void
read_all(const void *der, size_t len)
{
	struct seal	*seal = NULL;
	struct stamp	*stamp = NULL;
	enum reason	 of_seal = seal_read(der, len, &seal);
	enum reason	 of_stamp = stamp_read(der, len, &stamp);

	HOLDS(of_seal == OK || is_of_seals(of_seal));
	HOLDS(of_stamp == OK || is_of_seals(of_stamp));
	HOLDS((seal != NULL) == (of_seal == OK));
	HOLDS((stamp != NULL) == (of_stamp == OK));
	HOLDS(seal == NULL || stamp == NULL);
	if (seal != NULL)
		check_seal(seal, der, len);
	if (stamp != NULL) {
		check_seal(stamp_seal(stamp), NULL, 0);
		check_clean(stamp_facts(stamp)->property_info);
		HOLDS(stamp_signer(stamp) != NULL);
	}
	check_printed(der, len, seal != NULL || stamp != NULL);
	seal_free(&seal);
	stamp_free(&stamp);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX + 1);
	void		*der;

	if (len > 0 && (bytes[0] == 1 || bytes[0] == 2))
		fuzz_edit(bytes + 1, len - 1, bytes[0] == 1 ?
		    world.seal_der.data : our_stamp.data, bytes[0] == 1 ?
		    world.seal_der.len : our_stamp.len, &b);
	else
		HOLDS(buf_add(&b, bytes, len) == OK);
	der = malloc(b.len + 1);
	HOLDS(der != NULL);
	memcpy(der, buf_text(&b), b.len);
	read_all(der, b.len);
	verify_both(der, b.len);
	free(der);
	buf_free(&b);
	return 0;
}
