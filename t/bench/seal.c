/*
 * What a sealed copy costs beyond its two signatures: sealer_stamp(),
 * sign_document() and all of copy_make() against the best that this machine
 * does with OpenSSL for one SM2 and one P-256 signature of 32 bytes, begun
 * beforehand.  Each call of one subject is followed by one of the next, so that
 * whatever else the machine does falls on all alike.  One thread; `make bench`.
 *
 *	t/bench/seal XSL_DIR		with the picture of a specimen seal
 *	t/bench/seal XSL_DIR BYTES	with a picture of so many random bytes
 */
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "document/base64.h"
#include "document/copy.h"
#include "document/face.h"
#include "document/library.h"
#include "document/seal_digest.h"
#include "document/seal_picture.h"
#include "document/untrusted.h"
#include "sample.h"
#include "seal/sealer.h"
#include "seal/specimen.h"

#define ROUNDS		41
#define CALLS		25	/* of each subject in a round */
#define PICTURE_MAX	100000
#define DAY		86400

static struct key		*maker_key, *signer_key, *xml_key;
static struct cert		*maker, *signer, *xml_cert;
static struct seal		*seal;
static struct sealer		*sealer;
static struct signer		*xml_signer;
static EVP_PKEY_CTX		*sm2_begun, *p256_begun;
static struct certificate	 certificate;
static struct annotation	 annotation;
static unsigned char		 hash[SM3_BYTES];
static struct tree		 sealed;	/* what the next call signs */
static struct buf		 out = BUF_INIT(UNTRUSTED_BYTES_MAX);
static time_t			 now;

static void
must(enum reason why)
{

	if (why == OK)
		return;
	fprintf(stderr, "%s: %s\n", reason_info(why)->code, fail_detail());
	exit(1);
}

static void
party(enum key_kind kind, const char *name, struct key **k, struct cert **c)
{
	struct specimen_order	 o = {
		.common_name = name, .valid_from = now - DAY,
		.valid_until = now + DAY,
	};

	must(key_generate(kind, k));
	must(specimen_issue(&o, *k, NULL, NULL, c));
}

/* That of the seal which most certificates bear. */
static void
draw_picture(const char *xsl_dir, struct buf *picture)
{
	const struct seal_picture	 look = {
		.owner = "中华人民共和国人力资源和社会保障部",
		.word = "专业技术人员职业资格证书专用章", .mark = "样本",
	};
	struct buf			 svg = BUF_INIT(65536);

	must(seal_picture_svg(xsl_dir, &look, &svg));
	must(seal_picture_png(&svg, SEAL_PICTURE_PIXELS, picture));
	buf_free(&svg);
}

static void
invent_picture(size_t n, struct buf *picture)
{
	unsigned char	 bytes[PICTURE_MAX];

	if (n > sizeof(bytes) || RAND_bytes(bytes, (int)n) != 1)
		must(fail(REASON_TOO_LARGE, "picture"));
	must(buf_add(picture, bytes, n));
}

static void
make_sealer(const struct buf *picture)
{
	const struct cert	*signers[] = { signer };
	struct seal_order	 o = {
		.vid = "ecert", .id = "bench", .name = "样本", .type = 1,
		.signers = signers, .signer_count = 1,
		.valid_from = now - DAY, .valid_until = now + DAY,
		.picture_type = "PNG", .picture = picture->data,
		.picture_len = picture->len, .width_mm = SEAL_PICTURE_MM,
		.height_mm = SEAL_PICTURE_MM,
	};
	struct buf		 der = BUF_INIT(SES_BYTES_MAX);

	must(seal_make(&o, maker_key, maker, now, &der));
	must(seal_read(der.data, der.len, &seal));
	must(sealer_open(seal, signer_key, signer, NULL, now, &sealer));
	must(sealer_begin(sealer, SEAL_PROPERTY));
	buf_free(&der);
}

static void
write_temporary(char *path, const struct buf *b)
{
	int	 fd = mkstemp(path);

	if (fd == -1 || write(fd, b->data, b->len) != (ssize_t)b->len ||
	    close(fd) != 0) {
		perror(path);
		exit(1);
	}
}

/* The XML signer reads files. */
static void
make_xml_signer(void)
{
	char		 key[] = "/tmp/ecert-bench-XXXXXX";
	char		 cert[] = "/tmp/ecert-bench-XXXXXX";
	struct buf	 b = BUF_INIT(65536);

	must(key_write_pem(xml_key, &b));
	write_temporary(key, &b);
	buf_cleanse(&b);
	must(cert_write_pem(xml_cert, &b));
	write_temporary(cert, &b);
	buf_free(&b);
	must(signer_open(key, cert, &xml_signer));
	(void)unlink(key);
	(void)unlink(cert);
}

static EVP_PKEY_CTX *
begin(const struct key *k)
{
	EVP_PKEY_CTX	*ctx = EVP_PKEY_CTX_new(key_evp(k), NULL);

	if (ctx == NULL || EVP_PKEY_sign_init(ctx) != 1)
		must(fail(REASON_KEY, "bare signature"));
	return ctx;
}

static void
sign_bare(EVP_PKEY_CTX *begun)
{
	unsigned char	 sig[KEY_SIGNATURE_MAX];
	size_t		 n = sizeof(sig);

	if (EVP_PKEY_sign(begun, sig, &n, hash, sizeof(hash)) != 1)
		must(fail(REASON_SIGNING, "bare signature"));
}

static void
bare_sm2(void)
{

	sign_bare(sm2_begun);
}

static void
bare_p256(void)
{

	sign_bare(p256_begun);
}

static void
stamp(void)
{

	must(sealer_stamp(sealer, hash, SEAL_PROPERTY, now, &out));
}

/* All that a copy has before its XML signature. */
static void
prepare_document(void)
{
	struct buf	 text = BUF_INIT(UNTRUSTED_BYTES_MAX);
	xmlNode		*root;

	must(face_document(&certificate, true, &sealed.doc));
	root = xmlDocGetRootElement(sealed.doc);
	copy_add_annotation(&sealed, root, &annotation);
	stamp();
	must(base64_write(out.data, out.len, &text));
	(void)tree_add_plain(&sealed, root, "sealSignature", &text);
	buf_free(&text);
}

static void
sign(void)
{

	must(sign_document(xml_signer, sealed.doc, now, &out));
}

static void
copy(void)
{

	must(copy_make(&certificate, &annotation, true, sealer, xml_signer,
	    now, &out));
}

enum { SM2, P256, STAMP, SIGN, COPY, SUBJECTS };

static const struct {
	const char	*name;
	void		(*prepare)(void);	/* not measured; or NULL */
	void		(*call)(void);
} subjects[SUBJECTS] = {
	[SM2] = { "SM2 signature, bare", NULL, bare_sm2 },
	[P256] = { "P-256 signature, bare", NULL, bare_p256 },
	[STAMP] = { "sealer_stamp()", NULL, stamp },
	[SIGN] = { "sign_document()", prepare_document, sign },
	[COPY] = { "copy_make()", NULL, copy },
};

enum { CPU, WALL, CLOCKS };

static const clockid_t	 clocks[CLOCKS] = {
	CLOCK_THREAD_CPUTIME_ID, CLOCK_MONOTONIC
};

/* Microseconds a call. */
static double	 spent[SUBJECTS][CLOCKS][ROUNDS];

static double
microseconds(clockid_t clock)
{
	struct timespec	 t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
measure(int subject, int round)
{
	double	 start[CLOCKS];
	int	 c;

	buf_clear(&out);
	if (subjects[subject].prepare != NULL)
		subjects[subject].prepare();
	buf_clear(&out);
	for (c = 0; c < CLOCKS; c++)
		start[c] = microseconds(clocks[c]);
	subjects[subject].call();
	for (c = 0; c < CLOCKS; c++)
		spent[subject][c][round] += (microseconds(clocks[c]) -
		    start[c]) / CALLS;
	tree_drop(&sealed);
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

/* What the subjects took together, in one round. */
static double
sum(const int *list, int clock, int round)
{
	double	 total = 0;

	for (; *list != SUBJECTS; list++)
		total += spent[*list][clock][round];
	return total;
}

static const int	 bare[] = { SM2, P256, SUBJECTS };
static const int	 parts[] = { STAMP, SIGN, SUBJECTS };
static const int	 whole[] = { COPY, SUBJECTS };

static void
print_time(const char *name, const int *list)
{
	double	 values[CLOCKS][ROUNDS];
	int	 c, r;

	for (c = 0; c < CLOCKS; c++)
		for (r = 0; r < ROUNDS; r++)
			values[c][r] = sum(list, c, r);
	printf("%-40s %9.1f %9.1f  us\n", name, median(values[CPU]),
	    median(values[WALL]));
}

/* The rate as a share of the bare rate. */
static void
print_ratio(const char *name, const int *list)
{
	double	 values[CLOCKS][ROUNDS];
	int	 c, r;

	for (c = 0; c < CLOCKS; c++)
		for (r = 0; r < ROUNDS; r++)
			values[c][r] = sum(bare, c, r) / sum(list, c, r);
	printf("%-40s %9.2f %9.2f  of the bare rate\n", name,
	    median(values[CPU]), median(values[WALL]));
}

static void
report(size_t picture)
{
	int	 i;

	printf("A copy of %zu bytes, its seal's picture of %zu; medians of "
	    "%d rounds of %d calls.\n\n%-40s %9s %9s\n", out.len, picture,
	    ROUNDS, CALLS, "", "CPU", "wall");
	for (i = 0; i < SUBJECTS; i++)
		print_time(subjects[i].name, (const int[]){ i, SUBJECTS });
	print_time("both signatures, bare", bare);
	print_time("sealer_stamp() and sign_document()", parts);
	print_ratio("sealer_stamp() and sign_document()", parts);
	print_ratio("copy_make()", whole);
}

int
main(int argc, char **argv)
{
	struct buf	 picture = BUF_INIT(PICTURE_MAX);
	int		 i, round;

	if (argc < 2 || argc > 3) {
		fputs("usage: seal XSL_DIR [BYTES]\n", stderr);
		return 2;
	}
	now = clock_now();
	must(library_start());
	party(KEY_SM2, "样本制章者", &maker_key, &maker);
	party(KEY_SM2, "样本签章者", &signer_key, &signer);
	party(KEY_P256, "样本", &xml_key, &xml_cert);
	if (argc == 2)
		draw_picture(argv[1], &picture);
	else
		invent_picture(strtoul(argv[2], NULL, 10), &picture);
	make_sealer(&picture);
	make_xml_signer();
	sm2_begun = begin(signer_key);
	p256_begun = begin(xml_key);
	sample_certificate(&certificate);
	sample_annotation(&annotation, now);
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < CALLS * SUBJECTS; i++)
			measure(i % SUBJECTS, round);
	report(picture.len);
	EVP_PKEY_CTX_free(sm2_begun);
	EVP_PKEY_CTX_free(p256_begun);
	sealer_close(&sealer);
	seal_free(&seal);
	signer_free(&xml_signer);
	buf_free(&picture);
	buf_free(&out);
	library_stop();
	return 0;
}
