/* Signing: load the key once, add the signature, write exact bytes. */
#include <libxml/tree.h>
#include <libxml/xmlIO.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <xmlsec/crypto.h>
#include <xmlsec/templates.h>
#include <xmlsec/transforms.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/metrics.h"
#include "document/algorithm.h"
#include "document/base64.h"
#include "document/canonical.h"
#include "document/sign.h"
#include "document/signer_cert.h"
#include "document/untrusted.h"

#define KEY_FILE_MAX	65536
#define KEY_SIGNATURE_MAX 2048	/* RSA of 16384 bits */
#define SIGNED_INFO_MAX	8192
#define SHA256_BYTES	32
#define P256_BYTES	32

struct signer {
	EVP_PKEY		*key;
	EVP_MD			*sha256;	/* fetched once */
	EVP_MD_CTX		*begun;		/* copied for each signature */
	X509			*cert;
	char			*cert_base64;
	xmlSecTransformId	 method;
};

static enum reason
check_permissions(const char *file)
{
	struct stat	 st;

	if (stat(file, &st) != 0)
		return fail(REASON_KEY, "%s cannot be read", file);
	if ((st.st_mode & (S_IRWXG | S_IRWXO) & ~(mode_t)S_IRGRP) != 0)
		return fail(REASON_KEY, "%s is open to others (mode %o)", file,
		    (unsigned)(st.st_mode & 0777));
	return OK;
}

static enum reason
load_certificate(struct signer *s, const char *file)
{
	struct buf	 pem = BUF_INIT(KEY_FILE_MAX);
	unsigned char	*der = NULL;
	BIO		*bio = NULL;
	const char	*misuse;
	enum reason	 why;
	int		 len;

	if ((why = buf_read_file(&pem, file)) != OK)
		return fail(REASON_KEY, "%s cannot be read", file);
	bio = BIO_new_mem_buf(pem.data, (int)pem.len);
	s->cert = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
	if (s->cert == NULL || (len = i2d_X509(s->cert, &der)) <= 0) {
		why = fail(REASON_KEY, "%s holds no certificate", file);
		goto out;
	}
	s->cert_base64 = malloc((size_t)(len + 2) / 3 * 4 + 1);
	if (s->cert_base64 == NULL)
		why = fail(REASON_MEMORY, "certificate");
	else
		EVP_EncodeBlock((unsigned char *)s->cert_base64, der, len);
	if (why == OK && (misuse = signer_cert_misuse(s->cert)) != NULL)
		why = fail(REASON_KEY, "%s is not for signing: %s", file,
		    misuse);
out:
	OPENSSL_free(der);
	BIO_free(bio);
	buf_free(&pem);
	return why;
}

static enum reason
load_key(struct signer *s, const char *file)
{
	struct buf	 pem = BUF_INIT(KEY_FILE_MAX);
	BIO		*bio = NULL;
	enum reason	 why;

	if ((why = check_permissions(file)) != OK)
		return why;
	if (buf_read_file(&pem, file) != OK)
		return fail(REASON_KEY, "%s cannot be read", file);
	bio = BIO_new_mem_buf(pem.data, (int)pem.len);
	s->key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;
	if (s->key == NULL)
		why = fail(REASON_KEY, "%s holds no usable key", file);
	else if (X509_check_private_key(s->cert, s->key) != 1)
		why = fail(REASON_KEY, "%s does not belong to the certificate",
		    file);
	else
		why = algorithm_for_key(s->key, &s->method);
	BIO_free(bio);
	buf_cleanse(&pem);
	return why;
}

/* Once, for it fetches algorithms under a lock that all threads share. */
static enum reason
begin(struct signer *s)
{
	if ((s->begun = EVP_MD_CTX_new()) == NULL)
		return fail(REASON_MEMORY, "signer");
	if (EVP_DigestSignInit(s->begun, NULL, s->sha256, NULL, s->key) != 1)
		return fail(REASON_KEY, "the key cannot sign");
	return OK;
}

enum reason
signer_open(const char *key_file, const char *cert_file, struct signer **out)
{
	struct signer	*s;
	enum reason	 why;

	if ((s = calloc(1, sizeof(*s))) == NULL)
		return fail(REASON_MEMORY, "signer");
	if ((s->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL)) == NULL)
		why = fail(REASON_INTERNAL, "no SHA-256");
	else
		why = load_certificate(s, cert_file);
	if (why == OK)
		why = load_key(s, key_file);
	if (why == OK)
		why = begin(s);
	if (why != OK)
		signer_free(&s);
	else
		*out = s;
	return why;
}

void
signer_free(struct signer **s)
{
	if (*s == NULL)
		return;
	EVP_MD_CTX_free((*s)->begun);
	EVP_PKEY_free((*s)->key);
	EVP_MD_free((*s)->sha256);
	X509_free((*s)->cert);
	free((*s)->cert_base64);
	free(*s);
	*s = NULL;
}

enum reason
signer_in_force(const struct signer *s, time_t now)
{
	/* 0 says that a time could not be read, never that they are equal. */
	if (X509_cmp_time(X509_get0_notBefore(s->cert), &now) >= 0 ||
	    X509_cmp_time(X509_get0_notAfter(s->cert), &now) <= 0)
		return fail(REASON_SIGNING,
		    "the signer's certificate is not in force");
	return OK;
}

X509 *
signer_certificate(const struct signer *s)
{
	return s->cert;
}

/* xmlsec's templates come with line breaks; none may stay. */
static void
drop_blank_text(xmlNode *node)
{
	xmlNode	*child, *next;

	for (child = node->children; child != NULL; child = next) {
		next = child->next;
		if (child->type == XML_ELEMENT_NODE)
			drop_blank_text(child);
		else if (xmlIsBlankNode(child)) {
			xmlUnlinkNode(child);
			xmlFreeNode(child);
		}
	}
}

/* The empty signature: methods, one Reference to all of the document. */
static xmlNode *
add_template(const struct signer *s, xmlDoc *doc)
{
	xmlNode	*root = xmlDocGetRootElement(doc);
	xmlNode	*signature, *reference, *info;

	signature = xmlSecTmplSignatureCreate(doc, xmlSecTransformExclC14NId,
	    s->method, NULL);
	if (signature == NULL)
		return NULL;
	xmlAddChild(root, signature);
	reference = xmlSecTmplSignatureAddReference(signature,
	    xmlSecTransformSha256Id, NULL, BAD_CAST "", NULL);
	if (reference == NULL ||
	    xmlSecTmplReferenceAddTransform(reference,
	    xmlSecTransformEnvelopedId) == NULL ||
	    xmlSecTmplReferenceAddTransform(reference,
	    xmlSecTransformExclC14NId) == NULL)
		return NULL;
	if ((info = xmlNewTextChild(signature, signature->ns,
	    BAD_CAST "KeyInfo", NULL)) == NULL ||
	    (info = xmlNewTextChild(info, signature->ns,
	    BAD_CAST "X509Data", NULL)) == NULL ||
	    xmlNewTextChild(info, signature->ns, BAD_CAST "X509Certificate",
	    BAD_CAST s->cert_base64) == NULL)
		return NULL;
	drop_blank_text(signature);
	return signature;
}

/* The first child of that local name; the template has them all. */
static xmlNode *
part(xmlNode *parent, const char *name)
{
	xmlNode	*child = xmlFirstElementChild(parent);

	while (child != NULL && strcmp((const char *)child->name, name) != 0)
		child = xmlNextElementSibling(child);
	return child;
}

static enum reason
put_base64(xmlNode *node, const void *bytes, size_t len)
{
	struct buf	 text = BUF_INIT(2 * KEY_SIGNATURE_MAX);
	enum reason	 why;

	if ((why = base64_write(bytes, len, &text)) == OK)
		xmlNodeAddContent(node, BAD_CAST buf_text(&text));
	buf_free(&text);
	return why;
}

/*
 * What an enveloped signature digests is the document as it is without one.
 * The text of a copy's seal signature is by far the longest.
 */
static enum reason
digest_document(const struct signer *s, xmlDoc *doc,
    unsigned char digest[SHA256_BYTES])
{
	struct buf	 form = BUF_INIT(UNTRUSTED_BYTES_MAX);
	enum reason	 why;

	why = canonical_document(doc, part(xmlDocGetRootElement(doc),
	    "sealSignature"), &form);
	if (why == OK && EVP_Digest(form.data, form.len, digest, NULL,
	    s->sha256, NULL) != 1)
		why = fail(REASON_SIGNING, "SHA-256");
	buf_free(&form);
	return why;
}

/* XML signatures carry r and s one behind the other (RFC 4050, 3.3). */
static enum reason
ecdsa_value(const unsigned char *der, size_t len, unsigned char *out,
    size_t *out_len)
{
	ECDSA_SIG	*sig = d2i_ECDSA_SIG(NULL, &der, (long)len);
	enum reason	 why = OK;

	if (sig == NULL ||
	    BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, P256_BYTES) < 0 ||
	    BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + P256_BYTES,
	    P256_BYTES) < 0)
		why = fail(REASON_SIGNING, "ECDSA value");
	*out_len = (size_t)2 * P256_BYTES;
	ECDSA_SIG_free(sig);
	return why;
}

static enum reason
sign_bytes(const struct signer *s, const struct buf *bytes,
    unsigned char value[KEY_SIGNATURE_MAX], size_t *len)
{
	unsigned char	 made[KEY_SIGNATURE_MAX];
	EVP_MD_CTX	*ctx = EVP_MD_CTX_new();
	enum reason	 why = OK;

	*len = sizeof(made);
	if (ctx == NULL || EVP_MD_CTX_copy_ex(ctx, s->begun) != 1 ||
	    EVP_DigestSign(ctx, made, len, (const unsigned char *)bytes->data,
	    bytes->len) != 1)
		why = fail(REASON_SIGNING, "the key did not sign");
	EVP_MD_CTX_free(ctx);
	if (why != OK || s->method != xmlSecTransformEcdsaSha256Id) {
		if (why == OK)
			memcpy(value, made, *len);
		return why;
	}
	return ecdsa_value(made, *len, value, len);
}

/* Fill the template in: the digest, then the value over SignedInfo. */
static enum reason
compute(const struct signer *s, xmlDoc *doc, xmlNode *signature,
    const unsigned char digest[SHA256_BYTES])
{
	struct buf	 form = BUF_INIT(SIGNED_INFO_MAX);
	unsigned char	 value[KEY_SIGNATURE_MAX];
	xmlNode		*info = part(signature, "SignedInfo");
	enum reason	 why;
	size_t		 len;

	if ((why = put_base64(part(part(info, "Reference"), "DigestValue"),
	    digest, SHA256_BYTES)) == OK &&
	    (why = canonical_element(doc, info, &form)) == OK &&
	    (why = sign_bytes(s, &form, value, &len)) == OK)
		why = put_base64(part(signature, "SignatureValue"), value,
		    len);
	buf_free(&form);
	return why;
}

/* What is in memory is UTF-8 already: nothing converts it. */
static enum reason
write_exact(xmlDoc *doc, struct buf *to)
{
	xmlOutputBuffer	*out;
	enum reason	 why;

	if ((out = xmlAllocOutputBuffer(NULL)) == NULL)
		return fail(REASON_MEMORY, "signed document");
	xmlNodeDumpOutput(out, doc, xmlDocGetRootElement(doc), 0, 0, "UTF-8");
	if (out->error != 0 || xmlOutputBufferGetSize(out) == 0)
		why = fail(REASON_XML, "signed document was not written");
	else
		why = buf_add(to, xmlOutputBufferGetContent(out),
		    xmlOutputBufferGetSize(out));
	(void)xmlOutputBufferClose(out);
	return why;
}

enum reason
sign_document(const struct signer *s, xmlDoc *doc, time_t now, struct buf *to)
{
	unsigned char	 digest[SHA256_BYTES];
	xmlNode		*signature;
	enum reason	 why;
	METRICS_STAGE(STAGE_SIGN);

	if ((why = signer_in_force(s, now)) != OK ||
	    (why = digest_document(s, doc, digest)) != OK)
		return why;
	if ((signature = add_template(s, doc)) == NULL)
		return fail(REASON_MEMORY, "signature template");
	if ((why = compute(s, doc, signature, digest)) != OK)
		return why;
	metrics_add(COUNT_SIGNED, 1);
	return write_exact(doc, to);
}
