/*
 * A specimen copy for other programs to verify: certificate.xml in the folder
 * named, a report of its verification, report.xml, with ca.pem and seal-ca.pem
 * beside them.
 */
#include "copy_parts.h"

int
main(int argc, char **argv)
{
	struct buf	 copy, report;

	if (argc != 2) {
		fputs("usage: specimen_copy FOLDER\n", stderr);
		return 2;
	}
	copy_world_start(argv[1]);
	copy = make_copy(&W->certificate, &W->annotation);
	copy_write("certificate.xml", &copy);
	report = make_report(&copy);
	copy_write("report.xml", &report);
	buf_free(&report);
	buf_free(&copy);
	copy_world_end();
	return 0;
}
