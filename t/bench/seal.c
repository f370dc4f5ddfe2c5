/*
 * What sealing costs beyond its two signatures: one sealer_stamp() and one XML
 * signature over a document with that seal signature in it, against the bare
 * SM2 and P-256 signatures of the same keys.  One thread, CPU time; `make bench`.
 */
#include <openssl/evp.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "document/library.h"
#include "document/sign.h"
#include "document/tree.h"
#include "seal/sealer.h"
#include "seal/specimen.h"

#define MEASURE_S	2	/* of CPU time, each */
#define PICTURE_BYTES	28000	/* a specimen seal's PNG */
#define FIELDS		30	/* as many as a certificate has elements */
#define DAY		86400

static struct key	*maker_key, *signer_key, *xml_key;
static struct cert	*maker, *signer, *xml_cert;
static struct seal	*seal;
static struct sealer	*sealer;
static struct signer	*xml_signer;
static unsigned char	 hash[SM3_BYTES];
static time_t		 now;

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

static void
make_sealer(void)
{
	static unsigned char	 picture[PICTURE_BYTES];
	const struct cert	*signers[] = { signer };
	struct seal_order	 o = {
		.vid = "ecert", .id = "bench", .name = "样本", .type = 1,
		.signers = signers, .signer_count = 1,
		.valid_from = now - DAY, .valid_until = now + DAY,
		.picture_type = "PNG", .picture = picture,
		.picture_len = sizeof(picture), .width_mm = 42,
		.height_mm = 42,
	};
	struct buf		 der = BUF_INIT(SES_BYTES_MAX);

	must(seal_make(&o, maker_key, maker, now, &der));
	must(seal_read(der.data, der.len, &seal));
	must(sealer_open(seal, signer_key, signer, NULL, now, &sealer));
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

static void
raw_sm2(void)
{
	unsigned char	 sig[KEY_SIGNATURE_MAX];
	size_t		 n;

	must(key_sign(signer_key, hash, sizeof(hash), sig, &n));
}

static void
raw_p256(void)
{
	unsigned char	 sig[KEY_SIGNATURE_MAX];
	size_t		 n;

	must(key_sign(xml_key, hash, sizeof(hash), sig, &n));
}

static void
raw_both(void)
{

	raw_sm2();
	raw_p256();
}

static void
stamp_to(struct buf *der)
{

	must(sealer_stamp(sealer, hash, "exc-c14n /document/certificate", now,
	    der));
}

static void
stamp_only(void)
{
	struct buf	 der = BUF_INIT(SES_BYTES_MAX);

	stamp_to(&der);
	buf_free(&der);
}

static void
sign_with(const char *sealed)
{
	struct buf	 out = BUF_INIT(SES_BYTES_MAX);
	struct tree	 t;
	xmlNode		*root, *c;
	xmlDoc		*doc = NULL;
	int		 i;

	root = tree_root(&t, NS_CERTIFICATE, "document");
	c = tree_add(&t, root, "certificate", NULL);
	for (i = 0; i < FIELDS; i++)
		tree_add(&t, c, "field", "样本内容 sample content of a field");
	tree_add_some(&t, root, "sealSignature", sealed);
	must(tree_done(&t, &doc));
	must(sign_document(xml_signer, doc, now, &out));
	xmlFreeDoc(doc);
	buf_free(&out);
}

static void
sign_only(void)
{

	sign_with("");
}

static void
seal_and_sign(void)
{
	struct buf	 der = BUF_INIT(SES_BYTES_MAX);
	char		*text;

	stamp_to(&der);
	if ((text = malloc((der.len + 2) / 3 * 4 + 1)) == NULL)
		must(fail(REASON_MEMORY, "base64"));
	EVP_EncodeBlock((unsigned char *)text, (unsigned char *)der.data,
	    (int)der.len);
	sign_with(text);
	free(text);
	buf_free(&der);
}

/* Calls in a second of this process's own: others may use the machine. */
static double
measure(const char *what, void (*call)(void))
{
	clock_t	 start = clock(), spent;
	double	 rate;
	long	 n = 0;

	do {
		call();
		n++;
		spent = clock() - start;
	} while (spent < MEASURE_S * CLOCKS_PER_SEC);
	rate = (double)n * CLOCKS_PER_SEC / (double)spent;
	printf("%-44s %8.0f /s\n", what, rate);
	return rate;
}

int
main(void)
{
	double	 raw, sealed;

	now = clock_now();
	must(library_start());
	party(KEY_SM2, "样本制章者", &maker_key, &maker);
	party(KEY_SM2, "样本签章者", &signer_key, &signer);
	party(KEY_P256, "样本", &xml_key, &xml_cert);
	make_sealer();
	make_xml_signer();
	(void)measure("bare SM2 signature", raw_sm2);
	(void)measure("bare P-256 signature", raw_p256);
	raw = measure("both, bare", raw_both);
	(void)measure("sealer_stamp()", stamp_only);
	(void)measure("XML signature without a seal", sign_only);
	sealed = measure("sealer_stamp() and XML signature with it",
	    seal_and_sign);
	printf("%-44s %8.2f\n", "ratio to both, bare", sealed / raw);
	sealer_close(&sealer);
	seal_free(&seal);
	signer_free(&xml_signer);
	library_stop();
	return 0;
}
