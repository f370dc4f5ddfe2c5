/* Seals and seal signatures of ours: what they are and when they are not. */
#include <openssl/objects.h>

#include "seal_fixture.h"
#include "seal/ses_shape.h"
#include "seal/ses_write.h"

static const unsigned char	 hash[SM3_BYTES] = { 7 };

static void
a_seal_says_what_was_ordered(void **state)
{
	const struct seal_facts	*f = seal_facts(world.seal);
	struct seal_order	 o;

	(void)state;
	seal_order(&o);
	assert_int_equal(f->version, 4);
	assert_string_equal(f->vid, o.vid);
	assert_string_equal(f->id, o.id);
	assert_string_equal(f->name, o.name);
	assert_false(f->by_digest);
	assert_int_equal(f->signers, 1);
	assert_int_equal(f->created, MADE);
	assert_int_equal(f->valid_from, SEAL_FROM);
	assert_int_equal(f->valid_until, SEAL_UNTIL);
	assert_string_equal(f->picture_type, "PNG");
	assert_string_equal(seal_media_type(world.seal), "image/png");
	assert_int_equal(f->picture_len, o.picture_len);
	assert_memory_equal(f->picture, o.picture, o.picture_len);
	assert_int_equal(f->width_mm, 42);
	assert_false(f->has_timestamp);
}

/* Decoded without its kept bytes and encoded again, it must be the same. */
static void
what_is_written_is_strict_der(void **state)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct buf	 again = BUF_INIT(SES_BYTES_MAX);
	SES_SEAL	*ses = seal_copy();
	enum ses_kind	 kind;

	(void)state;
	ses->info->enc.modified = 1;
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, &again), OK);
	assert_int_equal(again.len, world.seal_der.len);
	assert_memory_equal(again.data, world.seal_der.data, again.len);
	make_stamp(hash, SIGNED, &b);
	assert_reason(ses_shape(b.data, b.len, &kind), OK);
	assert_int_equal(kind, SES_KIND_STAMP);
	SES_SEAL_free(ses);
	buf_free(&b);
	buf_free(&again);
}

static void
a_stamp_holds_the_seal_byte_for_byte(void **state)
{
	struct buf			 b = BUF_INIT(SES_BYTES_MAX);
	struct stamp			*s = NULL;
	const struct stamp_facts	*f;
	const unsigned char		*der;
	size_t				 n;

	(void)state;
	make_stamp(hash, SIGNED, &b);
	assert_reason(stamp_read(b.data, b.len, &s), OK);
	der = seal_der(stamp_seal(s), &n);
	assert_int_equal(n, world.seal_der.len);
	assert_memory_equal(der, world.seal_der.data, n);
	f = stamp_facts(s);
	assert_int_equal(f->version, 4);
	assert_int_equal(f->time, SIGNED);
	assert_memory_equal(f->data_hash, hash, SM3_BYTES);
	assert_string_equal(f->property_info, "certificate");
	stamp_free(&s);
	buf_free(&b);
}

/* A BIT STRING loses zero bits at its end unless told otherwise. */
static void
a_hash_that_ends_in_zeroes_stays_whole(void **state)
{
	unsigned char		 zeroes[SM3_BYTES] = { 1 };
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_verdict	 v;

	(void)state;
	make_stamp(zeroes, SIGNED, &b);
	assert_reason(stamp_verify(b.data, b.len, zeroes, world.trust, SIGNED,
	    &v), OK);
	assert_int_equal(v.overall, SEAL_PASSED);
	buf_free(&b);
}

static void
signers_can_be_listed_by_digest(void **state)
{
	struct buf		 der = BUF_INIT(SES_BYTES_MAX);
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	const struct cert	*list[2] = { world.maker, world.signer };
	struct seal_order	 o;
	struct seal		*seal = NULL;
	struct sealer		*s = NULL;
	struct seal_verdict	 v;

	(void)state;
	seal_order(&o);
	o.by_digest = true;
	o.signers = list;
	o.signer_count = 2;
	assert_reason(seal_make(&o, world.maker_key, world.maker, MADE, &der),
	    OK);
	assert_reason(seal_read(der.data, der.len, &seal), OK);
	assert_true(seal_facts(seal)->by_digest);
	assert_int_equal(seal_facts(seal)->signers, 2);
	assert_reason(seal_check_signer(seal, world.other),
	    REASON_SEAL_SIGNER);
	assert_reason(sealer_open(seal, world.signer_key, world.signer,
	    world.trust, SIGNED, &s), OK);
	assert_reason(sealer_stamp(s, hash, "certificate", SIGNED, &b), OK);
	assert_reason(stamp_verify(b.data, b.len, hash, world.trust, SIGNED,
	    &v), OK);
	assert_int_equal(v.overall, SEAL_PASSED);
	sealer_close(&s);
	seal_free(&seal);
	buf_free(&der);
	buf_free(&b);
}

/* Each case alters one thing in the usual order and names the refusal. */
static void
a_seal_that_would_not_verify_is_not_made(void **state)
{
	static unsigned char	 large[SES_PICTURE_MAX + 1];
	/* An authority may not seal, even if its keyUsage would let it. */
	struct specimen_order	 authority = { .common_name = "CA",
				    .authority = true,
				    .usage = "digitalSignature,keyCertSign",
				    .valid_from = CA_FROM,
				    .valid_until = CA_UNTIL };
	struct cert		*ca_use, *p256_cert, *ca = NULL;
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal_order	 o;
	struct key		*p256 = NULL;

	(void)state;
#define REFUSED(key, cert, now, why) \
	assert_reason(seal_make(&o, key, cert, now, &b), why)
	seal_order(&o);
	REFUSED(world.signer_key, world.maker, MADE, REASON_SEAL_KEY);
	REFUSED(world.maker_key, world.maker, CERT_FROM - 1,
	    REASON_SEAL_CERT_TIME);
	REFUSED(world.maker_key, world.maker, CERT_UNTIL + 1,
	    REASON_SEAL_CERT_TIME);
	ca_use = issue("制章者", world.maker_key, "critical,keyAgreement",
	    CERT_FROM, CERT_UNTIL);
	REFUSED(world.maker_key, ca_use, MADE, REASON_SEAL_CERT_USAGE);
	REFUSED(world.ca_key, world.ca, MADE, REASON_SEAL_CERT_USAGE);
	assert_reason(specimen_issue(&authority, world.maker_key, NULL, NULL,
	    &ca), OK);
	REFUSED(world.maker_key, ca, MADE, REASON_SEAL_CERT_USAGE);
	assert_reason(key_generate(KEY_P256, &p256), OK);
	p256_cert = issue("制章者", p256, NULL, CERT_FROM, CERT_UNTIL);
	REFUSED(p256, p256_cert, MADE, REASON_SEAL_ALGORITHM);
	o.valid_until = o.valid_from - 1;
	REFUSED(world.maker_key, world.maker, MADE, REASON_SEAL_VALUE);
	seal_order(&o);
	o.picture = large;
	o.picture_len = sizeof(large);
	REFUSED(world.maker_key, world.maker, MADE, REASON_SEAL_LIMIT);
	o.picture_len = 0;
	REFUSED(world.maker_key, world.maker, MADE, REASON_SEAL_VALUE);
	seal_order(&o);
	o.signer_count = 0;
	REFUSED(world.maker_key, world.maker, MADE, REASON_SEAL_LIMIT);
	seal_order(&o);
	o.name = "a\nb";
	REFUSED(world.maker_key, world.maker, MADE, REASON_SEAL_VALUE);
	o.name = "\xff";
	REFUSED(world.maker_key, world.maker, MADE, REASON_SEAL_VALUE);
	o.name = "\xe2\x80\xae" "turned";
	REFUSED(world.maker_key, world.maker, MADE, REASON_SEAL_VALUE);
	seal_order(&o);
	o.id = "序号";
	REFUSED(world.maker_key, world.maker, MADE, REASON_SEAL_VALUE);
	assert_int_equal(b.len, 0);
	cert_free(&ca_use);
	cert_free(&p256_cert);
	cert_free(&ca);
	key_close(&p256);
}

static void
a_seal_is_not_taken_into_the_wrong_hands(void **state)
{
	struct sealer	*s = NULL;
	struct cert	*c;
	SES_SEAL	*ses = seal_copy();
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct seal	*forged = NULL;

	(void)state;
	assert_reason(sealer_open(world.seal, world.other_key, world.signer,
	    world.trust, SIGNED, &s), REASON_SEAL_KEY);
	assert_reason(sealer_open(world.seal, world.other_key, world.other,
	    world.trust, SIGNED, &s), REASON_SEAL_SIGNER);
	c = issue("签章者", world.signer_key, "critical,keyAgreement",
	    CERT_FROM, CERT_UNTIL);
	assert_reason(sealer_open(world.seal, world.signer_key, c,
	    world.trust, SIGNED, &s), REASON_SEAL_CERT_USAGE);
	ses->info->enc.modified = 1;
	assert_true(ses_put_text(ses->info->property->name, "别的"));
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, &b), OK);
	assert_reason(seal_read(b.data, b.len, &forged), OK);
	assert_reason(sealer_open(forged, world.signer_key, world.signer,
	    world.trust, SIGNED, &s), REASON_SEAL_SIGNATURE);
	assert_null(s);
	seal_free(&forged);
	SES_SEAL_free(ses);
	cert_free(&c);
	buf_free(&b);
}

static void
a_seal_of_a_strange_authority_is_not_taken(void **state)
{
	struct specimen_order	 o = { .common_name = "另一 CA",
				    .authority = true, .valid_from = CA_FROM,
				    .valid_until = CA_UNTIL };
	struct buf		 pem = BUF_INIT(65536);
	struct trust		*t = NULL;
	struct sealer		*s = NULL;
	struct cert		*ca = NULL;

	(void)state;
	assert_reason(specimen_issue(&o, world.other_key, NULL, NULL, &ca),
	    OK);
	assert_reason(cert_write_pem(ca, &pem), OK);
	assert_reason(trust_load(world_write("other-ca.pem", pem.data,
	    pem.len, 0644), &t), OK);
	assert_reason(sealer_open(world.seal, world.signer_key, world.signer,
	    t, SIGNED, &s), REASON_SEAL_CHAIN);
	trust_free(&t);
	cert_free(&ca);
	buf_free(&pem);
}

static void
sealing_is_refused_out_of_time(void **state)
{
	static const struct {
		time_t		 when;
		enum reason	 why;
	} c[] = {
		{ CERT_FROM - 1, REASON_SEAL_NOT_YET },
		{ SEAL_FROM - 1, REASON_SEAL_NOT_YET },
		{ SEAL_FROM, OK },
		{ SEAL_UNTIL, OK },
		{ SEAL_UNTIL + 1, REASON_SEAL_EXPIRED },
	};
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct sealer	*s = NULL;
	size_t		 i;

	(void)state;
	assert_reason(sealer_open(world.seal, world.signer_key, world.signer,
	    world.trust, SIGNED, &s), OK);
	for (i = 0; i < COUNT(c); i++) {
		buf_clear(&b);
		assert_reason(sealer_stamp(s, hash, "x", c[i].when, &b),
		    c[i].why);
		assert_true((b.len > 0) == (c[i].why == OK));
	}
	assert_reason(sealer_stamp(s, hash, "范围", SIGNED, &b),
	    REASON_SEAL_VALUE);
	sealer_close(&s);
	buf_free(&b);
}

/* Only the signer's, then only the maker's, certificate has ended. */
static void
sealing_is_refused_when_a_certificate_has_ended(void **state)
{
	struct buf		 der = BUF_INIT(SES_BYTES_MAX);
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	const struct cert	*list[1];
	struct seal_order	 o;
	struct seal		*seal = NULL;
	struct sealer		*s = NULL;
	struct cert		*shorter;

	(void)state;
	seal_order(&o);
	o.signers = list;
	list[0] = shorter = issue("签章者", world.signer_key, NULL, CERT_FROM,
	    SIGNED);
	assert_reason(seal_make(&o, world.maker_key, world.maker, MADE, &der),
	    OK);
	assert_reason(seal_read(der.data, der.len, &seal), OK);
	assert_reason(sealer_open(seal, world.signer_key, shorter,
	    world.trust, SIGNED, &s), OK);
	assert_reason(sealer_stamp(s, hash, "x", SIGNED, &b), OK);
	assert_reason(sealer_stamp(s, hash, "x", SIGNED + 1, &b),
	    REASON_SEAL_CERT_TIME);
	assert_non_null(strstr(fail_detail(), "signer"));
	sealer_close(&s);
	seal_free(&seal);
	cert_free(&shorter);

	shorter = issue("制章者", world.maker_key, NULL, CERT_FROM, SIGNED);
	list[0] = world.signer;
	buf_clear(&der);
	assert_reason(seal_make(&o, world.maker_key, shorter, MADE, &der), OK);
	assert_reason(seal_read(der.data, der.len, &seal), OK);
	assert_reason(sealer_open(seal, world.signer_key, world.signer,
	    world.trust, SIGNED, &s), OK);
	assert_reason(sealer_stamp(s, hash, "x", SIGNED + 1, &b),
	    REASON_SEAL_CERT_TIME);
	assert_non_null(strstr(fail_detail(), "maker"));
	sealer_close(&s);
	seal_free(&seal);
	cert_free(&shorter);
	buf_free(&der);
	buf_free(&b);
}

/* As production seals have it: BOOLEAN FALSE where DER leaves it out. */
static void
an_explicit_false_is_read_and_kept(void **state)
{
	static const unsigned char	 yes[] = { 1, 1, 0xff, 4, 3 };
	SES_SEAL	*ses = seal_copy();
	SES_EXT		*ext = SES_EXT_new();
	struct buf	 text = BUF_INIT(65536);
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct seal	*seal = NULL;
	unsigned char	*info = NULL, sig[KEY_SIGNATURE_MAX], *at;
	const unsigned char	*p;
	size_t		 n;
	int		 len;

	(void)state;
	ext->id = OBJ_txt2obj("1.2.156.10197.6.7.2.2.1", 1);
	ext->critical = 0xff;
	assert_int_equal(ASN1_OCTET_STRING_set(ext->value,
	    (const unsigned char *)"2.1", 3), 1);
	ses->info->ext = sk_SES_EXT_new_null();
	assert_int_equal(sk_SES_EXT_push(ses->info->ext, ext), 1);
	ext = SES_EXT_new();	/* and one that leaves it out */
	ext->id = OBJ_txt2obj("1.2.3", 1);
	assert_int_equal(sk_SES_EXT_push(ses->info->ext, ext), 2);
	ses->info->enc.modified = 1;
	len = i2d_SES_SEAL_INFO(ses->info, &info);
	assert_true(len > 0);
	at = find_bytes(info, (size_t)len, yes, sizeof(yes));
	assert_non_null(at);
	at[2] = 0;
	p = info;
	SES_SEAL_INFO_free(ses->info);
	ses->info = d2i_SES_SEAL_INFO(NULL, &p, len);
	assert_non_null(ses->info);
	assert_reason(key_sign(world.maker_key, info, (size_t)len, sig, &n),
	    OK);
	assert_true(ses_put_bits(ses->value, sig, n));
	assert_reason(ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, &b), OK);
	assert_non_null(find_bytes(b.data, b.len, "\x01\x01\x00\x04\x03" "2.1",
	    8));
	assert_reason(seal_read(b.data, b.len, &seal), OK);
	assert_reason(seal_check_signature(seal), OK);
	assert_reason(seal_print(b.data, b.len, &text), OK);
	assert_non_null(strstr(buf_text(&text), "critical: no"));
	assert_null(strstr(buf_text(&text), "critical: yes"));
	buf_free(&text);
	seal_free(&seal);
	OPENSSL_free(info);
	SES_SEAL_free(ses);
	buf_free(&b);
}

/* The one entry's encoding, and the tags that may stand before it. */
static const char	 bare[] = "\x30\x09\x30\x07\x06\x02\x2a\x03\x04\x01";
static const char	 tagged[] = "\xa0\x0b\x30\x09\x30\x07\x06\x02\x2a\x03";

static void
a_seals_extension_data_stand_untagged(void **state)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	SES_SEAL	*ses = seal_copy();
	struct seal	*s = NULL;

	(void)state;
	ses->info->enc.modified = 1;
	ses->info->ext = ext_data(1, 1);
	seal_resign(ses, &b);
	assert_non_null(find_bytes(b.data, b.len, bare, sizeof(bare) - 1));
	assert_null(find_bytes(b.data, b.len, tagged, sizeof(tagged) - 1));
	assert_reason(seal_read(b.data, b.len, &s), OK);
	assert_reason(seal_check_signature(s), OK);
	seal_free(&s);
	/* Others write the tag of TBS_Sign here too; that is read. */
	ses->info->ext_tagged = ses->info->ext;
	ses->info->ext = NULL;
	seal_resign(ses, &b);
	assert_non_null(find_bytes(b.data, b.len, tagged, sizeof(tagged) - 1));
	assert_reason(seal_read(b.data, b.len, &s), OK);
	assert_reason(seal_check_signature(s), OK);
	seal_free(&s);
	SES_SEAL_free(ses);
	buf_free(&b);
}

static void
a_stamps_extension_data_stand_under_their_tag(void **state)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct buf	 text = BUF_INIT(65536);
	SES_STAMP	*ses = stamp_copy(hash, SIGNED);
	struct stamp	*s = NULL;

	(void)state;
	ses->tbs->ext = ext_data(1, 1);
	stamp_resign(ses, &b);
	assert_non_null(find_bytes(b.data, b.len, tagged, sizeof(tagged) - 1));
	assert_reason(stamp_read(b.data, b.len, &s), OK);
	assert_reason(stamp_check_signature(s), OK);
	stamp_free(&s);
	assert_reason(seal_print(b.data, b.len, &text), OK);
	assert_non_null(strstr(buf_text(&text), "extension: 1.2.3"));
	ses->tbs->ext_untagged = ses->tbs->ext;
	ses->tbs->ext = NULL;
	stamp_resign(ses, &b);
	assert_null(find_bytes(b.data, b.len, tagged, sizeof(tagged) - 1));
	assert_reason(stamp_read(b.data, b.len, &s), OK);
	stamp_free(&s);
	SES_STAMP_free(ses);
	buf_free(&text);
	buf_free(&b);
}

static void
a_print_names_every_field(void **state)
{
	static const char	*want[] = {
		"seal signature: version 4", "property info: certificate",
		"data hash (SM3): 07000000", "name: 样本专用章𬱖",
		"vid: ecert", "picture: PNG (image/png), 16 bytes, 42 x 42 mm",
		"CN = 签章者", "CN = 制章者", "key: SM2, 256 bits",
		"algorithm: 1.2.156.10197.1.501 (SM2-with-SM3)",
		"time: 2026-03-02T08:00:00+08:00",
	};
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct buf	 text = BUF_INIT(65536);
	size_t		 i;

	(void)state;
	make_stamp(hash, SIGNED, &b);
	assert_reason(seal_print(b.data, b.len, &text), OK);
	for (i = 0; i < COUNT(want); i++)
		if (strstr(buf_text(&text), want[i]) == NULL)
			fail_msg("no \"%s\" in:\n%s", want[i],
			    buf_text(&text));
	buf_clear(&text);
	assert_reason(seal_print(b.data, b.len - 1, &text), REASON_SEAL_DER);
	assert_int_equal(text.len, 0);
	buf_free(&b);
	buf_free(&text);
}

/* U+202E turns the direction of what follows about. */
static void
a_name_that_plays_tricks_is_printed_escaped(void **state)
{
	struct buf	 text = BUF_INIT(65536);
	struct cert	*c = issue("签\xe2\x80\xae章", world.other_key, NULL,
	    CERT_FROM, CERT_UNTIL);

	(void)state;
	assert_reason(cert_print(c, "", &text), OK);
	assert_null(strstr(buf_text(&text), "\xe2\x80\xae"));
	assert_non_null(strstr(buf_text(&text), "\\E2\\80\\AE"));
	assert_non_null(strstr(buf_text(&text), "样本 SM2 CA"));
	buf_free(&text);
	cert_free(&c);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_seal_says_what_was_ordered),
		cmocka_unit_test(what_is_written_is_strict_der),
		cmocka_unit_test(a_stamp_holds_the_seal_byte_for_byte),
		cmocka_unit_test(a_hash_that_ends_in_zeroes_stays_whole),
		cmocka_unit_test(signers_can_be_listed_by_digest),
		cmocka_unit_test(a_seal_that_would_not_verify_is_not_made),
		cmocka_unit_test(a_seal_is_not_taken_into_the_wrong_hands),
		cmocka_unit_test(a_seal_of_a_strange_authority_is_not_taken),
		cmocka_unit_test(sealing_is_refused_out_of_time),
		cmocka_unit_test(
		    sealing_is_refused_when_a_certificate_has_ended),
		cmocka_unit_test(an_explicit_false_is_read_and_kept),
		cmocka_unit_test(a_seals_extension_data_stand_untagged),
		cmocka_unit_test(a_stamps_extension_data_stand_under_their_tag),
		cmocka_unit_test(a_print_names_every_field),
		cmocka_unit_test(a_name_that_plays_tricks_is_printed_escaped),
	};

	return RUN_SEALED(tests);
}
