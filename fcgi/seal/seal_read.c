#include <openssl/err.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "seal/seal_private.h"
#include "seal/ses_shape.h"
#include "seal/ses_value.h"

static enum reason
read_header(const SES_HEADER *h, struct seal_facts *f)
{
	char		 id[SES_ID_MAX + 1];
	enum reason	 why;

	if ((why = ses_text(h->id, "header.ID", id, SES_ID_MAX)) != OK)
		return why;
	if (strcmp(id, "ES") != 0)
		return fail(REASON_SEAL_VALUE, "header.ID: not \"ES\"");
	if ((why = ses_number(h->version, "header.version", 0, INT32_MAX,
	    &f->version)) != OK)
		return why;
	if (f->version != 4 && f->version != 5)
		return fail(REASON_SEAL_VERSION, "version %d", f->version);
	return ses_text(h->vid, "header.Vid", f->vid, SES_VID_MAX);
}

static enum reason
check_certs(const STACK_OF(ASN1_OCTET_STRING) *list)
{
	int	 i, len;

	for (i = 0; i < sk_ASN1_OCTET_STRING_num(list); i++) {
		len = ASN1_STRING_length(sk_ASN1_OCTET_STRING_value(list, i));
		if (len > SES_CERT_MAX)
			return fail(REASON_SEAL_LIMIT, "certList: certificate "
			    "of %d bytes", len);
	}
	return OK;
}

static enum reason
check_digests(const STACK_OF(SES_CERT_DIGEST) *list)
{
	const SES_CERT_DIGEST	*d;
	char			 type[SES_DIGEST_MAX + 1];
	enum reason		 why;
	int			 i, len;

	for (i = 0; i < sk_SES_CERT_DIGEST_num(list); i++) {
		d = sk_SES_CERT_DIGEST_value(list, i);
		len = ASN1_STRING_length(d->value);
		if (len == 0 || len > SES_DIGEST_MAX)
			return fail(REASON_SEAL_LIMIT, "certList: digest of "
			    "%d bytes", len);
		if ((why = ses_text(d->type, "certList.type", type,
		    SES_DIGEST_MAX)) != OK)
			return why;
	}
	return OK;
}

static enum reason
read_list(const SES_PROPERTY *p, struct seal_facts *f)
{
	enum reason	 why;
	int		 type, n;

	if ((why = ses_number(p->list_type, "certListType", SES_LIST_CERTS,
	    SES_LIST_DIGESTS, &type)) != OK)
		return why;
	f->by_digest = type == SES_LIST_DIGESTS;
	n = f->by_digest ? sk_SES_CERT_DIGEST_num(p->list.digests) :
	    sk_ASN1_OCTET_STRING_num(p->list.certs);
	if (n < 1 || n > SES_LIST_MAX)
		return fail(REASON_SEAL_LIMIT, "certList: %d entries; 1 to %d",
		    n, SES_LIST_MAX);
	f->signers = (size_t)n;
	return f->by_digest ? check_digests(p->list.digests) :
	    check_certs(p->list.certs);
}

static enum reason
read_property(const SES_PROPERTY *p, struct seal_facts *f)
{
	enum reason	 why;

	if ((why = ses_number(p->type, "property.type", 0, SES_TYPE_MAX,
	    &f->type)) != OK ||
	    (why = ses_text(p->name, "property.name", f->name,
	    SES_NAME_MAX)) != OK ||
	    (why = read_list(p, f)) != OK ||
	    (why = ses_time(p->created, "createDate", &f->created)) != OK ||
	    (why = ses_time(p->valid_from, "validStart",
	    &f->valid_from)) != OK ||
	    (why = ses_time(p->valid_until, "validEnd",
	    &f->valid_until)) != OK)
		return why;
	if (f->valid_until < f->valid_from)
		return fail(REASON_SEAL_VALUE, "validEnd before validStart");
	return OK;
}

static enum reason
read_picture(const SES_PICTURE *p, struct seal_facts *f)
{
	enum reason	 why;
	int		 len = ASN1_STRING_length(p->data);

	if (len > SES_PICTURE_MAX)
		return fail(REASON_SEAL_LIMIT, "picture of %d bytes; %d at "
		    "most", len, SES_PICTURE_MAX);
	if (len == 0)
		return fail(REASON_SEAL_VALUE, "empty picture");
	f->picture = ASN1_STRING_get0_data(p->data);
	f->picture_len = (size_t)len;
	if ((why = ses_text(p->type, "picture.type", f->picture_type,
	    SES_PICTURE_TYPE_MAX)) != OK ||
	    (why = ses_number(p->width, "picture.width", 1, SES_SIDE_MAX_MM,
	    &f->width_mm)) != OK)
		return why;
	return ses_number(p->height, "picture.height", 1, SES_SIDE_MAX_MM,
	    &f->height_mm);
}

static enum reason
read_all(struct seal *s)
{
	const SES_SEAL		*ses = s->ses;
	const SES_SEAL_INFO	*info = ses->info;
	struct seal_facts	*f = &s->facts;
	enum reason		 why;

	if ((why = read_header(info->header, f)) != OK ||
	    (why = ses_text(info->es_id, "esID", f->id, SES_ID_MAX)) != OK ||
	    (why = read_property(info->property, f)) != OK ||
	    (why = read_picture(info->picture, f)) != OK ||
	    (why = ses_exts(info->ext, info->ext_tagged,
	    "seal extDatas")) != OK ||
	    (why = ses_bits(ses->value, "signedValue", SES_VALUE_MAX)) != OK ||
	    (why = ses_cert(ses->cert, "maker certificate", &s->maker)) != OK)
		return why;
	f->has_timestamp = ses->timestamp != NULL;
	if (f->has_timestamp && f->version < 5)
		return fail(REASON_SEAL_LAYOUT, "a time stamp in a seal of "
		    "version %d", f->version);
	if (f->has_timestamp)
		return ses_bits(ses->timestamp, "timeStamp",
		    SES_TIMESTAMP_MAX);
	return OK;
}

enum reason
seal_adopt(SES_SEAL *ses, struct seal **out)
{
	struct seal	*s;
	enum reason	 why;

	if ((s = calloc(1, sizeof(*s))) == NULL) {
		SES_SEAL_free(ses);
		return fail(REASON_MEMORY, "seal");
	}
	s->ses = ses;
	if ((why = read_all(s)) != OK)
		seal_free(&s);
	else
		*out = s;
	return why;
}

enum reason
seal_read(const void *der, size_t len, struct seal **out)
{
	const unsigned char	*p = der;
	SES_SEAL		*ses;
	enum reason		 why;

	if ((why = ses_shape_of(der, len, SES_KIND_SEAL)) != OK)
		return why;
	ses = d2i_SES_SEAL(NULL, &p, (long)len);
	ERR_clear_error();
	if (ses == NULL)
		return fail(REASON_SEAL_LAYOUT, "the fields are not those of "
		    "a seal");
	return seal_adopt(ses, out);
}

void
seal_free(struct seal **s)
{

	if (*s == NULL)
		return;
	SES_SEAL_free((*s)->ses);
	cert_free(&(*s)->maker);
	free(*s);
	*s = NULL;
}

const struct seal_facts *
seal_facts(const struct seal *s)
{

	return &s->facts;
}

const struct cert *
seal_maker(const struct seal *s)
{

	return s->maker;
}

const unsigned char *
seal_der(const struct seal *s, size_t *len)
{

	*len = (size_t)s->ses->enc.len;
	return s->ses->enc.enc;
}

/* The standard leaves the spelling open; these are the ones in use. */
const char *
seal_media_type(const struct seal *s)
{
	static const struct {
		const char	*type;
		const char	*media;
	} known[] = {
		{ "png", "image/png" },
		{ "jpg", "image/jpeg" },
		{ "jpeg", "image/jpeg" },
		{ "gif", "image/gif" },
		{ "bmp", "image/bmp" },
		{ "svg", "image/svg+xml" },
		{ "ofd", "application/ofd" },
	};
	size_t	 i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcasecmp(s->facts.picture_type, known[i].type) == 0)
			return known[i].media;
	return NULL;
}
