/*
 * Stamps whose beginning was digested beforehand: the same stamps as others,
 * for any number of threads.
 */
#include <pthread.h>

#include "seal_fixture.h"

#define THREADS		8
#define EACH		12	/* stamps of a thread */
#define PROPERTY	"certificate"

static const unsigned char	 hash[SM3_BYTES] = { 1, 2, 3 };

static struct sealer *
open_sealer(const char *begun_with)
{
	struct sealer	*s = NULL;

	assert_reason(sealer_open(world.seal, world.signer_key, world.signer,
	    world.trust, SIGNED, &s), OK);
	if (begun_with != NULL)
		assert_reason(sealer_begin(s, begun_with), OK);
	return s;
}

/* Without cmocka's asserts: other threads call it. */
static bool
verifies(const struct buf *b, const unsigned char *h)
{
	struct seal_verdict	 v;

	return stamp_verify(b->data, b->len, h, world.trust, SIGNED, &v) ==
	    OK && v.overall == SEAL_PASSED;
}

static bool
stamps_well(const struct sealer *s, const unsigned char *h,
    const char *property)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	bool		 good;

	good = sealer_stamp(s, h, property, SIGNED, &b) == OK &&
	    verifies(&b, h);
	buf_free(&b);
	return good;
}

/* What was signed, as it stands in the stamp. */
static void
signed_bytes(const struct sealer *s, struct buf *out)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	const unsigned char	*p;
	SES_STAMP		*ses;

	assert_reason(sealer_stamp(s, hash, PROPERTY, SIGNED, &b), OK);
	assert_true(verifies(&b, hash));
	p = (const unsigned char *)b.data;
	ses = d2i_SES_STAMP(NULL, &p, (long)b.len);
	assert_non_null(ses);
	assert_reason(buf_add(out, ses->tbs->enc.enc,
	    (size_t)ses->tbs->enc.len), OK);
	SES_STAMP_free(ses);
	buf_free(&b);
}

static void
a_begun_stamp_signs_the_same_bytes_as_another(void **state)
{
	struct sealer	*plain = open_sealer(NULL);
	struct sealer	*begun = open_sealer(PROPERTY);
	struct buf	 a = BUF_INIT(SES_BYTES_MAX);
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);

	(void)state;
	signed_bytes(plain, &a);
	signed_bytes(begun, &b);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
	buf_free(&a);
	buf_free(&b);
	sealer_close(&plain);
	sealer_close(&begun);
}

/* A property_info of another length changes the very first bytes. */
static void
what_was_not_begun_is_stamped_all_the_same(void **state)
{
	static const char	*property[] = { PROPERTY, "certificatf", "x",
				    "", "a longer one than it was begun with" };
	struct sealer		*s = open_sealer(PROPERTY);
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(property); i++)
		if (!stamps_well(s, hash, property[i]))
			fail_msg("\"%s\"", property[i]);
	assert_reason(sealer_begin(s, "x"), OK);
	assert_true(stamps_well(s, hash, PROPERTY));
	assert_true(stamps_well(s, hash, "x"));
	assert_reason(sealer_begin(s, "范围"), REASON_SEAL_VALUE);
	assert_true(stamps_well(s, hash, "x"));
	sealer_close(&s);
}

static void
a_begun_stamp_is_of_its_own_content_alone(void **state)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct sealer	*s = open_sealer(PROPERTY);
	unsigned char	 other[SM3_BYTES] = { 1, 2, 4 };

	(void)state;
	assert_reason(sealer_stamp(s, hash, PROPERTY, SIGNED, &b), OK);
	assert_true(verifies(&b, hash));
	assert_false(verifies(&b, other));
	b.data[b.len - 1] ^= 1;
	assert_false(verifies(&b, hash));
	buf_free(&b);
	sealer_close(&s);
}

/* A thread's answer: how many of its stamps did not come out well. */
static void *
stamp_many(void *arg)
{
	const struct sealer	*s = arg;
	unsigned char		 own[SM3_BYTES] = { 0 };
	intptr_t		 bad = 0;
	pthread_t		 self = pthread_self();
	int			 i;

	memcpy(own, &self, sizeof(self));
	for (i = 0; i < EACH; i++) {
		own[SM3_BYTES - 1] = (unsigned char)i;
		bad += !stamps_well(s, own, PROPERTY);
	}
	return (void *)bad;
}

static void
many_threads_go_on_from_one_beginning(void **state)
{
	struct sealer	*s = open_sealer(PROPERTY);
	pthread_t	 thread[THREADS];
	void		*bad;
	int		 i;

	(void)state;
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, stamp_many,
		    s), 0);
	for (i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(thread[i], &bad), 0);
		assert_null(bad);
	}
	sealer_close(&s);
}

static void
any_kind_of_key_goes_on_from_a_beginning(void **state)
{
	static const enum key_kind	 kinds[] = { KEY_P256, KEY_RSA };
	unsigned char			 sig[KEY_SIGNATURE_MAX];
	struct key_begun		*begun = NULL;
	struct key			*k = NULL;
	size_t				 i, n, turn;

	(void)state;
	for (i = 0; i < COUNT(kinds); i++) {
		assert_reason(key_generate(kinds[i], &k), OK);
		assert_reason(key_begin(k, "begin", 5, &begun), OK);
		assert_non_null(begun);
		for (turn = 0; turn < 2; turn++) {
			assert_reason(key_sign_rest(begun, "ning", 4, sig, &n),
			    OK);
			assert_signed(k, "beginning", sig, n);
		}
		key_begun_free(&begun);
		assert_null(begun);
		key_close(&k);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_begun_stamp_signs_the_same_bytes_as_another),
		cmocka_unit_test(what_was_not_begun_is_stamped_all_the_same),
		cmocka_unit_test(a_begun_stamp_is_of_its_own_content_alone),
		cmocka_unit_test(many_threads_go_on_from_one_beginning),
		cmocka_unit_test(any_kind_of_key_goes_on_from_a_beginning),
	};

	return RUN_SEALED(tests);
}
