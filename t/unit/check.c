#include "document/check.h"
#include "unit.h"

static void
pass_all(struct check_list *list)
{
	int	 i;

	memset(list, 0, sizeof(*list));
	for (i = 0; i < CHECK__MAX; i++)
		check_passed(list, i, "%s", "");
}

static void
nothing_starts_as_passed(void **state)
{
	struct check_list	 list;

	(void)state;
	memset(&list, 0, sizeof(list));
	assert_int_equal(check_verdict(&list), VERDICT_UNDECIDED);
}

static void
valid_needs_every_check_passed(void **state)
{
	struct check_list	 list;
	int			 i;

	(void)state;
	pass_all(&list);
	assert_int_equal(check_verdict(&list), VERDICT_VALID);
	for (i = 0; i < CHECK__MAX; i++) {
		pass_all(&list);
		check_not_done(&list, i, "%s", "x");
		assert_int_equal(check_verdict(&list), VERDICT_UNDECIDED);
		list.check[i].outcome = OUTCOME_NOT_APPLICABLE;
		assert_int_equal(check_verdict(&list), VERDICT_UNDECIDED);
		check_failed(&list, i, "%s", "x");
		assert_int_equal(check_verdict(&list), VERDICT_NOT_VALID);
	}
}

/* Which checks the rules do not ask of every document. */
static bool
is_sometimes(int id)
{
	return (id >= CHECK_SEAL_FORM && id <= CHECK_ANNOTATION) ||
	    id == CHECK_SEAL_SCOPE;
}

static void
only_seal_and_annotation_can_be_without_need(void **state)
{
	struct check_list	 list;
	int			 i;

	(void)state;
	for (i = 0; i < CHECK__MAX; i++) {
		pass_all(&list);
		check_not_needed(&list, i, "%s", "x");
		assert_int_equal(list.check[i].outcome,
		    OUTCOME_NOT_APPLICABLE);
		assert_int_equal(check_verdict(&list), is_sometimes(i) ?
		    VERDICT_VALID : VERDICT_UNDECIDED);
		check_no_ground(&list, i);
		assert_int_equal(check_verdict(&list), VERDICT_UNDECIDED);
		check_not_needed(&list, i, "%s", "x");
		check_not_done(&list, i, "%s", "x");
		assert_int_equal(check_verdict(&list), VERDICT_UNDECIDED);
		check_not_needed(&list, i, "%s", "x");
		check_stop_after(&list, CHECK_FORMAT);
		assert_int_not_equal(check_verdict(&list), VERDICT_VALID);
	}
}

static void
one_failure_outweighs_what_was_not_checked(void **state)
{
	struct check_list	 list;

	(void)state;
	memset(&list, 0, sizeof(list));
	check_failed(&list, CHECK__MAX - 1, "%s", "x");
	assert_int_equal(check_verdict(&list), VERDICT_NOT_VALID);
}

static void
after_a_stop_nothing_counts(void **state)
{
	struct check_list	 list;
	int			 i;

	(void)state;
	pass_all(&list);
	check_stop_after(&list, CHECK_PLACE);
	for (i = 0; i < CHECK__MAX; i++)
		assert_int_equal(list.check[i].outcome, i <= CHECK_PLACE ?
		    OUTCOME_PASSED : OUTCOME_NOT_APPLICABLE);
	assert_int_equal(check_verdict(&list), VERDICT_UNDECIDED);
}

static void
a_long_detail_is_cut_to_fit(void **state)
{
	struct check_list	 list;
	char			*text = repeated('x', 1000);

	(void)state;
	pass_all(&list);
	check_failed(&list, CHECK_FORMAT, "%s", text);
	assert_int_equal(strlen(list.check[CHECK_FORMAT].detail),
	    sizeof(list.check[0].detail) - 1);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(nothing_starts_as_passed),
		cmocka_unit_test(valid_needs_every_check_passed),
		cmocka_unit_test(only_seal_and_annotation_can_be_without_need),
		cmocka_unit_test(one_failure_outweighs_what_was_not_checked),
		cmocka_unit_test(after_a_stop_nothing_counts),
		cmocka_unit_test(a_long_detail_is_cut_to_fit),
	};

	return RUN(tests);
}
