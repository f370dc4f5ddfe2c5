/* A seal or a seal signature spelled out for people, field by field. */
#include <openssl/objects.h>

#include <stdarg.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/secret.h"
#include "seal/seal_private.h"
#include "seal/ses_shape.h"

#define HEX_SHOWN	80	/* bytes; longer values are cut */

struct printer {
	struct buf	*out;
	enum reason	 why;	/* of the first line that did not go */
};

static void line(struct printer *, const char *, ...) PRINTF_LIKE(2, 3);

static void
line(struct printer *p, const char *fmt, ...)
{
	char	 text[1024];
	va_list	 args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (p->why == OK)
		p->why = buf_printf(p->out, "%s\n", text);
}

static void
print_time(struct printer *p, const char *label, time_t when)
{
	char	 text[CLOCK_ISO_BYTES];

	clock_iso(when, text);
	line(p, "%s: %s", label, text);
}

static void
print_hex(struct printer *p, const char *label, const void *bytes, int len)
{
	char	 hex[2 * HEX_SHOWN + 1];
	size_t	 n = len < HEX_SHOWN ? (size_t)len : HEX_SHOWN;

	secret_hex(bytes, n, hex);
	line(p, "%s: %s%s (%d bytes)", label, hex,
	    len > HEX_SHOWN ? "..." : "", len);
}

static void
print_oid(struct printer *p, const char *label, const ASN1_OBJECT *oid)
{
	char	 dotted[128];
	int	 nid = OBJ_obj2nid(oid);

	if (OBJ_obj2txt(dotted, sizeof(dotted), oid, 1) <= 0)
		dotted[0] = '\0';
	line(p, "%s: %s (%s)", label, dotted,
	    nid == NID_undef ? "no known name" : OBJ_nid2ln(nid));
}

static void
print_cert(struct printer *p, const char *indent, const struct cert *c)
{

	if (p->why == OK)
		p->why = cert_print(c, indent, p->out);
}

static void
print_bits(struct printer *p, const char *label, const ASN1_BIT_STRING *bits)
{

	print_hex(p, label, bits->data, bits->length);
}

static void
print_exts(struct printer *p, const char *label, const STACK_OF(SES_EXT) *all)
{
	const SES_EXT	*e;
	int		 i;

	for (i = 0; i < sk_SES_EXT_num(all); i++) {
		e = sk_SES_EXT_value(all, i);
		print_oid(p, label, e->id);
		line(p, "    critical: %s", e->critical ? "yes" : "no");
		print_hex(p, "    value", e->value->data, e->value->length);
	}
}

/* A listed certificate that cannot be read is shown as what it is. */
static void
print_listed(struct printer *p, const ASN1_OCTET_STRING *der)
{
	struct cert	*c = NULL;

	if (cert_from_der(der->data, (size_t)der->length, &c) == OK)
		print_cert(p, "    ", c);
	else
		print_hex(p, "    unreadable", der->data, der->length);
	cert_free(&c);
}

static void
print_signers(struct printer *p, const SES_PROPERTY *property, bool by_digest)
{
	const SES_CERT_DIGEST	*d;
	int			 i;

	for (i = 0; by_digest &&
	    i < sk_SES_CERT_DIGEST_num(property->list.digests); i++) {
		d = sk_SES_CERT_DIGEST_value(property->list.digests, i);
		line(p, "  signer %d: digest %.*s", i + 1, d->type->length,
		    (const char *)d->type->data);
		print_hex(p, "    value", d->value->data, d->value->length);
	}
	for (i = 0; !by_digest &&
	    i < sk_ASN1_OCTET_STRING_num(property->list.certs); i++) {
		line(p, "  signer %d:", i + 1);
		print_listed(p, sk_ASN1_OCTET_STRING_value(
		    property->list.certs, i));
	}
}

static void
print_seal(struct printer *p, const struct seal *s)
{
	const struct seal_facts	*f = seal_facts(s);
	const SES_SEAL_INFO	*info = s->ses->info;
	const char		*media = seal_media_type(s);

	line(p, "seal: version %d (%s)", f->version,
	    f->version == 4 ? "GB/T 38540-2020" : "GM/T 0031-2025");
	line(p, "  vid: %s", f->vid);
	line(p, "  id: %s", f->id);
	line(p, "  type: %d", f->type);
	line(p, "  name: %s", f->name);
	print_time(p, "  created", f->created);
	print_time(p, "  valid from", f->valid_from);
	print_time(p, "  valid until", f->valid_until);
	line(p, "  picture: %s (%s), %zu bytes, %d x %d mm", f->picture_type,
	    media != NULL ? media : "unknown media type", f->picture_len,
	    f->width_mm, f->height_mm);
	print_signers(p, info->property, f->by_digest);
	print_exts(p, "  extension", info->ext != NULL ? info->ext :
	    info->ext_tagged);
	line(p, "  maker:");
	print_cert(p, "    ", s->maker);
	print_oid(p, "  algorithm", s->ses->algorithm);
	print_bits(p, "  signature", s->ses->value);
	if (f->has_timestamp)
		print_bits(p, "  time stamp", s->ses->timestamp);
}

static void
print_stamp(struct printer *p, const struct stamp *s)
{
	const struct stamp_facts	*f = stamp_facts(s);
	const SES_TBS			*tbs = s->ses->tbs;

	line(p, "seal signature: version %d", f->version);
	print_time(p, "  time", f->time);
	print_hex(p, "  data hash (SM3)", f->data_hash, SM3_BYTES);
	line(p, "  property info: %s", f->property_info);
	print_exts(p, "  extension", tbs->ext != NULL ? tbs->ext :
	    tbs->ext_untagged);
	line(p, "  signer:");
	print_cert(p, "    ", s->signer);
	print_oid(p, "  algorithm", s->ses->algorithm);
	print_bits(p, "  signature", s->ses->value);
	if (f->has_timestamp)
		print_bits(p, "  time stamp", s->ses->timestamp);
	print_seal(p, s->seal);
}

enum reason
seal_print(const void *der, size_t len, struct buf *out)
{
	struct printer	 p = { .out = out, .why = OK };
	struct stamp	*stamp = NULL;
	struct seal	*seal = NULL;
	enum ses_kind	 kind;
	enum reason	 why;

	if ((why = ses_shape(der, len, &kind)) != OK)
		return why;
	if (kind == SES_KIND_STAMP)
		why = stamp_read(der, len, &stamp);
	else
		why = seal_read(der, len, &seal);
	if (why == OK && stamp != NULL)
		print_stamp(&p, stamp);
	else if (why == OK)
		print_seal(&p, seal);
	stamp_free(&stamp);
	seal_free(&seal);
	return why != OK ? why : p.why;
}
