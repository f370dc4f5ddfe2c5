/*
 * What every unit test begins with.  A test file lists its tests once, in the
 * table of main(); the names of the functions are sentences that must hold.
 */
#ifndef ECERT_T_UNIT_H
#define ECERT_T_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* fail() is ours here: base/reason.h. */
#undef fail
#undef fail_msg
#define fail_msg(...)	(print_error(__VA_ARGS__), print_error("\n"), \
			    _fail(__FILE__, __LINE__))

#ifndef TEST_SRCDIR
#define TEST_SRCDIR	"."
#endif

#define COUNT(table)	(sizeof(table) / sizeof((table)[0]))
#define MEGABYTE	(1024 * 1024)

#define RUN(tests)	(cmocka_set_message_output(CM_OUTPUT_TAP), \
			    cmocka_run_group_tests(tests, NULL, NULL))

/* A string of n copies of one character; the caller frees it. */
static inline char *
repeated(char c, size_t n)
{
	char	*s = malloc(n + 1);

	assert_non_null(s);
	memset(s, c, n);
	s[n] = '\0';
	return s;
}

#endif
