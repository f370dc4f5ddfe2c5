#include <sys/stat.h>

#include <openssl/evp.h>
#include <openssl/objects.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "seal_fixture.h"
#include "seal/ses_write.h"

struct world	 world;

const char *
reason_word(enum reason why)
{

	return why == OK ? "ok" : reason_info(why)->code;
}

void
assert_signed(const struct key *k, const char *text, const void *sig,
    size_t n)
{
	EVP_MD_CTX	*ctx = EVP_MD_CTX_new();

	assert_int_equal(EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL,
	    key_evp(k)), 1);
	assert_int_equal(EVP_DigestVerify(ctx, sig, n,
	    (const unsigned char *)text, strlen(text)), 1);
	EVP_MD_CTX_free(ctx);
}

const char *
world_path(const char *name)
{
	static char	 path[160];

	(void)snprintf(path, sizeof(path), "%s/%s", world.dir, name);
	return path;
}

const char *
world_write(const char *name, const void *bytes, size_t len, int mode)
{
	const char	*path = world_path(name);
	int		 fd;

	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd != -1);
	assert_int_equal(write(fd, bytes, len), (ssize_t)len);
	assert_int_equal(fchmod(fd, (mode_t)mode), 0);
	assert_int_equal(close(fd), 0);
	return path;
}

void *
find_bytes(void *in, size_t in_len, const void *what, size_t len)
{
	unsigned char	*p = in;
	size_t		 i;

	for (i = 0; i + len <= in_len; i++)
		if (memcmp(p + i, what, len) == 0)
			return p + i;
	return NULL;
}

struct cert *
issue(const char *name, const struct key *k, const char *usage, time_t from,
    time_t until)
{
	struct specimen_order	 o = { .common_name = name, .usage = usage,
				    .valid_from = from, .valid_until = until };
	struct cert		*c = NULL;

	assert_reason(specimen_issue(&o, k, world.ca_key, world.ca, &c), OK);
	return c;
}

static void
make_authority(void)
{
	struct specimen_order	 o = { .common_name = "样本 SM2 CA",
				    .authority = true, .valid_from = CA_FROM,
				    .valid_until = CA_UNTIL };
	struct buf		 pem = BUF_INIT(65536);

	assert_reason(key_generate(KEY_SM2, &world.ca_key), OK);
	assert_reason(specimen_issue(&o, world.ca_key, NULL, NULL, &world.ca),
	    OK);
	assert_reason(cert_write_pem(world.ca, &pem), OK);
	assert_reason(trust_load(world_write("ca.pem", pem.data, pem.len,
	    0644), &world.trust), OK);
	buf_free(&pem);
}

void
seal_order(struct seal_order *o)
{
	static const struct cert	*signers[1];
	static const unsigned char	 picture[] =
	    "\x89PNG\r\n\x1a\nspecimen";

	signers[0] = world.signer;
	*o = (struct seal_order){
		.vid = "ecert", .id = "00112233445566778899aabbccddeeff",
		.type = 1, .name = "样本专用章𬱖", .signers = signers,
		.signer_count = 1, .valid_from = SEAL_FROM,
		.valid_until = SEAL_UNTIL, .picture_type = "PNG",
		.picture = picture, .picture_len = sizeof(picture) - 1,
		.width_mm = 42, .height_mm = 42,
	};
}

int
world_start(void **state)
{
	struct seal_order	 o;

	(void)state;
	(void)snprintf(world.dir, sizeof(world.dir), "/tmp/ecert-seal-XXXXXX");
	if (mkdtemp(world.dir) == NULL)
		return -1;
	make_authority();
	assert_reason(key_generate(KEY_SM2, &world.maker_key), OK);
	assert_reason(key_generate(KEY_SM2, &world.signer_key), OK);
	assert_reason(key_generate(KEY_SM2, &world.other_key), OK);
	world.maker = issue("制章者", world.maker_key, NULL, CERT_FROM,
	    CERT_UNTIL);
	world.signer = issue("签章者", world.signer_key, NULL, CERT_FROM,
	    CERT_UNTIL);
	world.other = issue("旁人", world.other_key, NULL, CERT_FROM,
	    CERT_UNTIL);
	world.seal_der = (struct buf)BUF_INIT(SES_BYTES_MAX);
	seal_order(&o);
	assert_reason(seal_make(&o, world.maker_key, world.maker, MADE,
	    &world.seal_der), OK);
	assert_reason(seal_read(world.seal_der.data, world.seal_der.len,
	    &world.seal), OK);
	return 0;
}

int
world_sweep(void)
{
	char	 command[128];

	(void)snprintf(command, sizeof(command), "rm -r '%s'", world.dir);
	return system(command) == 0 ? 0 : -1;
}

int
world_end(void **state)
{

	(void)state;
	seal_free(&world.seal);
	buf_free(&world.seal_der);
	trust_free(&world.trust);
	cert_free(&world.ca);
	cert_free(&world.maker);
	cert_free(&world.signer);
	cert_free(&world.other);
	key_close(&world.ca_key);
	key_close(&world.maker_key);
	key_close(&world.signer_key);
	key_close(&world.other_key);
	return world_sweep();
}

void
make_stamp(const unsigned char hash[SM3_BYTES], time_t when, struct buf *out)
{
	struct sealer	*s = NULL;

	assert_reason(sealer_open(world.seal, world.signer_key, world.signer,
	    world.trust, when, &s), OK);
	assert_reason(sealer_stamp(s, hash, "certificate", when, out), OK);
	sealer_close(&s);
}

SES_SEAL *
seal_copy(void)
{
	const unsigned char	*p = (unsigned char *)world.seal_der.data;
	SES_SEAL		*ses;

	ses = d2i_SES_SEAL(NULL, &p, (long)world.seal_der.len);
	assert_non_null(ses);
	ses->enc.modified = 1;
	return ses;
}

void
seal_resign(SES_SEAL *ses, struct buf *out)
{

	assert_reason(ses_put_signature(ASN1_ITEM_rptr(SES_SEAL_INFO),
	    ses->info, world.maker_key, world.maker, ses->cert,
	    &ses->algorithm, ses->value), OK);
	buf_clear(out);
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, out), OK);
}

SES_STAMP *
stamp_copy(const unsigned char hash[SM3_BYTES], time_t when)
{
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	const unsigned char	*p;
	SES_STAMP		*ses;

	make_stamp(hash, when, &b);
	p = (unsigned char *)b.data;
	ses = d2i_SES_STAMP(NULL, &p, (long)b.len);
	assert_non_null(ses);
	buf_free(&b);
	ses->tbs->enc.modified = 1;
	return ses;
}

void
stamp_resign(SES_STAMP *ses, struct buf *out)
{

	assert_reason(ses_put_signature(ASN1_ITEM_rptr(SES_TBS), ses->tbs,
	    world.signer_key, world.signer, ses->cert, &ses->algorithm,
	    ses->value), OK);
	buf_clear(out);
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_STAMP), ses, out), OK);
}

STACK_OF(SES_EXT) *
ext_data(int n, size_t len)
{
	STACK_OF(SES_EXT)	*all = sk_SES_EXT_new_null();
	unsigned char		*value = calloc(1, len);
	SES_EXT			*ext;

	assert_non_null(value);
	while (n-- > 0) {
		ext = SES_EXT_new();
		ext->id = OBJ_txt2obj("1.2.3", 1);
		assert_int_equal(ASN1_OCTET_STRING_set(ext->value, value,
		    (int)len), 1);
		assert_true(sk_SES_EXT_push(all, ext) > 0);
	}
	free(value);
	return all;
}
