/*
 * What verifying a sealed copy costs beyond its signatures: verify_file() against
 * OpenSSL verifying one SM2 and one P-256 signature over 32 bytes, begun
 * beforehand.  A copy holds more than these two: its seal is signed as well,
 * and there are the certificates of all who signed; bare signatures of that
 * number are told too.  Turn by turn, of one thread's processor time.
 *
 *	t/bench/verify
 */
#include <openssl/evp.h>

#include <stdlib.h>
#include <time.h>

#include "copy_parts.h"

#define ROUNDS		41
#define CALLS		25	/* of each subject in a round */

/* A key, a signature by it, and a context that only has to verify it. */
struct bare {
	EVP_PKEY_CTX	*begun;
	unsigned char	 signature[256];
	size_t		 len;
};

static const unsigned char	 digest[32] = { 1 };
static struct bare		 sm2, p256;
static struct buf		 file;

static void
make_bare(const char *curve, struct bare *b)
{
	EVP_PKEY	*key = EVP_EC_gen(curve);
	EVP_PKEY_CTX	*sign = EVP_PKEY_CTX_new(key, NULL);

	b->len = sizeof(b->signature);
	assert_int_equal(EVP_PKEY_sign_init(sign), 1);
	assert_int_equal(EVP_PKEY_sign(sign, b->signature, &b->len, digest,
	    sizeof(digest)), 1);
	EVP_PKEY_CTX_free(sign);
	b->begun = EVP_PKEY_CTX_new(key, NULL);
	assert_int_equal(EVP_PKEY_verify_init(b->begun), 1);
	EVP_PKEY_free(key);
}

static void
verify_bare(const struct bare *b)
{
	assert_int_equal(EVP_PKEY_verify(b->begun, b->signature, b->len,
	    digest, sizeof(digest)), 1);
}

static void
bare_sm2(void)
{
	verify_bare(&sm2);
}

static void
bare_p256(void)
{
	verify_bare(&p256);
}

/* The file's own checks, and a registry's words that are all good. */
static void
whole(void)
{
	struct verification	 v;

	verify_copy(&file, &v);
	assert_int_equal(check_verdict(&v.list), VERDICT_VALID);
	verification_free(&v);
}

enum { SM2, P256, COPY, SUBJECTS };

static const struct {
	const char	*name;
	void		(*call)(void);
} subjects[SUBJECTS] = {
	[SM2] = { "SM2 signature, verified bare", bare_sm2 },
	[P256] = { "P-256 signature, verified bare", bare_p256 },
	[COPY] = { "verify_file()", whole },
};

/* Microseconds a call. */
static double	 spent[SUBJECTS][ROUNDS];

static double
microseconds(void)
{
	struct timespec	 t;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
measure(int round)
{
	double	 start;
	int	 i, n;

	for (n = 0; n < CALLS; n++)
		for (i = 0; i < SUBJECTS; i++) {
			start = microseconds();
			subjects[i].call();
			spent[i][round] += (microseconds() - start) / CALLS;
		}
}

static int
by_size(const void *a, const void *b)
{
	double	 x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double values[ROUNDS])
{
	qsort(values, ROUNDS, sizeof(*values), by_size);
	return values[ROUNDS / 2];
}

static void
report(void)
{
	double	 shares[2][ROUNDS];
	int	 i, r;

	for (r = 0; r < ROUNDS; r++) {
		shares[0][r] = (spent[SM2][r] + spent[P256][r]) /
		    spent[COPY][r];
		/* Two by SM2 and its two certificates; one and one by P-256. */
		shares[1][r] = (4 * spent[SM2][r] + 2 * spent[P256][r]) /
		    spent[COPY][r];
	}
	printf("A copy of %zu bytes, medians of %d rounds of %d calls.\n\n",
	    file.len, ROUNDS, CALLS);
	for (i = 0; i < SUBJECTS; i++)
		printf("%-40s %9.1f us\n", subjects[i].name, median(spent[i]));
	printf("%-40s %9.2f of the bare rate\n", "copy()", median(shares[0]));
	printf("%-40s %9.2f of the bare rate of six\n", "all()",
	    median(shares[1]));
}

int
main(void)
{
	char	 dir[] = "/tmp/ecert-bench-XXXXXX";
	int	 round;

	if (mkdtemp(dir) == NULL)
		return 1;
	copy_world_start(dir);
	file = make_copy(&W->certificate, &W->annotation);
	make_bare("SM2", &sm2);
	make_bare("P-256", &p256);
	for (round = 0; round < ROUNDS; round++)
		measure(round);
	report();
	EVP_PKEY_CTX_free(sm2.begun);
	EVP_PKEY_CTX_free(p256.begun);
	buf_free(&file);
	copy_world_end();
	copy_world_sweep();
	return 0;
}
