#include <sys/stat.h>

#include <fcntl.h>
#include <unistd.h>

#include "copy_fixture.h"
#include "document/library.h"
#include "document/seal_digest.h"
#include "sample.h"

struct copy_world	 copy_world;

/* The smallest picture there is: one transparent point. */
static const unsigned char	 picture[] = {
	0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H',
	'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4,
	0x89, 0, 0, 0, 13, 'I', 'D', 'A', 'T', 0x78, 0x9c, 0x63, 0, 1, 0, 0,
	5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae,
	0x42, 0x60, 0x82
};

static const char *
path_of(const char *name)
{
	static char	 path[2][256];
	static int	 turn;

	turn = !turn;
	snprintf(path[turn], sizeof(path[turn]), "%s/%s", copy_world.dir,
	    name);
	return path[turn];
}

void
copy_write(const char *name, const struct buf *bytes)
{
	int	 fd = open(path_of(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes->data, bytes->len),
	    (ssize_t)bytes->len);
	assert_int_equal(close(fd), 0);
}

static void
write_cert(const char *name, const struct cert *cert)
{
	struct buf	 pem = BUF_INIT(65536);

	assert_int_equal(cert_write_pem(cert, &pem), OK);
	copy_write(name, &pem);
	buf_free(&pem);
}

static struct cert *
issue(const char *name, bool authority, const struct key *key,
    const struct key *ca_key, const struct cert *ca)
{
	struct specimen_order	 o = { .common_name = name,
				    .authority = authority,
				    .valid_from = copy_world.now - 200 * DAY,
				    .valid_until = copy_world.now + 200 * DAY };
	struct cert		*cert = NULL;

	assert_int_equal(specimen_issue(&o, key, ca_key, ca, &cert), OK);
	return cert;
}

struct cert *
copy_issue(const char *name, const struct key *key)
{
	return issue(name, false, key, copy_world.ca_key, copy_world.ca);
}

void
copy_seal(const struct cert *signer, time_t from, time_t until,
    struct buf *der)
{
	struct seal_order	 o = {
		.vid = "ecert", .id = "00112233445566778899aabbccddeeff",
		.type = 1, .name = "样本专用章", .signers = &signer,
		.signer_count = 1, .valid_from = from, .valid_until = until,
		.picture_type = "PNG", .picture = picture,
		.picture_len = sizeof(picture), .width_mm = 42,
		.height_mm = 42,
	};

	assert_int_equal(seal_make(&o, copy_world.maker_key, copy_world.maker,
	    from, der), OK);
}

static void
start_seal(void)
{
	struct copy_world	*w = &copy_world;

	assert_int_equal(key_generate(KEY_SM2, &w->ca_key), OK);
	assert_int_equal(key_generate(KEY_SM2, &w->maker_key), OK);
	assert_int_equal(key_generate(KEY_SM2, &w->signer_key), OK);
	w->ca = issue("样本印章机构", true, w->ca_key, NULL, NULL);
	w->maker = copy_issue("样本制章者", w->maker_key);
	w->signer = copy_issue("样本签章者", w->signer_key);
	write_cert("seal-ca.pem", w->ca);
	assert_int_equal(trust_load(path_of("seal-ca.pem"), &w->trust), OK);
	w->seal_der = (struct buf)BUF_INIT(SES_BYTES_MAX);
	copy_seal(w->signer, w->now - 100 * DAY, w->now + 100 * DAY,
	    &w->seal_der);
	assert_int_equal(seal_read(w->seal_der.data, w->seal_der.len,
	    &w->seal), OK);
	assert_int_equal(sealer_open(w->seal, w->signer_key, w->signer,
	    w->trust, w->now, &w->sealer), OK);
	assert_int_equal(sealer_begin(w->sealer, SEAL_PROPERTY), OK);
}

static void
start_xml(void)
{
	struct copy_world	*w = &copy_world;
	struct key		*ca_key = NULL, *key = NULL;
	struct cert		*ca, *cert;
	struct buf		 pem = BUF_INIT(65536);

	assert_int_equal(key_generate(KEY_P256, &ca_key), OK);
	assert_int_equal(key_generate(KEY_P256, &key), OK);
	ca = issue("样本根证书", true, ca_key, NULL, NULL);
	cert = issue("样本运营者", false, key, ca_key, ca);
	write_cert("ca.pem", ca);
	write_cert("cert.pem", cert);
	assert_int_equal(key_write_pem(key, &pem), OK);
	copy_write("key.pem", &pem);
	buf_cleanse(&pem);
	assert_int_equal(signer_open(path_of("key.pem"), path_of("cert.pem"),
	    &w->xml_signer), OK);
	assert_int_equal(verifier_open(path_of("ca.pem"),
	    TEST_SRCDIR "/doc/schema", w->trust, &w->verifier), OK);
	assert_int_equal(verifier_revocation(w->verifier, ""), OK);
	cert_free(&ca);
	cert_free(&cert);
	key_close(&ca_key);
	key_close(&key);
}

void
copy_world_start(const char *dir)
{
	memset(&copy_world, 0, sizeof(copy_world));
	snprintf(copy_world.dir, sizeof(copy_world.dir), "%s", dir);
	copy_world.now = time(NULL);
	assert_int_equal(library_start(), OK);
	start_seal();
	start_xml();
	sample_certificate(&copy_world.certificate);
	sample_annotation(&copy_world.annotation, copy_world.now);
}

void
copy_world_end(void)
{
	struct copy_world	*w = &copy_world;

	verifier_free(&w->verifier);
	signer_free(&w->xml_signer);
	sealer_close(&w->sealer);
	seal_free(&w->seal);
	buf_free(&w->seal_der);
	trust_free(&w->trust);
	cert_free(&w->ca);
	cert_free(&w->maker);
	cert_free(&w->signer);
	key_close(&w->ca_key);
	key_close(&w->maker_key);
	key_close(&w->signer_key);
	library_stop();
}

int
copy_world_set_up(void **state)
{
	static char	 dir[] = "/tmp/ecert-copy-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(dir));
	copy_world_start(dir);
	return 0;
}

void
copy_world_sweep(void)
{
	static const char *const names[] = { "ca.pem", "cert.pem", "key.pem",
	    "seal-ca.pem" };
	size_t			 i;

	for (i = 0; i < COUNT(names); i++)
		(void)unlink(path_of(names[i]));
	(void)rmdir(copy_world.dir);
}

int
copy_world_tear_down(void **state)
{
	(void)state;
	copy_world_sweep();
	copy_world_end();
	return 0;
}
