/* The profile of our XML signatures, element by element. */
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <xmlsec/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include <string.h>

#include "base/buf.h"
#include "document/algorithm.h"
#include "document/base64.h"
#include "document/signature.h"
#include "document/tree.h"
#include "document/untrusted.h"

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
		/* A declaration here would be under no digest and of no use. */
		if (names[n] == NULL || child->nsDef != NULL ||
		    !tree_is(child, NS_DSIG, names[n]))
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

/* An element with that Algorithm alone and nothing in it. */
static bool
is_method(xmlNode *node, const char *algorithm)
{
	return only_attribute(node, "Algorithm", algorithm) &&
	    node->children == NULL;
}

/* These find NULL, or the part that is not as in ours. */
static const char *
fault_of_reference(xmlNode *reference)
{
	static const char *const parts[] =
	    { "Transforms", "DigestMethod", "DigestValue", NULL };
	static const char *const two[] = { "Transform", "Transform", NULL };
	xmlNode	*part[3], *transform[2];

	if (!only_attribute(reference, "URI", ""))
		return "Reference: not to this very document";
	if (!children_are(reference, parts, part))
		return "Reference: its parts";
	if (part[0]->properties != NULL ||
	    !children_are(part[0], two, transform) ||
	    !is_method(transform[0], URI_ENVELOPED) ||
	    !is_method(transform[1], URI_EXC_C14N))
		return "Transforms: not the two that are allowed";
	if (!is_method(part[1], URI_SHA256))
		return "DigestMethod: not SHA-256";
	if (part[2]->properties != NULL)
		return "DigestValue: its attributes";
	return NULL;
}

static const char *
fault_of_signed_info(xmlNode *info, struct parts *p)
{
	static const char *const names[] = { "CanonicalizationMethod",
	    "SignatureMethod", "Reference", NULL };
	xmlNode	*part[3];

	if (info->properties != NULL || !children_are(info, names, part))
		return "SignedInfo: its parts, or not one Reference";
	if (!is_method(part[0], URI_EXC_C14N))
		return "CanonicalizationMethod: not exclusive";
	p->method = xmlGetNoNsProp(part[1], BAD_CAST "Algorithm");
	if (p->method == NULL || !is_method(part[1], (char *)p->method) ||
	    !algorithm_is_allowed((char *)p->method))
		return "SignatureMethod: neither of the two that are allowed";
	return fault_of_reference(part[2]);
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

static const char *
fault_of_key_info(xmlNode *info, struct parts *p)
{
	static const char *const data[] = { "X509Data", NULL };
	static const char *const certs[] = { "X509Certificate", NULL };
	xmlNode	*node[1];

	if (info->properties != NULL || !children_are(info, data, node) ||
	    node[0]->properties != NULL ||
	    !children_are(node[0], certs, node) ||
	    node[0]->properties != NULL)
		return "KeyInfo: more or other than one certificate";
	p->certificate = xmlNodeGetContent(node[0]);
	return p->certificate == NULL ? "KeyInfo: unreadable" : NULL;
}

static const char *
fault_of_form(struct parts *p)
{
	static const char *const names[] =
	    { "SignedInfo", "SignatureValue", "KeyInfo", NULL };
	const char	*fault;
	xmlNode		*part[3];

	if (p->signature->properties != NULL ||
	    !children_are(p->signature, names, part))
		return "Signature: its parts";
	if ((fault = fault_of_signed_info(part[0], p)) != NULL)
		return fault;
	if (!signature_value_fits(part[1]))
		return "SignatureValue: not base64 as it is written";
	return fault_of_key_info(part[2], p);
}

static bool
check_algorithms(struct check_list *list, struct parts *p)
{
	const char	*fault = fault_of_form(p);

	if (fault != NULL)
		check_failed(list, CHECK_ALGORITHMS, "%s", fault);
	else
		check_passed(list, CHECK_ALGORITHMS, "%s", (char *)p->method);
	return fault == NULL;
}

static xmlSecKey *
key_of(X509 *cert)
{
	EVP_PKEY	*evp = X509_get_pubkey(cert);
	xmlSecKeyData	*data = evp == NULL ? NULL :
			    xmlSecOpenSSLEvpKeyAdopt(evp);
	xmlSecKey	*key = data == NULL ? NULL : xmlSecKeyCreate();

	if (data == NULL)
		EVP_PKEY_free(evp);
	if (key != NULL && xmlSecKeySetValue(key, data) < 0) {
		xmlSecKeyDestroy(key);
		key = NULL;
	}
	if (key == NULL && data != NULL)
		xmlSecKeyDataDestroy(data);
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
signature_check(xmlDoc *doc, const struct anchors *anchors, time_t now,
    struct check_list *list, struct signed_doc *out)
{
	struct parts	 p = { NULL, NULL, NULL };
	enum reason	 why = OK;

	memset(out, 0, sizeof(*out));
	if (find_place(doc, list, &p) && check_algorithms(list, &p) &&
	    signer_cert_check(list, (char *)p.certificate, (char *)p.method,
	    anchors->signers, now, &out->cert, &out->by)) {
		revocation_check(anchors->revocation, out->cert,
		    chains_store(anchors->signers), now, list);
		if (list->check[CHECK_REVOCATION].outcome != OUTCOME_FAILED)
			why = check_signature(list, &p, cert_x509(out->cert),
			    &out->doc);
	}
	xmlFree(p.certificate);
	xmlFree(p.method);
	return why;
}

void
signed_doc_free(struct signed_doc *s)
{
	cert_free(&s->cert);
	xmlFreeDoc(s->doc);
	memset(s, 0, sizeof(*s));
}
