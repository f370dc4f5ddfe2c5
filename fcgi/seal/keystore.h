/*
 * Private keys: where they are opened, what may be done with them, when their
 * bytes go.  A key is given as the path of a PEM file, or as a PKCS#11 URI
 * (RFC 7512) when it lives in a token.
 */
#ifndef ECERT_SEAL_KEYSTORE_H
#define ECERT_SEAL_KEYSTORE_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/reason.h"

struct key;
struct cert;
struct evp_pkey_st;

enum key_kind {
	KEY_SM2,		/* signs SM2 with SM3 */
	KEY_P256,		/* signs ECDSA with SHA-256 */
	KEY_RSA			/* 3072 bits or more; RSA with SHA-256 */
};

#define KEY_SIGNATURE_MAX	1024	/* RSA of 8192 bits */

/*
 * Open a key.  A file must be a regular file that only its owner may read,
 * owned by root or by whoever runs the program.  A URI names the token and the
 * object; module-path says which PKCS#11 module, pin-source=file:PATH a file
 * with the PIN (pin-value is refused: URIs end up in process lists and logs).
 * KEY with the fault.  The caller closes with key_close().
 */
enum reason	 key_open(const char *spec, struct key **) MUST_CHECK;
void		 key_close(struct key **);

/*
 * KEY unless the open file is a regular one of root's or of whoever runs the
 * program, with none of the mode bits; the remedy says how to clear them.
 */
enum reason	 key_file_check(int fd, const char *path, mode_t forbidden,
		    const char *remedy) MUST_CHECK;

/* A fresh key, for specimens and tests. */
enum reason	 key_generate(enum key_kind, struct key **) MUST_CHECK;
/* Unencrypted PKCS#8 PEM; the buffer wants buf_cleanse(). */
enum reason	 key_write_pem(const struct key *, struct buf *) MUST_CHECK;

enum key_kind	 key_kind(const struct key *);
struct evp_pkey_st *key_evp(const struct key *);	/* borrowed */

/* SEAL_KEY unless the key is the one in the certificate. */
enum reason	 key_check_cert(const struct key *, const struct cert *)
		    MUST_CHECK;

/*
 * Sign the bytes with the kind's own algorithm; ECDSA and SM2 give DER.  Any
 * number of threads may sign with one key at once.
 */
enum reason	 key_sign(const struct key *, const void *, size_t,
		    unsigned char sig[KEY_SIGNATURE_MAX], size_t *sig_len)
		    MUST_CHECK;

/* The beginning that many texts share, digested once. */
struct key_begun;

/*
 * Digest a beginning for the key, which must outlive it.  NULL comes out for a
 * key in a token: such a key is given each text whole, by key_sign().  The
 * caller frees with key_begun_free().
 */
enum reason	 key_begin(const struct key *, const void *, size_t,
		    struct key_begun **) MUST_CHECK;
void		 key_begun_free(struct key_begun **);

/*
 * As key_sign() of the beginning with these bytes after it.  Any number of
 * threads may go on from one beginning at once.
 */
enum reason	 key_sign_rest(const struct key_begun *, const void *, size_t,
		    unsigned char sig[KEY_SIGNATURE_MAX], size_t *sig_len)
		    MUST_CHECK;

#endif
