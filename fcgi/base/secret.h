/*
 * What needs a key but no certificate: keyed digests for matching, sealed
 * tokens for addresses that must not be guessed, random bytes.
 */
#ifndef ECERT_BASE_SECRET_H
#define ECERT_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"

#define SECRET_KEY_BYTES	32
#define MATCH_HASH_BYTES	16

/* Fill with random bytes from the operating system; INTERNAL on failure. */
enum reason	 secret_random(void *, size_t) MUST_CHECK;

/* Lower-case hexadecimal; out has room for 2 * len + 1 bytes. */
void		 secret_hex(const void *, size_t len, char *out);

/*
 * The first 16 bytes of HMAC-SHA-256 (RFC 2104, FIPS 180-4) over the text:
 * what the registry stores beside an ID number to find it by.
 */
enum reason	 secret_match_hash(const unsigned char key[SECRET_KEY_BYTES],
		    const char *text, unsigned char out[MATCH_HASH_BYTES])
		    MUST_CHECK;

/* The same of millions of texts: the key is made ready once.  Freed once. */
struct secret_matcher;
enum reason	 secret_matcher_open(const unsigned char key[SECRET_KEY_BYTES],
		    struct secret_matcher **) MUST_CHECK;
enum reason	 secret_matcher_hash(const struct secret_matcher *,
		    const char *text, unsigned char out[MATCH_HASH_BYTES])
		    MUST_CHECK;
void		 secret_matcher_free(struct secret_matcher **);

/* The first 16 bytes of SHA-256 over anything: for entity tags. */
enum reason	 secret_digest(const void *, size_t len, unsigned char out[16])
		    MUST_CHECK;

/* All of SHA-256 as 64 hexadecimal digits: to tell a file by. */
enum reason	 secret_digest_hex(const void *, size_t len, char out[65])
		    MUST_CHECK;

/*
 * The same of what comes piece by piece.  Freed by secret_hash_end(), which
 * takes NULL too and then says nothing; out may be NULL to give up.
 */
struct secret_hash;
enum reason	 secret_hash_begin(struct secret_hash **) MUST_CHECK;
enum reason	 secret_hash_add(struct secret_hash *, const void *, size_t)
		    MUST_CHECK;
enum reason	 secret_hash_end(struct secret_hash **, char out[65])
		    MUST_CHECK;

/*
 * HMAC-SHA-256 over the label, a zero byte and the bytes, so that one key
 * serves several uses and an answer to one is none to another.
 */
#define SECRET_MAC_BYTES	32
enum reason	 secret_mac(const unsigned char key[SECRET_KEY_BYTES],
		    const char *label, const void *, size_t len,
		    unsigned char out[SECRET_MAC_BYTES]) MUST_CHECK;

/* Compared in a time that does not tell where they differ. */
bool		 secret_equal(const void *, const void *, size_t len);

/*
 * Seal len bytes into an unguessable, unreadable, URL-safe text (AES-256-GCM,
 * random 96-bit nonce, base64url without padding, RFC 4648 section 5).  out
 * has room for SECRET_TOKEN_BYTES(len).
 */
#define SECRET_TOKEN_OVERHEAD	(12 + 16)
#define SECRET_TOKEN_BYTES(len)	\
	((((len) + SECRET_TOKEN_OVERHEAD) * 4 + 2) / 3 + 1)
enum reason	 secret_seal(const unsigned char key[SECRET_KEY_BYTES],
		    const void *, size_t len, char *out) MUST_CHECK;

/*
 * Open such a text made with the same key.  False when it is not one of ours
 * or does not hold exactly len bytes; out is then untouched.
 */
bool		 secret_open(const unsigned char key[SECRET_KEY_BYTES],
		    const char *text, void *out, size_t len);

#endif
