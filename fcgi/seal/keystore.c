#include <sys/stat.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "seal/cert.h"
#include "seal/keystore.h"
#include "seal/keystore_pkcs11.h"
#include "seal/sm2.h"

#define RSA_BITS_MIN	3072

struct key {
	EVP_PKEY	*evp;
	enum key_kind	 kind;
	bool		 in_token;	/* its bytes are not ours to write */
	EVP_MD_CTX	*begun;	/* signing begun; copied for each signature */
};

struct key_begun {
	EVP_MD_CTX	*ctx;	/* the same, further on */
};

/* True when the key is of a kind that may sign here. */
static bool
tell_kind(const EVP_PKEY *evp, enum key_kind *kind)
{
	char	 group[32] = "";
	size_t	 n;

	if (sm2_is_key(evp))
		*kind = KEY_SM2;
	else if (EVP_PKEY_is_a(evp, "RSA") == 1 &&
	    EVP_PKEY_get_bits(evp) >= RSA_BITS_MIN)
		*kind = KEY_RSA;
	else if (EVP_PKEY_is_a(evp, "EC") == 1 && EVP_PKEY_get_group_name(evp,
	    group, sizeof(group), &n) == 1 && strcmp(group, "prime256v1") == 0)
		*kind = KEY_P256;
	else
		return false;
	return true;
}

/*
 * Signing is begun once and the state copied for each signature: beginning
 * fetches algorithms under a lock that all threads share.
 */
static enum reason
begin(struct key *k)
{
	const EVP_MD	*md;
	EVP_PKEY_CTX	*ctx;	/* owned by k->begun */

	md = k->kind == KEY_SM2 ? sm3_method() : EVP_sha256();
	if ((k->begun = EVP_MD_CTX_new()) == NULL)
		return fail(REASON_MEMORY, "key");
	if (EVP_DigestSignInit(k->begun, &ctx, md, NULL, k->evp) != 1 ||
	    (k->kind == KEY_SM2 &&
	    EVP_PKEY_CTX_set1_id(ctx, SM2_ID, SM2_ID_BYTES) != 1)) {
		ERR_clear_error();
		return fail(REASON_KEY, "the key cannot sign");
	}
	return OK;
}

/* Takes over the EVP_PKEY, on failure too. */
static enum reason
adopt(EVP_PKEY *evp, const char *from, struct key **out)
{
	struct key	*k;
	enum reason	 why;

	if ((k = calloc(1, sizeof(*k))) == NULL) {
		EVP_PKEY_free(evp);
		return fail(REASON_MEMORY, "key");
	}
	k->evp = evp;
	if (!tell_kind(evp, &k->kind))
		why = fail(REASON_KEY, "%s: neither an SM2 key, nor P-256, "
		    "nor RSA of %d bits or more", from, RSA_BITS_MIN);
	else
		why = begin(k);
	if (why != OK)
		key_close(&k);
	else
		*out = k;
	return why;
}

enum reason
key_file_check(int fd, const char *path, mode_t forbidden, const char *remedy)
{
	struct stat	 st;

	if (fstat(fd, &st) != 0)
		return fail(REASON_KEY, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return fail(REASON_KEY, "%s: not a regular file", path);
	if ((st.st_mode & forbidden) != 0)
		return fail(REASON_KEY, "%s: mode %04o lets others at it; %s",
		    path, (unsigned)st.st_mode & 07777, remedy);
	if (st.st_uid != geteuid() && st.st_uid != 0)
		return fail(REASON_KEY, "%s: owned by another user", path);
	return OK;
}

/* Never ask at a terminal: an encrypted file is refused instead. */
static int
no_passphrase(char *out, int size, int writing, void *arg)
{

	(void)out, (void)size, (void)writing, (void)arg;
	return -1;
}

static enum reason
open_file(const char *path, struct key **out)
{
	EVP_PKEY	*evp;
	BIO		*bio = NULL;
	enum reason	 why;
	int		 fd;

	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1)
		return fail(REASON_KEY, "%s: %s", path, strerror(errno));
	if ((why = key_file_check(fd, path, S_IRWXG | S_IRWXO,
	    "chmod 0600 it")) != OK)
		goto out;
	if ((bio = BIO_new_fd(fd, BIO_NOCLOSE)) == NULL) {
		why = fail(REASON_MEMORY, "%s", path);
		goto out;
	}
	evp = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
	ERR_clear_error();
	if (evp == NULL)
		why = fail(REASON_KEY, "%s: no unencrypted PEM private key",
		    path);
	else
		why = adopt(evp, path, out);
out:
	BIO_free(bio);
	(void)close(fd);
	return why;
}

enum reason
key_open(const char *spec, struct key **out)
{
	EVP_PKEY	*evp;
	enum reason	 why;

	if (strncmp(spec, "pkcs11:", 7) != 0)
		return open_file(spec, out);
	if ((why = keystore_pkcs11_load(spec, &evp)) != OK)
		return why;
	if ((why = adopt(evp, "PKCS#11 token", out)) == OK)
		(*out)->in_token = true;
	return why;
}

void
key_close(struct key **k)
{

	if (*k == NULL)
		return;
	EVP_MD_CTX_free((*k)->begun);
	EVP_PKEY_free((*k)->evp);	/* overwrites the private number */
	free(*k);
	*k = NULL;
}

enum reason
key_generate(enum key_kind kind, struct key **out)
{
	EVP_PKEY	*evp = NULL;

	switch (kind) {
	case KEY_SM2:
		evp = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
		break;
	case KEY_P256:
		evp = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
		break;
	case KEY_RSA:
		evp = EVP_PKEY_Q_keygen(NULL, NULL, "RSA",
		    (size_t)RSA_BITS_MIN);
		break;
	}
	if (evp == NULL)
		return fail(REASON_KEY, "a key could not be made");
	return adopt(evp, "fresh key", out);
}

enum reason
key_write_pem(const struct key *k, struct buf *out)
{
	BIO		*bio;
	char		*text;
	long		 len;
	enum reason	 why;

	if (k->in_token)
		return fail(REASON_KEY, "the key stays in its token");
	if ((bio = BIO_new(BIO_s_secmem())) == NULL ||
	    PEM_write_bio_PKCS8PrivateKey(bio, k->evp, NULL, NULL, 0, NULL,
	    NULL) != 1 || (len = BIO_get_mem_data(bio, &text)) < 0)
		why = fail(REASON_KEY, "the key cannot be written");
	else
		why = buf_add(out, text, (size_t)len);
	BIO_free(bio);
	ERR_clear_error();
	return why;
}

enum key_kind
key_kind(const struct key *k)
{

	return k->kind;
}

struct evp_pkey_st *
key_evp(const struct key *k)
{

	return k->evp;
}

enum reason
key_check_cert(const struct key *k, const struct cert *c)
{
	const EVP_PKEY	*public_key = cert_key(c);

	if (public_key == NULL || EVP_PKEY_eq(k->evp, public_key) != 1) {
		ERR_clear_error();
		return fail(REASON_SEAL_KEY, "the key is not the "
		    "certificate's");
	}
	return OK;
}

/* The state is copied: what it was begun with serves other threads too. */
static enum reason
sign_from(const EVP_MD_CTX *begun, const void *bytes, size_t len,
    unsigned char sig[KEY_SIGNATURE_MAX], size_t *sig_len)
{
	EVP_MD_CTX	*ctx;
	enum reason	 why = OK;

	if ((ctx = EVP_MD_CTX_new()) == NULL)
		return fail(REASON_MEMORY, "signing");
	*sig_len = KEY_SIGNATURE_MAX;
	if (EVP_MD_CTX_copy_ex(ctx, begun) != 1 ||
	    EVP_DigestSignUpdate(ctx, bytes, len) != 1 ||
	    EVP_DigestSignFinal(ctx, sig, sig_len) != 1) {
		ERR_clear_error();
		why = fail(REASON_SIGNING, "the key did not sign");
	}
	EVP_MD_CTX_free(ctx);
	return why;
}

enum reason
key_sign(const struct key *k, const void *bytes, size_t len,
    unsigned char sig[KEY_SIGNATURE_MAX], size_t *sig_len)
{

	return sign_from(k->begun, bytes, len, sig, sig_len);
}

enum reason
key_begin(const struct key *k, const void *bytes, size_t len,
    struct key_begun **out)
{
	struct key_begun	*b;

	*out = NULL;
	if (k->in_token)
		return OK;
	if ((b = calloc(1, sizeof(*b))) == NULL ||
	    (b->ctx = EVP_MD_CTX_new()) == NULL) {
		free(b);
		return fail(REASON_MEMORY, "key");
	}
	if (EVP_MD_CTX_copy_ex(b->ctx, k->begun) != 1 ||
	    EVP_DigestSignUpdate(b->ctx, bytes, len) != 1) {
		ERR_clear_error();
		key_begun_free(&b);
		return fail(REASON_SIGNING, "the key does not begin");
	}
	*out = b;
	return OK;
}

void
key_begun_free(struct key_begun **b)
{

	if (*b == NULL)
		return;
	EVP_MD_CTX_free((*b)->ctx);
	free(*b);
	*b = NULL;
}

enum reason
key_sign_rest(const struct key_begun *b, const void *bytes, size_t len,
    unsigned char sig[KEY_SIGNATURE_MAX], size_t *sig_len)
{

	return sign_from(b->ctx, bytes, len, sig, sig_len);
}
