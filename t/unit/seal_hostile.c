/* What strangers may send: each ends in a named fault, never in a seal. */
#include <openssl/objects.h>

#include "seal_fixture.h"
#include "seal/ses_shape.h"
#include "seal/ses_write.h"

static const unsigned char	 hash[SM3_BYTES] = { 9 };

/* A named fault of reading, with a detail for the log. */
static void
assert_refused(const void *der, size_t n, enum reason want)
{
	struct seal	*seal = NULL;
	struct stamp	*stamp = NULL;

	assert_reason(seal_read(der, n, &seal), want);
	assert_null(seal);
	assert_true(fail_detail()[0] != '\0');
	assert_reason(stamp_read(der, n, &stamp), want);
	assert_null(stamp);
}

static void
every_truncation_is_refused(void **state)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	char		*exact;
	size_t		 n;

	(void)state;
	make_stamp(hash, SIGNED, &b);
	for (n = 0; n < b.len; n++) {
		/* In memory of just that size, for the sanitizer's sake. */
		exact = malloc(n > 0 ? n : 1);
		assert_non_null(exact);
		memcpy(exact, b.data, n);
		assert_refused(exact, n, REASON_SEAL_DER);
		free(exact);
	}
	buf_free(&b);
}

static void
bytes_behind_are_refused(void **state)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);

	(void)state;
	assert_reason(buf_add(&b, world.seal_der.data, world.seal_der.len),
	    OK);
	assert_reason(buf_add(&b, "\0", 1), OK);
	assert_refused(b.data, b.len, REASON_SEAL_TRAILING);
	buf_free(&b);
}

#define CASE(why, bytes)	{ why, bytes, sizeof(bytes) - 1 }

static void
encodings_that_are_not_der_are_refused(void **state)
{
	static const struct {
		enum reason	 why;
		const char	*bytes;
		size_t		 len;
	} c[] = {
		CASE(REASON_SEAL_DER, ""),
		CASE(REASON_SEAL_DER, "\x30"),
		CASE(REASON_SEAL_DER, "\x30\x80\x00\x00"),	/* indefinite */
		CASE(REASON_SEAL_DER, "\x30\x81\x02\x05\x00"),	/* long form */
		CASE(REASON_SEAL_DER, "\x30\x82\x00\x02\x05\x00"),
		CASE(REASON_SEAL_DER, "\x30\x84\x7f\xff\xff\xff"),
		CASE(REASON_SEAL_DER, "\x30\x84\xff\xff\xff\xff"),
		CASE(REASON_SEAL_DER, "\x30\x88\xff\xff\xff\xff\xff\xff\xff"
		    "\xff"),
		CASE(REASON_SEAL_DER, "\x30\xff"),
		CASE(REASON_SEAL_DER, "\x3f\xff\xff\xff\xff\xff\x00"),
		/* a string in pieces; a length within that is too long */
		CASE(REASON_SEAL_DER, "\x30\x05\x24\x03\x04\x01\x00"),
		CASE(REASON_SEAL_DER, "\x30\x04\x30\x05\x05\x00"),
		CASE(REASON_SEAL_LAYOUT, "\x30\x00"),
		CASE(REASON_SEAL_LAYOUT, "\x05\x00"),
		CASE(REASON_SEAL_LAYOUT, "\x31\x00"),
		CASE(REASON_SEAL_LAYOUT, "\x30\x08\x05\x00\x05\x00\x05\x00\x05"
		    "\x00"),
		CASE(REASON_SEAL_LAYOUT, "\x30\x0a\x30\x02\x30\x00\x05\x00\x05"
		    "\x00\x05\x00"),
		CASE(REASON_SEAL_OLD_LAYOUT, "\x30\x06\x30\x02\x30\x00\x30"
		    "\x00"),
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(c); i++)
		assert_refused(c[i].bytes, c[i].len, c[i].why);
}

static void
deep_nesting_is_refused(void **state)
{
	unsigned char	 nested[120];
	size_t		 i, depth = sizeof(nested) / 2;

	(void)state;
	for (i = 0; i < depth; i++) {
		nested[2 * i] = 0x30;
		nested[2 * i + 1] = (unsigned char)(2 * (depth - i - 1));
	}
	assert_refused(nested, sizeof(nested), REASON_SEAL_DEPTH);
}

static void
a_flood_of_elements_is_refused(void **state)
{
	unsigned char	*flood;
	size_t		 n = 4 + 4000;
	size_t		 i;

	(void)state;
	flood = calloc(1, n);
	assert_non_null(flood);
	memcpy(flood, "\x30\x82\x0f\xa0", 4);
	for (i = 4; i < n; i += 2)
		flood[i] = 5;
	assert_refused(flood, n, REASON_SEAL_LIMIT);
	free(flood);
}

static void
a_picture_of_ten_megabytes_is_refused(void **state)
{
	struct buf	 b = BUF_INIT(16 * MEGABYTE);
	SES_SEAL	*ses = seal_copy();
	unsigned char	*picture = calloc(1, 10 * MEGABYTE);

	(void)state;
	assert_non_null(picture);
	ses->info->enc.modified = 1;
	assert_int_equal(ASN1_OCTET_STRING_set(ses->info->picture->data,
	    picture, 10 * MEGABYTE), 1);
	seal_resign(ses, &b);
	assert_refused(b.data, b.len, REASON_SEAL_LIMIT);
	SES_SEAL_free(ses);
	free(picture);
	buf_free(&b);
}

/* Seals that are signed and whole but for one value. */
enum fault {
	ID_NOT_ES, VERSION_NEXT, VERSION_NEGATIVE, VERSION_HUGE, VID_LONG,
	VID_NOT_ASCII, NAME_LONG, NAME_NOT_UTF8, NAME_CONTROL, NAME_NOT_XML,
	LIST_EMPTY, LIST_LONG, LIST_CERT_LARGE, TIME_JUNK, TIME_UTC_YEAR,
	PERIOD_BACKWARDS, PICTURE_LARGE, PICTURE_EMPTY, WIDTH_ZERO,
	HEIGHT_LARGE, EXT_MANY, EXT_LARGE, EXT_TWICE, MAKER_JUNK, MAKER_LARGE,
	SIGNATURE_EMPTY, SIGNATURE_LARGE
};

static void
fill(ASN1_STRING *s, int byte, size_t len)
{
	unsigned char	*bytes = malloc(len);

	assert_non_null(bytes);
	memset(bytes, byte, len);
	assert_int_equal(ASN1_STRING_set(s, bytes, (int)len), 1);
	free(bytes);
}

static void
list_resize(SES_PROPERTY *p, int n)
{
	ASN1_OCTET_STRING	*one;

	while (sk_ASN1_OCTET_STRING_num(p->list.certs) > n)
		ASN1_OCTET_STRING_free(sk_ASN1_OCTET_STRING_pop(
		    p->list.certs));
	while (sk_ASN1_OCTET_STRING_num(p->list.certs) < n) {
		one = ASN1_OCTET_STRING_new();
		fill(one, 'x', 4);
		assert_true(sk_ASN1_OCTET_STRING_push(p->list.certs, one) > 0);
	}
}

static void
spoil_info(SES_SEAL_INFO *info, enum fault fault)
{
	SES_PROPERTY	*p = info->property;

	switch (fault) {
	case ID_NOT_ES: fill(info->header->id, 'E', 2); break;
	case VERSION_NEXT: ASN1_INTEGER_set(info->header->version, 6); break;
	case VERSION_NEGATIVE:
		ASN1_INTEGER_set(info->header->version, -4); break;
	case VERSION_HUGE: fill(info->header->version, 0x7f, 400); break;
	case VID_LONG: fill(info->header->vid, 'v', SES_VID_MAX + 1); break;
	case VID_NOT_ASCII: fill(info->header->vid, 0xe9, 4); break;
	case NAME_LONG: fill(p->name, 'n', SES_NAME_MAX + 1); break;
	case NAME_NOT_UTF8: fill(p->name, 0xc0, 2); break;
	case NAME_CONTROL: fill(p->name, 0x1b, 1); break;
	case NAME_NOT_XML:
		assert_int_equal(ASN1_STRING_set(p->name, "\xef\xbf\xbf", 3),
		    1);
		break;
	case LIST_EMPTY: list_resize(p, 0); break;
	case LIST_LONG: list_resize(p, SES_LIST_MAX + 1); break;
	case LIST_CERT_LARGE:
		fill(sk_ASN1_OCTET_STRING_value(p->list.certs, 0), 0x30,
		    SES_CERT_MAX + 1);
		break;
	case TIME_JUNK: fill(p->created, '2', 15); break;
	case TIME_UTC_YEAR:
		assert_int_equal(ASN1_STRING_set(p->valid_from,
		    "260101000000Z", -1), 1);
		break;
	case PERIOD_BACKWARDS:
		assert_true(ses_put_time(&p->valid_until, SEAL_FROM - 1));
		break;
	case PICTURE_LARGE:
		fill(info->picture->data, 0, SES_PICTURE_MAX + 1); break;
	case PICTURE_EMPTY:
		assert_int_equal(ASN1_OCTET_STRING_set(info->picture->data,
		    NULL, 0), 1);
		break;
	case WIDTH_ZERO: ASN1_INTEGER_set(info->picture->width, 0); break;
	case HEIGHT_LARGE:
		ASN1_INTEGER_set(info->picture->height, SES_SIDE_MAX_MM + 1);
		break;
	case EXT_MANY: info->ext = ext_data(SES_EXT_MAX + 1, 1); break;
	case EXT_LARGE: info->ext = ext_data(1, SES_EXT_BYTES_MAX + 1); break;
	case EXT_TWICE:
		info->ext = ext_data(1, 1);
		info->ext_tagged = ext_data(1, 1);
		break;
	default: break;
	}
}

static void
spoil_outside(SES_SEAL *ses, enum fault fault)
{

	switch (fault) {
	case MAKER_JUNK: fill(ses->cert, 'x', 10); break;
	case MAKER_LARGE: fill(ses->cert, 0x30, SES_CERT_MAX + 1); break;
	case SIGNATURE_EMPTY: assert_true(ses_put_bits(ses->value, "", 0));
		break;
	case SIGNATURE_LARGE: fill(ses->value, 1, SES_VALUE_MAX + 1); break;
	default: break;
	}
}

static void
one_bad_value_is_refused_by_name(void **state)
{
	static const struct {
		enum fault	 fault;
		enum reason	 why;
	} c[] = {
		{ ID_NOT_ES, REASON_SEAL_VALUE },
		{ VERSION_NEXT, REASON_SEAL_VERSION },
		{ VERSION_NEGATIVE, REASON_SEAL_VALUE },
		{ VERSION_HUGE, REASON_SEAL_LIMIT },
		{ VID_LONG, REASON_SEAL_LIMIT },
		{ VID_NOT_ASCII, REASON_SEAL_VALUE },
		{ NAME_LONG, REASON_SEAL_LIMIT },
		{ NAME_NOT_UTF8, REASON_SEAL_VALUE },
		{ NAME_CONTROL, REASON_SEAL_VALUE },
		{ NAME_NOT_XML, REASON_SEAL_VALUE },
		{ LIST_EMPTY, REASON_SEAL_LIMIT },
		{ LIST_LONG, REASON_SEAL_LIMIT },
		{ LIST_CERT_LARGE, REASON_SEAL_LIMIT },
		{ TIME_JUNK, REASON_SEAL_VALUE },
		{ TIME_UTC_YEAR, REASON_SEAL_VALUE },
		{ PERIOD_BACKWARDS, REASON_SEAL_VALUE },
		{ PICTURE_LARGE, REASON_SEAL_LIMIT },
		{ PICTURE_EMPTY, REASON_SEAL_VALUE },
		{ WIDTH_ZERO, REASON_SEAL_VALUE },
		{ HEIGHT_LARGE, REASON_SEAL_VALUE },
		{ EXT_MANY, REASON_SEAL_LIMIT },
		{ EXT_LARGE, REASON_SEAL_LIMIT },
		{ EXT_TWICE, REASON_SEAL_LAYOUT },
		{ MAKER_JUNK, REASON_SEAL_CERT },
		{ MAKER_LARGE, REASON_SEAL_LIMIT },
		{ SIGNATURE_EMPTY, REASON_SEAL_VALUE },
		{ SIGNATURE_LARGE, REASON_SEAL_LIMIT },
	};
	struct buf	 b = BUF_INIT(2 * MEGABYTE);
	struct seal	*seal = NULL;
	SES_SEAL	*ses;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(c); i++) {
		ses = seal_copy();
		ses->info->enc.modified = 1;
		spoil_info(ses->info, c[i].fault);
		seal_resign(ses, &b);
		spoil_outside(ses, c[i].fault);
		buf_clear(&b);
		assert_reason(ses_append(ASN1_ITEM_rptr(SES_SEAL), ses, &b),
		    OK);
		if (seal_read(b.data, b.len, &seal) != c[i].why)
			fail_msg("case %zu: %s", i, fail_detail());
		assert_null(seal);
		SES_SEAL_free(ses);
	}
	buf_free(&b);
}

/* The list is of digests, but its type says 3: nobody knows what it holds. */
static void
an_unknown_kind_of_list_is_refused(void **state)
{
	static const char	 before[] = "\x02\x01\x01\x30\x82";
	struct buf		 b = BUF_INIT(SES_BYTES_MAX);
	struct seal		*seal = NULL;
	unsigned char		*at;

	(void)state;
	assert_reason(buf_add(&b, world.seal_der.data, world.seal_der.len),
	    OK);
	at = find_bytes(b.data, b.len, before, sizeof(before) - 1);
	assert_non_null(at);
	at[2] = 3;
	assert_reason(seal_read(b.data, b.len, &seal), REASON_SEAL_VALUE);
	at[2] = 2;
	assert_reason(seal_read(b.data, b.len, &seal), REASON_SEAL_LAYOUT);
	buf_free(&b);
}

static void
a_stamps_own_values_are_checked(void **state)
{
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct stamp	*stamp = NULL;
	SES_STAMP	*ses = stamp_copy(hash, SIGNED);

	(void)state;
#define STAMP_REFUSED(why) do {						\
	stamp_resign(ses, &b);						\
	assert_reason(stamp_read(b.data, b.len, &stamp), why);		\
	assert_null(stamp);						\
} while (0)
	fill(ses->tbs->data_hash, 1, SM3_BYTES - 1);
	STAMP_REFUSED(REASON_SEAL_VALUE);
	fill(ses->tbs->data_hash, 1, SES_DIGEST_MAX + 1);
	STAMP_REFUSED(REASON_SEAL_LIMIT);
	assert_true(ses_put_bits(ses->tbs->data_hash, hash, SM3_BYTES));
	fill(ses->tbs->property_info, 'p', SES_PROPERTY_MAX + 1);
	STAMP_REFUSED(REASON_SEAL_LIMIT);
	assert_true(ses_put_text(ses->tbs->property_info, "p"));
	ASN1_INTEGER_set(ses->tbs->version, 6);
	STAMP_REFUSED(REASON_SEAL_VERSION);
	ASN1_INTEGER_set(ses->tbs->version, 5);
	STAMP_REFUSED(REASON_SEAL_VALUE);
	ASN1_INTEGER_set(ses->tbs->version, 4);
	ses->tbs->ext = ext_data(SES_EXT_MAX + 1, 1);
	STAMP_REFUSED(REASON_SEAL_LIMIT);
	SES_STAMP_free(ses);
	buf_free(&b);
}

/* Any byte made any of these: refused by name or read, never anything else. */
static void
wrong_tags_and_lengths_everywhere_are_survived(void **state)
{
	static const unsigned char	 wrong[] = { 0x00, 0x02, 0x24, 0x30,
					    0x80, 0x84, 0xa0, 0xff };
	struct buf	 b = BUF_INIT(SES_BYTES_MAX);
	struct stamp	*stamp = NULL;
	enum reason	 why;
	size_t		 i, k;
	char		 kept;

	(void)state;
	make_stamp(hash, SIGNED, &b);
	for (i = 0; i < b.len; i++) {
		kept = b.data[i];
		for (k = 0; k < COUNT(wrong); k++) {
			b.data[i] = (char)wrong[k];
			why = stamp_read(b.data, b.len, &stamp);
			if (why != OK && (why < REASON_SEAL_DER ||
			    why > REASON_SEAL_CERT))
				fail_msg("byte %zu: %s", i, reason_word(why));
			assert_true((stamp != NULL) == (why == OK));
			stamp_free(&stamp);
		}
		b.data[i] = kept;
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(every_truncation_is_refused),
		cmocka_unit_test(bytes_behind_are_refused),
		cmocka_unit_test(encodings_that_are_not_der_are_refused),
		cmocka_unit_test(deep_nesting_is_refused),
		cmocka_unit_test(a_flood_of_elements_is_refused),
		cmocka_unit_test(a_picture_of_ten_megabytes_is_refused),
		cmocka_unit_test(one_bad_value_is_refused_by_name),
		cmocka_unit_test(an_unknown_kind_of_list_is_refused),
		cmocka_unit_test(a_stamps_own_values_are_checked),
		cmocka_unit_test(
		    wrong_tags_and_lengths_everywhere_are_survived),
	};

	return RUN_SEALED(tests);
}
