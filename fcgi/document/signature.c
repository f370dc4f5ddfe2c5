/* The profile of our XML signatures, element by element. */
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <xmlsec/crypto.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include <string.h>

#include "base/buf.h"
#include "document/algorithm.h"
#include "document/base64.h"
#include "document/signature.h"
#include "document/tree.h"
#include "document/untrusted.h"

#define CERTIFICATE_MAX	16384
#define SIGNATURE_VALUE_MAX 2048	/* RSA of 16384 bits */

/* The parts of a Signature that the profile knows, and no others. */
struct parts {
	xmlNode		*signature;
	xmlChar		*certificate;	/* base64 text */
	xmlChar		*method;	/* URI */
};

static size_t
count_signatures(const xmlNode *node)
{
	const xmlNode	*child;
	size_t		 n = tree_is(node, NS_DSIG, "Signature") ? 1 : 0;

	for (child = node->children; child != NULL; child = child->next)
		if (child->type == XML_ELEMENT_NODE)
			n += count_signatures(child);
	return n;
}

static bool
find_place(xmlDoc *doc, struct check_list *list, struct parts *p)
{
	xmlNode	*root = xmlDocGetRootElement(doc);
	size_t	 n = count_signatures(root);

	if (n != 1) {
		check_failed(list, CHECK_PLACE, "%zu signatures", n);
		return false;
	}
	p->signature = xmlGetLastChild(root);
	if (!tree_is(p->signature, NS_DSIG, "Signature")) {
		check_failed(list, CHECK_PLACE,
		    "the signature is not the last child of the root");
		return false;
	}
	check_passed(list, CHECK_PLACE, "%s", "");
	return true;
}

/* Exactly these element children, in this order, with only blank text. */
static bool
children_are(xmlNode *node, const char *const *names, xmlNode **out)
{
	xmlNode	*child;
	size_t	 n = 0;

	for (child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_TEXT_NODE && xmlIsBlankNode(child))
			continue;
		if (names[n] == NULL || !tree_is(child, NS_DSIG, names[n]))
			return false;
		out[n++] = child;
	}
	return names[n] == NULL;
}

/* Exactly one attribute of that name, no namespace, with that value. */
static bool
only_attribute(xmlNode *node, const char *name, const char *value)
{
	xmlChar	*got;
	bool	 good;

	if (node->properties == NULL || node->properties->next != NULL)
		return false;
	if ((got = xmlGetNoNsProp(node, BAD_CAST name)) == NULL)
		return false;
	good = value == NULL || strcmp((char *)got, value) == 0;
	xmlFree(got);
	return good;
}

static bool
reference_fits(xmlNode *reference)
{
	static const char *const parts[] =
	    { "Transforms", "DigestMethod", "DigestValue", NULL };
	static const char *const two[] = { "Transform", "Transform", NULL };
	xmlNode	*part[3], *transform[2];

	return only_attribute(reference, "URI", "") &&
	    children_are(reference, parts, part) &&
	    part[0]->properties == NULL &&
	    children_are(part[0], two, transform) &&
	    only_attribute(transform[0], "Algorithm", URI_ENVELOPED) &&
	    transform[0]->children == NULL &&
	    only_attribute(transform[1], "Algorithm", URI_EXC_C14N) &&
	    transform[1]->children == NULL &&
	    only_attribute(part[1], "Algorithm", URI_SHA256) &&
	    part[1]->children == NULL;
}

static bool
signed_info_fits(xmlNode *info, struct parts *p)
{
	static const char *const names[] = { "CanonicalizationMethod",
	    "SignatureMethod", "Reference", NULL };
	xmlNode	*part[3];

	if (info->properties != NULL || !children_are(info, names, part) ||
	    !only_attribute(part[0], "Algorithm", URI_EXC_C14N) ||
	    part[0]->children != NULL ||
	    !only_attribute(part[1], "Algorithm", NULL) ||
	    part[1]->children != NULL || !reference_fits(part[2]))
		return false;
	p->method = xmlGetNoNsProp(part[1], BAD_CAST "Algorithm");
	return p->method != NULL;
}

/* One spelling only: spare bits of the last character are under no digest. */
static bool
signature_value_fits(xmlNode *value)
{
	struct buf	 bytes = BUF_INIT(SIGNATURE_VALUE_MAX);
	xmlChar		*text;
	bool		 good;

	if (value->properties != NULL ||
	    (text = xmlNodeGetContent(value)) == NULL)
		return false;
	good = base64_read((char *)text, &bytes) == OK;
	buf_free(&bytes);
	xmlFree(text);
	return good;
}

static bool
key_info_fits(xmlNode *info, struct parts *p)
{
	static const char *const data[] = { "X509Data", NULL };
	static const char *const certs[] = { "X509Certificate", NULL };
	xmlNode	*node[1];

	if (info->properties != NULL || !children_are(info, data, node) ||
	    !children_are(node[0], certs, node) ||
	    node[0]->properties != NULL)
		return false;
	p->certificate = xmlNodeGetContent(node[0]);
	return p->certificate != NULL;
}

static bool
check_algorithms(struct check_list *list, struct parts *p)
{
	static const char *const names[] =
	    { "SignedInfo", "SignatureValue", "KeyInfo", NULL };
	xmlNode	*part[3];

	if (p->signature->properties != NULL ||
	    !children_are(p->signature, names, part) ||
	    !signed_info_fits(part[0], p) ||
	    !signature_value_fits(part[1]) || !key_info_fits(part[2], p)) {
		check_failed(list, CHECK_ALGORITHMS,
		    "the signature does not have the form of ours");
		return false;
	}
	check_passed(list, CHECK_ALGORITHMS, "%s", (char *)p->method);
	return true;
}

/* One certificate, nothing before or after it. */
static X509 *
decode_certificate(const char *base64)
{
	struct buf		 der = BUF_INIT(CERTIFICATE_MAX);
	const unsigned char	*at;
	X509			*cert = NULL;

	if (base64_read(base64, &der) == OK) {
		at = (const unsigned char *)der.data;
		cert = d2i_X509(NULL, &at, (long)der.len);
		if (cert != NULL &&
		    at != (const unsigned char *)der.data + der.len) {
			X509_free(cert);
			cert = NULL;
		}
	}
	buf_free(&der);
	return cert;
}

/* Purposes that belong to one protocol: their keys are not for documents. */
static bool
is_protocol_purpose(const ASN1_OBJECT *purpose)
{
	switch (OBJ_obj2nid(purpose)) {
	case NID_server_auth:
	case NID_client_auth:
	case NID_OCSP_sign:
	case NID_time_stamp:
		return true;
	default:
		return false;
	}
}

/* No extendedKeyUsage leaves all purposes; one that cannot be read, none. */
static bool
purposes_fit(const X509 *cert)
{
	EXTENDED_KEY_USAGE	*purposes;
	bool			 fits = false;
	int			 i, critical;

	purposes = X509_get_ext_d2i(cert, NID_ext_key_usage, &critical, NULL);
	if (purposes == NULL)
		return critical == -1;
	for (i = 0; i < sk_ASN1_OBJECT_num(purposes); i++)
		fits |= !is_protocol_purpose(sk_ASN1_OBJECT_value(purposes, i));
	EXTENDED_KEY_USAGE_free(purposes);
	return fits;
}

bool
signature_usage_fits(X509 *cert, const char **fault)
{
	if ((X509_get_extension_flags(cert) & EXFLAG_KUSAGE) == 0 ||
	    (X509_get_key_usage(cert) & KU_DIGITAL_SIGNATURE) == 0)
		*fault = "keyUsage without digitalSignature";
	else if (!purposes_fit(cert))
		*fault = "extendedKeyUsage for other purposes only";
	else
		return true;
	return false;
}

bool
signature_signer_holds(X509 *cert, X509_STORE *anchors, time_t now,
    const char **fault)
{
	X509_STORE_CTX	*ctx = X509_STORE_CTX_new();
	bool		 good = false;

	*fault = "out of memory";
	if (ctx == NULL || X509_STORE_CTX_init(ctx, anchors, cert, NULL) != 1)
		goto out;
	X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(ctx), now);
	/* What is in the trust file is an anchor, root or not. */
	X509_STORE_CTX_set_flags(ctx,
	    X509_V_FLAG_X509_STRICT | X509_V_FLAG_PARTIAL_CHAIN);
	X509_STORE_CTX_set_depth(ctx, 3);
	good = X509_verify_cert(ctx) == 1;
	*fault = X509_verify_cert_error_string(X509_STORE_CTX_get_error(ctx));
out:
	X509_STORE_CTX_free(ctx);
	return good && signature_usage_fits(cert, fault);
}

/* The subject as RFC 2253 text in UTF-8, cut to fit. */
static void
read_subject(X509 *cert, char *out, size_t size)
{
	BIO	*bio = BIO_new(BIO_s_mem());
	int	 len = 0;

	if (bio != NULL && X509_NAME_print_ex(bio,
	    X509_get_subject_name(cert), 0,
	    XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) > 0)
		len = BIO_read(bio, out, (int)size - 1);
	out[len > 0 ? len : 0] = '\0';
	BIO_free(bio);
}

/* The signer's certificate must lead to an anchor and fit the method. */
static bool
check_signer(struct check_list *list, const struct parts *p,
    X509_STORE *anchors, time_t now, X509 **cert)
{
	xmlSecTransformId	 method;
	const char		*fault;
	char			 subject[160];

	if ((*cert = decode_certificate((char *)p->certificate)) == NULL) {
		check_failed(list, CHECK_SIGNER, "not a certificate");
		return false;
	}
	read_subject(*cert, subject, sizeof(subject));
	if (!signature_signer_holds(*cert, anchors, now, &fault)) {
		check_failed(list, CHECK_SIGNER, "%s: %s", subject, fault);
		return false;
	}
	if (algorithm_for_key(X509_get0_pubkey(*cert), &method) != OK ||
	    strcmp((char *)p->method, (const char *)method->href) != 0) {
		check_failed(list, CHECK_SIGNER,
		    "%s: its key does not fit the signature method", subject);
		return false;
	}
	check_passed(list, CHECK_SIGNER, "%s", subject);
	return true;
}

static xmlSecKey *
key_of(X509 *cert)
{
	unsigned char	*der = NULL;
	xmlSecKey	*key;
	int		 len = i2d_X509(cert, &der);

	if (len <= 0)
		return NULL;
	key = xmlSecCryptoAppKeyLoadMemory(der, (xmlSecSize)len,
	    xmlSecKeyDataFormatCertDer, NULL, NULL, NULL);
	OPENSSL_free(der);
	return key;
}

/* Only what the profile lists is switched on in xmlsec. */
static bool
narrow(xmlSecDSigCtx *ctx, X509 *cert)
{
	xmlSecTransformId	 method;

	ctx->enabledReferenceUris = xmlSecTransformUriTypeEmpty;
	ctx->flags |= XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES;
	return algorithm_for_key(X509_get0_pubkey(cert), &method) == OK &&
	    xmlSecDSigCtxEnableReferenceTransform(ctx,
	    xmlSecTransformEnvelopedId) >= 0 &&
	    xmlSecDSigCtxEnableReferenceTransform(ctx,
	    xmlSecTransformExclC14NId) >= 0 &&
	    xmlSecDSigCtxEnableReferenceTransform(ctx,
	    xmlSecTransformSha256Id) >= 0 &&
	    xmlSecDSigCtxEnableSignatureTransform(ctx,
	    xmlSecTransformExclC14NId) >= 0 &&
	    xmlSecDSigCtxEnableSignatureTransform(ctx, method) >= 0;
}

/* The document again, from the bytes that went into the digest. */
static enum reason
reparse(xmlSecDSigCtx *ctx, xmlDoc **verified)
{
	xmlSecDSigReferenceCtx	*ref;
	xmlSecBuffer		*bytes;

	if (xmlSecPtrListGetSize(&ctx->signedInfoReferences) != 1)
		return fail(REASON_FILE_FORMAT, "not one reference");
	ref = xmlSecPtrListGetItem(&ctx->signedInfoReferences, 0);
	bytes = xmlSecDSigReferenceCtxGetPreDigestBuffer(ref);
	if (bytes == NULL)
		return fail(REASON_INTERNAL, "digested bytes were not kept");
	return untrusted_parse((const char *)xmlSecBufferGetData(bytes),
	    xmlSecBufferGetSize(bytes), verified);
}

static enum reason
check_signature(struct check_list *list, const struct parts *p, X509 *cert,
    xmlDoc **verified)
{
	xmlSecDSigCtx	*ctx;
	enum reason	 why = OK;

	if ((ctx = xmlSecDSigCtxCreate(NULL)) == NULL)
		return fail(REASON_MEMORY, "signature");
	if ((ctx->signKey = key_of(cert)) == NULL || !narrow(ctx, cert)) {
		why = fail(REASON_INTERNAL, "xmlsec could not be set up");
		goto out;
	}
	if (xmlSecDSigCtxVerify(ctx, p->signature) < 0 ||
	    ctx->status != xmlSecDSigStatusSucceeded) {
		check_failed(list, CHECK_SIGNATURE,
		    "the content was changed after signing");
		goto out;
	}
	if ((why = reparse(ctx, verified)) == OK)
		check_passed(list, CHECK_SIGNATURE, "%s", (char *)p->method);
out:
	xmlSecDSigCtxDestroy(ctx);
	return why;
}

enum reason
signature_check(xmlDoc *doc, X509_STORE *anchors, time_t now,
    struct check_list *list, xmlDoc **verified)
{
	struct parts	 p = { NULL, NULL, NULL };
	X509		*cert = NULL;
	enum reason	 why = OK;

	*verified = NULL;
	if (!find_place(doc, list, &p))
		check_stop_after(list, CHECK_PLACE);
	else if (!check_algorithms(list, &p))
		check_stop_after(list, CHECK_ALGORITHMS);
	else if (!check_signer(list, &p, anchors, now, &cert))
		check_stop_after(list, CHECK_SIGNER);
	else if ((why = check_signature(list, &p, cert, verified)) == OK &&
	    *verified == NULL)
		check_stop_after(list, CHECK_SIGNATURE);
	xmlFree(p.certificate);
	xmlFree(p.method);
	X509_free(cert);
	return why;
}
