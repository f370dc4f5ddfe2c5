#define _GNU_SOURCE
#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "responder/courier.h"
#include "unit.h"

/* The responder's own code is not in the library. */
#include "responder/courier.c"

static char	 folder[] = "/tmp/ecert-courier-XXXXXX";
static char	 program[64], out[64];

/* A program that keeps what it was told beside itself. */
static void
write_program(const char *text)
{
	FILE	*f = fopen(program, "w");

	assert_non_null(f);
	fprintf(f, "#!/bin/sh\n%s\n", text);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(program, 0700), 0);
	unlink(out);
}

static int
make_folder(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(program, sizeof(program), "%s/send", folder);
	snprintf(out, sizeof(out), "%s/out", folder);
	return 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	unlink(program);
	unlink(out);
	return rmdir(folder);
}

static void
written(char *to, size_t size)
{
	struct buf	 text = BUF_INIT(4096);

	to[0] = '\0';
	if (buf_read_file(&text, out) == OK)
		snprintf(to, size, "%s", buf_text(&text));
	buf_free(&text);
}

static void
send_all(const char *const (*parcels)[2], size_t n)
{
	struct courier	*c = NULL;
	size_t		 i;

	assert_int_equal(courier_open(program, &c), OK);
	for (i = 0; i < n; i++)
		courier_send(c, parcels[i][0], parcels[i][1]);
	courier_free(&c);	/* waits for all */
	assert_null(c);
}

static void
the_program_reads_number_and_code_and_nothing_else(void **state)
{
	static const char *const	 two[][2] = {
		{ "12000000001", "012345" },
		{ "12000000002", "999999" },
	};
	char				 text[512];

	(void)state;
	write_program("cat >>\"${0%/*}/out\"; echo \"args $#\" "
	    ">>\"${0%/*}/out\"; "
	    "env | grep -c ECERT_TEST >>\"${0%/*}/out\"; true");
	setenv("ECERT_TEST", "1", 1);
	send_all(two, COUNT(two));
	written(text, sizeof(text));
	assert_string_equal(text, "12000000001\n012345\nargs 0\n0\n"
	    "12000000002\n999999\nargs 0\n0\n");
}

static void
without_a_number_nothing_is_started(void **state)
{
	static const char *const	 none[][2] = { { "", "123456" } };
	char				 text[64];

	(void)state;
	write_program("echo started >>\"${0%/*}/out\"");
	send_all(none, 1);
	written(text, sizeof(text));
	assert_string_equal(text, "");
}

static void
the_program_gets_none_of_our_descriptors(void **state)
{
	static const char *const	 one[][2] = { { "12000000001", "1" } };
	char				 text[256];
	int				 leaked = open("/dev/null", O_RDONLY);

	(void)state;
	assert_true(leaked > 2);
	write_program("for n in 3 4 5 6 7 8 9; do "
	    "[ -e /proc/$$/fd/$n ] && [ \"$(readlink /proc/$$/fd/$n)\" "
	    "= /dev/null ] && echo \"has $n\" >>\"${0%/*}/out\"; done; "
	    "echo looked >>\"${0%/*}/out\"");
	send_all(one, 1);
	close(leaked);
	written(text, sizeof(text));
	assert_string_equal(text, "looked\n");
}

static void
a_program_that_is_missing_harms_nothing(void **state)
{
	static const char *const	 one[][2] = { { "12000000001", "1" } };

	(void)state;
	unlink(program);
	send_all(one, 1);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(
		    the_program_reads_number_and_code_and_nothing_else),
		cmocka_unit_test(without_a_number_nothing_is_started),
		cmocka_unit_test(the_program_gets_none_of_our_descriptors),
		cmocka_unit_test(a_program_that_is_missing_harms_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
