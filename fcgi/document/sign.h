/*
 * The enveloped XML signature of a certificate document: W3C XML-DSig,
 * exclusive canonicalisation, SHA-256, ECDSA P-256 or RSA (3072 bits or more),
 * one Reference to the whole document, X509Data.  libxml2 and OpenSSL do the
 * work; any verifier of XML signatures can check it.
 */
#ifndef ECERT_DOCUMENT_SIGN_H
#define ECERT_DOCUMENT_SIGN_H

#include <libxml/tree.h>

#include <time.h>

#include "base/buf.h"
#include "base/reason.h"

struct signer;
struct x509_st;		/* OpenSSL's X509 */

/*
 * Load key and certificate (PEM).  KEY with the cause: unreadable, open to
 * others, not a pair, a key that is too weak, a certificate not for signing.
 */
enum reason	 signer_open(const char *key_file, const char *cert_file,
		    struct signer **) MUST_CHECK;
void		 signer_free(struct signer **);

/* SIGNING unless the signer's certificate is in force at this time. */
enum reason	 signer_in_force(const struct signer *, time_t) MUST_CHECK;

/* Its certificate, for as long as the signer lives. */
struct x509_st	*signer_certificate(const struct signer *);

/*
 * Sign the document, whose root must not hold a signature yet, and write it
 * as bytes without XML declaration or white space round its elements.
 * Several threads may sign with one signer.  SIGNING.
 */
enum reason	 sign_document(const struct signer *, xmlDoc *, time_t now,
		    struct buf *) MUST_CHECK;

#endif
