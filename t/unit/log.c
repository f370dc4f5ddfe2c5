#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include "base/log.h"
#include "unit.h"

static char	 written[3 * 4096];

/* Standard error goes to a file while a test writes its record. */
static int
divert(void **state)
{
	static int	 fds[2];
	char		 path[] = "/tmp/ecert-log-XXXXXX";

	if ((fds[0] = mkstemp(path)) == -1 || unlink(path) == -1 ||
	    (fds[1] = dup(STDERR_FILENO)) == -1 ||
	    dup2(fds[0], STDERR_FILENO) == -1)
		return -1;
	log_level(LOG_INFO_);
	fail_clear();
	*state = fds;
	return 0;
}

/* Ends the diversion, so that a failed assertion can be read. */
static void
restore(int fds[2])
{

	if (fds[1] == -1)
		return;
	(void)dup2(fds[1], STDERR_FILENO);
	(void)close(fds[1]);
	fds[1] = -1;
}

static int
undivert(void **state)
{
	int	*fds = *state;

	restore(fds);
	return close(fds[0]);
}

/* What was written so far, with the time stamp taken off if it is one. */
static const char *
record(void **state)
{
	int		*fds = *state;
	ssize_t		 n;

	restore(fds);
	n = pread(fds[0], written, sizeof(written) - 1, 0);
	assert_true(n >= 0);
	written[n] = '\0';
	if (strncmp(written, "ts=2", 4) != 0 || written[22] != 'Z')
		return written;
	return written + 24;
}

static void
note_value(const char *value)
{
	const struct log_field	 fields[] = {
		{ "a", value }, { NULL, NULL },
	};

	log_event(LOG_INFO_, "e", fields);
}

static void
a_record_is_one_line_of_pairs(void **state)
{
	const struct log_field	 fields[] = {
		{ "id", "5f3a9c0d1e2b4a67" }, { "absent", NULL },
		{ "status", "200" }, { "empty", "" }, { NULL, NULL },
	};

	log_event(LOG_WARN_, "request", fields);
	assert_string_equal(record(state), "level=warn event=request "
	    "id=5f3a9c0d1e2b4a67 status=200 empty=\"\"\n");
}

static void
a_record_may_have_no_fields(void **state)
{

	log_event(LOG_INFO_, "ready", NULL);
	assert_string_equal(record(state), "level=info event=ready\n");
}

static void
nobody_can_forge_a_second_line(void **state)
{

	note_value("x\r\nts=2026 level=info\te=\"\\\x01\x7F");
	assert_string_equal(record(state), "level=info event=e a=\"x\\r\\nts="
	    "2026 level=info\\te=\\\"\\\\\\x01\\x7F\"\n");
}

static void
id_numbers_are_masked_wherever_they_stand(void **state)
{

	note_value("no 11010519491231002X, 11010519491231002x, "
	    "440524188001010014; old=110105491231002 end");
	assert_string_equal(record(state), "level=info event=e "
	    "a=\"no ***, ***, ***; old=*** end\"\n");
}

static void
management_numbers_are_masked_too(void **state)
{

	note_value("/x/20211100665000000001/y");
	assert_string_equal(record(state), "level=info event=e a=/x/***/y\n");
}

static void
shorter_numbers_stay(void **state)
{

	note_value("12345678901234 2026-11-24");
	assert_string_equal(record(state),
	    "level=info event=e a=\"12345678901234 2026-11-24\"\n");
}

static void
names_are_masked_plain_and_percent_encoded(void **state)
{

	note_value("entry '阿卜杜拉·买买提' 𠮷 %E5%BC%A0%e4%b8%89 100%");
	assert_string_equal(record(state), "level=info event=e "
	    "a=\"entry '***' *** *** 100%\"\n");
}

static void
broken_utf8_is_masked_as_well(void **state)
{

	note_value("\xC0\xAF-\xED\xA0\x80-\xFF");
	assert_string_equal(record(state),
	    "level=info event=e a=***-***-***\n");
}

static void
only_a_whole_request_id_of_digits_is_spared(void **state)
{
	const struct log_field	 fields[] = {
		{ "id", "1234567890123456" }, { "id", "110105491231002" },
		{ "no", "1234567890123456" }, { NULL, NULL },
	};

	log_event(LOG_INFO_, "e", fields);
	assert_string_equal(record(state),
	    "level=info event=e id=1234567890123456 id=*** no=***\n");
}

static void
long_values_are_cut(void **state)
{
	char	*text = repeated('a', 10 * MEGABYTE);

	note_value(text);
	free(text);
	assert_int_equal(strlen(record(state)),
	    strlen("level=info event=e a=") + 1000 + strlen("...\n"));
	assert_non_null(strstr(record(state), "aaa...\n"));
}

static void
a_record_fits_one_write_to_a_pipe(void **state)
{
	char			*text = repeated('\x01', 2000);
	const struct log_field	 fields[] = {
		{ "a", "kept" }, { "b", text }, { "c", text },
		{ "d", "also" }, { NULL, NULL },
	};

	log_event(LOG_INFO_, "e", fields);
	free(text);
	assert_memory_equal(record(state), "level=info event=e a=kept b=\"",
	    29);
	assert_non_null(strstr(record(state), "\\x01...\" d=also cut=yes\n"));
	assert_null(strstr(record(state), " c="));
}

static void
the_largest_record_is_no_larger_than_a_pipe_takes(void **state)
{
	char			*text = repeated('a', 990);
	const struct log_field	 fields[] = {
		{ "a", text }, { "b", text }, { "c", text }, { "d", text },
		{ "e", text }, { NULL, NULL },
	};

	log_event(LOG_INFO_, "e", fields);
	free(text);
	assert_non_null(strstr(record(state), " cut=yes\n"));
	assert_in_range(strlen(written), 3900, PIPE_BUF);
}

static void
a_field_that_does_not_fit_does_not_spoil_the_detail(void **state)
{
	char			*text = repeated('\x01', 2000);
	const struct log_field	 fields[] = {
		{ "a", text }, { "b", text }, { "detail", fail_detail() },
		{ NULL, NULL },
	};

	(void)fail(REASON_XML, "why");
	errno = EPIPE;
	log_event(LOG_INFO_, "e", fields);
	assert_int_equal(errno, EPIPE);
	free(text);
	assert_non_null(strstr(record(state), " detail=why cut=yes\n"));
	assert_string_equal(fail_detail(), "why");
}

static void
lines_below_the_level_are_dropped(void **state)
{

	log_note(LOG_DEBUG_, "debugging", "%s", "x");
	log_level(LOG_ERROR_);
	log_note(LOG_WARN_, "warning", "%s", "x");
	log_note(LOG_ERROR_, "error", "%d workers", 2);
	log_level(LOG_DEBUG_);
	log_note(LOG_DEBUG_, "debugging", "x");
	assert_null(strstr(record(state), "event=warning"));
	assert_non_null(strstr(written, "level=error event=error "
	    "detail=\"2 workers\"\n"));
	assert_non_null(strstr(written, "event=debugging detail=x\n"));
}

static void
levels_have_their_four_words(void **state)
{
	enum log_level	 level = LOG_WARN_;

	restore(*state);
	assert_true(log_level_named("debug", &level));
	assert_int_equal(level, LOG_DEBUG_);
	assert_true(log_level_named("error", &level));
	assert_int_equal(level, LOG_ERROR_);
	assert_false(log_level_named("", &level));
	assert_false(log_level_named("ERROR", &level));
	assert_int_equal(level, LOG_ERROR_);
}

#define DIVERTED(test)	cmocka_unit_test_setup_teardown(test, divert, undivert)

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		DIVERTED(a_record_is_one_line_of_pairs),
		DIVERTED(a_record_may_have_no_fields),
		DIVERTED(nobody_can_forge_a_second_line),
		DIVERTED(id_numbers_are_masked_wherever_they_stand),
		DIVERTED(management_numbers_are_masked_too),
		DIVERTED(shorter_numbers_stay),
		DIVERTED(names_are_masked_plain_and_percent_encoded),
		DIVERTED(broken_utf8_is_masked_as_well),
		DIVERTED(only_a_whole_request_id_of_digits_is_spared),
		DIVERTED(long_values_are_cut),
		DIVERTED(a_record_fits_one_write_to_a_pipe),
		DIVERTED(the_largest_record_is_no_larger_than_a_pipe_takes),
		DIVERTED(a_field_that_does_not_fit_does_not_spoil_the_detail),
		DIVERTED(lines_below_the_level_are_dropped),
		DIVERTED(levels_have_their_four_words),
	};

	return RUN(tests);
}
