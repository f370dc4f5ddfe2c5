/*
 * A specimen copy for other programs to verify: certificate.xml in the folder
 * named, a report of its verification, report.xml, with ca.pem and seal-ca.pem
 * beside them.
 */
#include "base/secret.h"
#include "copy_parts.h"
#include "document/report.h"
#include "document/seal_put.h"

static void
write_report(const struct buf *copy)
{
	static char			 name[] = "样本核验服务 Specimen Service";
	static const struct conf	 conf = { .name_zh = name,
					    .name_en = name, .specimen = true };
	struct verification		 v;
	struct report			 r = {
		.conf = &conf, .number = "3V8K0RT5XJ9QWM2N7BCDZ4HEGF",
		.made_at = W->now, .file_size = copy->len, .verification = &v,
	};
	struct buf			 xml = BUF_INIT(MEGABYTE);
	char				 digest[65];
	xmlDoc				*doc;

	verify_copy(copy, &v);
	assert_int_equal(secret_digest_hex(copy->data, copy->len, digest), OK);
	r.file_digest = digest;
	assert_int_equal(report_document(&r, &doc), OK);
	assert_int_equal(seal_put(doc, W->sealer, W->now), OK);
	assert_int_equal(sign_document(W->xml_signer, doc, W->now, &xml), OK);
	copy_write("report.xml", &xml);
	xmlFreeDoc(doc);
	verification_free(&v);
	buf_free(&xml);
}

int
main(int argc, char **argv)
{
	struct buf	 copy;

	if (argc != 2) {
		fputs("usage: specimen_copy FOLDER\n", stderr);
		return 2;
	}
	copy_world_start(argv[1]);
	copy = make_copy(&W->certificate, &W->annotation);
	copy_write("certificate.xml", &copy);
	write_report(&copy);
	buf_free(&copy);
	copy_world_end();
	return 0;
}
