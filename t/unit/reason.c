#include <errno.h>
#include <pthread.h>

#include "base/reason.h"
#include "unit.h"

static void
every_reason_has_a_code_a_status_and_four_texts(void **state)
{
	const struct reason_info	*info;
	int				 why;

	(void)state;
	for (why = OK + 1; why < REASON__MAX; why++) {
		info = reason_info((enum reason)why);
		assert_true(*info->code != '\0');
		assert_int_equal(strspn(info->code,
		    "abcdefghijklmnopqrstuvwxyz-"), strlen(info->code));
		assert_in_range(info->status, 400, 599);
		assert_true(*info->zh != '\0' && *info->zh_next != '\0');
		assert_true(*info->en != '\0' && *info->en_next != '\0');
	}
}

static void
no_two_reasons_share_a_code(void **state)
{
	int	 a, b;

	(void)state;
	for (a = OK + 1; a < REASON__MAX; a++)
		for (b = a + 1; b < REASON__MAX; b++)
			assert_string_not_equal(
			    reason_info((enum reason)a)->code,
			    reason_info((enum reason)b)->code);
}

/* Codes are part of the interface: see reason.def. */
static void
codes_and_statuses_stay_what_they_were(void **state)
{

	(void)state;
	assert_string_equal(reason_info(REASON_DATABASE)->code,
	    "database-unavailable");
	assert_int_equal(reason_info(REASON_DATABASE)->status, 503);
	assert_string_equal(reason_info(REASON_ID_CHECK)->code,
	    "id-check-digit");
	assert_int_equal(reason_info(REASON_ID_CHECK)->status, 422);
	assert_string_equal(reason_info(REASON_TICKET_EXPIRED)->code,
	    "result-expired");
	assert_int_equal(reason_info(REASON_TICKET_EXPIRED)->status, 410);
}

static void
ok_and_unknown_values_read_as_an_internal_error(void **state)
{
	const struct reason_info	*internal;

	(void)state;
	internal = reason_info(REASON_INTERNAL);
	assert_string_equal(internal->code, "internal-error");
	assert_ptr_equal(reason_info(OK), internal);
	assert_ptr_equal(reason_info(REASON__MAX), internal);
	assert_ptr_equal(reason_info((enum reason)-1), internal);
	assert_ptr_equal(reason_info((enum reason)1000000), internal);
}

static void
a_program_is_told_other_words_of_the_same_code(void **state)
{
	struct reason_info	 told = reason_told(REASON_NOT_FOUND);

	(void)state;
	assert_string_equal(told.code, "page-not-found");
	assert_int_equal(told.status, 404);
	assert_null(strstr(told.zh, "页面"));
	assert_null(strstr(told.en_next, "home page"));
	told = reason_told(REASON_BUREAU_NO_CERT);
	assert_ptr_equal(told.zh, reason_info(REASON_BUREAU_NO_CERT)->zh);
	assert_string_equal(reason_told((enum reason)-1).code,
	    "internal-error");
}

static void
fail_hands_the_reason_back_and_keeps_the_detail(void **state)
{

	(void)state;
	errno = ENOENT;
	assert_int_equal(fail(REASON_XML, "line %d: %s", 7, "odd"), REASON_XML);
	assert_int_equal(errno, ENOENT);
	assert_string_equal(fail_detail(), "line 7: odd");
	fail_clear();
	assert_string_equal(fail_detail(), "");
}

static void
a_detail_may_quote_the_detail_before_it(void **state)
{

	(void)state;
	(void)fail(REASON_FILE_READ, "no such file");
	(void)fail(REASON_KEY, "match.key: %s", fail_detail());
	assert_string_equal(fail_detail(), "match.key: no such file");
}

static void
a_long_detail_is_cut_at_500_bytes(void **state)
{
	char	*text = repeated('a', 10 * MEGABYTE);

	(void)state;
	(void)fail(REASON_XML, "%s", text);
	assert_int_equal(strlen(fail_detail()), 500);
	free(text);
}

static void *
fail_elsewhere(void *arg)
{

	*(bool *)arg = *fail_detail() == '\0';
	(void)fail(REASON_XML, "elsewhere");
	return NULL;
}

static void
threads_do_not_see_each_others_details(void **state)
{
	pthread_t	 thread;
	bool		 was_empty = false;

	(void)state;
	(void)fail(REASON_XML, "here");
	assert_int_equal(pthread_create(&thread, NULL, fail_elsewhere,
	    &was_empty), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(was_empty);
	assert_string_equal(fail_detail(), "here");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(
		    every_reason_has_a_code_a_status_and_four_texts),
		cmocka_unit_test(no_two_reasons_share_a_code),
		cmocka_unit_test(codes_and_statuses_stay_what_they_were),
		cmocka_unit_test(
		    ok_and_unknown_values_read_as_an_internal_error),
		cmocka_unit_test(
		    a_program_is_told_other_words_of_the_same_code),
		cmocka_unit_test(
		    fail_hands_the_reason_back_and_keeps_the_detail),
		cmocka_unit_test(a_detail_may_quote_the_detail_before_it),
		cmocka_unit_test(a_long_detail_is_cut_at_500_bytes),
		cmocka_unit_test(threads_do_not_see_each_others_details),
	};

	return RUN(tests);
}
