/* Times of an annotation, and whether there must be one. */
#include "base/clock.h"
#include "document/verify_annotation.h"

#define SKEW_S		300	/* clocks of registry and responder differ */
#define DAY_S		86400

/* NULL when the times are sound. */
static const char *
fault_of_times(const struct verification *v, time_t now)
{
	if (v->made_at > now + SKEW_S)
		return "made in the future";
	if (v->expires_at <= v->made_at)
		return "over before it was made";
	if (v->expires_at - v->made_at >
	    (time_t)ANNOTATION_DAYS_MAX * DAY_S)
		return "longer than 90 days";
	if (v->sealed.at != 0 && (v->sealed.at < v->made_at - SKEW_S ||
	    v->sealed.at >= v->expires_at))
		return "not sealed between its begin and its end";
	return NULL;
}

static void
without_annotation(struct verification *v)
{
	if (!v->sealed.is_sealed) {
		/* Whether it may go without a seal is that check's matter. */
		check_not_needed(&v->list, CHECK_ANNOTATION_TIMES, "no copy");
		check_not_needed(&v->list, CHECK_ANNOTATION, "no copy");
	} else if (v->needs_annotation) {
		check_failed(&v->list, CHECK_ANNOTATION_TIMES,
		    "no annotation");
		check_no_ground(&v->list, CHECK_ANNOTATION);
	} else {
		check_not_needed(&v->list, CHECK_ANNOTATION_TIMES,
		    "issued before annotations were asked for");
		check_not_needed(&v->list, CHECK_ANNOTATION, "no annotation");
	}
}

void
verify_annotation(struct verification *v, time_t now)
{
	const char	*fault;
	char		 day[CLOCK_DATE_BYTES];

	if (v->annotation_code[0] == '\0') {
		without_annotation(v);
		return;
	}
	if ((fault = fault_of_times(v, now)) != NULL)
		check_failed(&v->list, CHECK_ANNOTATION_TIMES, "%s", fault);
	else
		check_passed(&v->list, CHECK_ANNOTATION_TIMES, "%s", "");
	clock_date(v->expires_at, day);
	if (now >= v->expires_at)
		check_failed(&v->list, CHECK_ANNOTATION,
		    "expired on %s; the certificate itself is not affected",
		    day);
}
