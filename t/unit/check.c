#include "base/text.h"
#include "document/check.h"
#include "unit.h"

/* The four outcomes, the fourth with and without need. */
enum kind { NOT_DONE, PASSED, FAILED, NO_GROUND, NOT_NEEDED, KINDS };

static void
put(struct check_list *list, int id, enum kind kind)
{
	switch (kind) {
	case NOT_DONE:
		check_not_done(list, id, "%s", "x");
		break;
	case PASSED:
		check_passed(list, id, "%s", "x");
		break;
	case FAILED:
		check_failed(list, id, "%s", "x");
		break;
	case NO_GROUND:
		check_no_ground(list, id);
		break;
	default:
		check_not_needed(list, id, "%s", "x");
		break;
	}
}

static void
pass_all(struct check_list *list)
{
	int	 i;

	memset(list, 0, sizeof(*list));
	for (i = 0; i < CHECK__MAX; i++)
		put(list, i, PASSED);
}

/* Which checks the rules do not ask of every document. */
static bool
is_sometimes(int id)
{
	return id == CHECK_REVOCATION || id == CHECK_SIGNED_AT ||
	    (id >= CHECK_SEAL_FORM && id <= CHECK_ANNOTATION) ||
	    id == CHECK_SEAL_SCOPE;
}

/* What a check leaves possible: the table of the verdict, written once more. */
static bool
denies(enum kind kind)
{
	return kind == FAILED;
}

static bool
hinders(int id, enum kind kind)
{
	return kind == NOT_DONE || kind == NO_GROUND ||
	    (kind == NOT_NEEDED && !is_sometimes(id));
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
each_outcome_of_each_check_has_its_verdict(void **state)
{
	struct check_list	 list;
	int			 i, kind;

	(void)state;
	pass_all(&list);
	assert_int_equal(check_verdict(&list), VERDICT_VALID);
	for (i = 0; i < CHECK__MAX; i++)
		for (kind = 0; kind < KINDS; kind++) {
			pass_all(&list);
			put(&list, i, kind);
			if (check_verdict(&list) != (denies(kind) ?
			    VERDICT_NOT_VALID : hinders(i, kind) ?
			    VERDICT_UNDECIDED : VERDICT_VALID))
				fail_msg("%s: %d", check_code(i), kind);
		}
}

/* Only of a kind of document that has no such check: a report. */
static void
a_check_of_other_documents_has_no_say(void **state)
{
	struct check_list	 list;
	int			 i;

	(void)state;
	for (i = 0; i < CHECK__MAX; i++) {
		pass_all(&list);
		check_outside(&list, i);
		assert_int_equal(list.check[i].outcome, OUTCOME_NOT_APPLICABLE);
		assert_int_equal(check_verdict(&list), VERDICT_VALID);
		put(&list, i == 0 ? 1 : 0, NOT_DONE);
		assert_int_equal(check_verdict(&list), VERDICT_UNDECIDED);
	}
}

static void
each_pair_of_outcomes_has_its_verdict(void **state)
{
	struct check_list	 list;
	int			 i, j, a, b;
	size_t			 pairs = 0;

	(void)state;
	for (i = 0; i < CHECK__MAX; i++)
		for (j = 0; j < i; j++)
			for (a = 0; a < KINDS; a++)
				for (b = 0; b < KINDS; b++, pairs++) {
					pass_all(&list);
					put(&list, i, a);
					put(&list, j, b);
					if (check_verdict(&list) !=
					    (denies(a) || denies(b) ?
					    VERDICT_NOT_VALID :
					    hinders(i, a) || hinders(j, b) ?
					    VERDICT_UNDECIDED : VERDICT_VALID))
						fail_msg("%s %d, %s %d",
						    check_code(i), a,
						    check_code(j), b);
				}
	assert_int_equal(pairs, CHECK__MAX * (CHECK__MAX - 1) / 2 * 25);
}

static void
only_some_checks_can_be_without_need(void **state)
{
	struct check_list	 list;
	int			 i;

	(void)state;
	for (i = 0; i < CHECK__MAX; i++) {
		pass_all(&list);
		check_not_needed(&list, i, "%s", "x");
		assert_int_equal(list.check[i].outcome,
		    OUTCOME_NOT_APPLICABLE);
		/* The mark alone excuses nothing. */
		list.check[i].excused = true;
		assert_int_equal(check_verdict(&list), is_sometimes(i) ?
		    VERDICT_VALID : VERDICT_UNDECIDED);
		list.check[i].outcome = OUTCOME_NOT_CHECKED;
		assert_int_equal(check_verdict(&list), VERDICT_UNDECIDED);
		list.check[i].outcome = OUTCOME_FAILED;
		assert_int_equal(check_verdict(&list), VERDICT_NOT_VALID);
		check_not_needed(&list, i, "%s", "x");
		check_not_done(&list, i, "%s", "x");
		assert_int_equal(check_verdict(&list), VERDICT_UNDECIDED);
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

/* Those that vouch for what the later ones read. */
static bool
stops(int id)
{
	return id <= CHECK_SIGNATURE || (id >= CHECK_SEAL_FORM &&
	    id <= CHECK_SEAL_CONTENT && id != CHECK_SEAL_PERIOD);
}

static void
after_a_failed_integrity_check_nothing_counts(void **state)
{
	struct check_list	 list;
	int			 i, j;

	(void)state;
	for (i = 0; i < CHECK__MAX; i++) {
		pass_all(&list);
		check_failed(&list, i, "%s", "x");
		check_settle(&list);
		for (j = 0; j < CHECK__MAX; j++)
			assert_int_equal(list.check[j].outcome, j == i ?
			    OUTCOME_FAILED : j < i || !stops(i) ?
			    OUTCOME_PASSED : OUTCOME_NOT_APPLICABLE);
		assert_int_equal(check_verdict(&list), VERDICT_NOT_VALID);
	}
}

static void
what_could_not_be_checked_stops_nothing(void **state)
{
	struct check_list	 list;
	int			 i, j;

	(void)state;
	for (i = 0; i < CHECK__MAX; i++) {
		pass_all(&list);
		check_not_done(&list, i, "%s", "x");
		check_settle(&list);
		for (j = 0; j < CHECK__MAX; j++)
			assert_int_equal(list.check[j].outcome, j == i ?
			    OUTCOME_NOT_CHECKED : OUTCOME_PASSED);
	}
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

/* A stranger's certificate says who signed, and a detail is cut by bytes. */
static void
a_detail_can_always_be_shown(void **state)
{
	static const struct {
		const char	*said, *shown;
	} cases[] = {
		{ "CN=张三, O=𬱖: ok", "CN=张三, O=𬱖: ok" },
		{ "a\x1b[2Jb\nc", "a?[2Jb?c" },
		{ "a\xFF" "b\xF8\x88\x80\x80\x80", "a?b?????" },
		{ "\xE2\x80\xAE" "a\xEF\xBF\xBF", "?a?" },
	};
	struct check_list	 list;
	char			*wide = repeated('\xE5', 600);
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		check_failed(&list, CHECK_SIGNER, "%s", cases[i].said);
		assert_string_equal(list.check[CHECK_SIGNER].detail,
		    cases[i].shown);
	}
	for (i = 0; i + 3 <= 600; i += 3)
		memcpy(wide + i, "张", 3);
	for (i = 0; i < 3; i++) {
		check_passed(&list, CHECK_SIGNER, "%.*s%s", (int)i, "ab",
		    wide);
		assert_true(text_is_utf8(list.check[CHECK_SIGNER].detail,
		    strlen(list.check[CHECK_SIGNER].detail)));
	}
	free(wide);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(nothing_starts_as_passed),
		cmocka_unit_test(each_outcome_of_each_check_has_its_verdict),
		cmocka_unit_test(a_check_of_other_documents_has_no_say),
		cmocka_unit_test(each_pair_of_outcomes_has_its_verdict),
		cmocka_unit_test(only_some_checks_can_be_without_need),
		cmocka_unit_test(one_failure_outweighs_what_was_not_checked),
		cmocka_unit_test(after_a_failed_integrity_check_nothing_counts),
		cmocka_unit_test(what_could_not_be_checked_stops_nothing),
		cmocka_unit_test(a_long_detail_is_cut_to_fit),
		cmocka_unit_test(a_detail_can_always_be_shown),
	};

	return RUN(tests);
}
