/*
 * An X.509 certificate as seals need it: the bytes it came in, and the few
 * questions asked of it.
 */
#ifndef ECERT_SEAL_CERT_H
#define ECERT_SEAL_CERT_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/reason.h"

struct cert;
struct x509_st;
struct evp_pkey_st;

/* From DER with nothing after it.  Caller frees with cert_free(). */
enum reason	 cert_from_der(const void *, size_t, struct cert **) MUST_CHECK;

/* The first certificate of a PEM file, or a DER file. */
enum reason	 cert_load(const char *path, struct cert **) MUST_CHECK;

/* Takes over one reference of the X509, on failure too. */
enum reason	 cert_from_x509(struct x509_st *, struct cert **) MUST_CHECK;

/* One more reference to the same, which nobody changes; freed like others. */
struct cert	*cert_ref(const struct cert *);
void		 cert_free(struct cert **);

struct x509_st	*cert_x509(const struct cert *);	/* borrowed */
struct evp_pkey_st *cert_key(const struct cert *);	/* borrowed, or NULL */
const unsigned char *cert_der(const struct cert *, size_t *len);
time_t		 cert_valid_from(const struct cert *);
time_t		 cert_valid_until(const struct cert *);

/* SEAL_CERT_TIME unless valid at that time, both ends included. */
enum reason	 cert_check_time(const struct cert *, time_t) MUST_CHECK;

/*
 * SEAL_CERT_USAGE unless meant for signing: keyUsage, where there is one,
 * has digitalSignature or nonRepudiation (GM/T 0015), and it is no authority.
 */
enum reason	 cert_check_usage(const struct cert *) MUST_CHECK;

/* The subject as one line of text that is safe to print. */
enum reason	 cert_subject(const struct cert *, struct buf *) MUST_CHECK;

/* PEM, and a readable summary: each line begins with the indent. */
enum reason	 cert_write_pem(const struct cert *, struct buf *) MUST_CHECK;
enum reason	 cert_print(const struct cert *, const char *indent,
		    struct buf *) MUST_CHECK;

#endif
