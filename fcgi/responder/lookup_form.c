/* The fields of the look-up form, as a table. */
#include <string.h>

#include "field/idnumber.h"
#include "field/management_no.h"
#include "field/name.h"
#include "responder/lookup_form.h"

enum { FIELD_NAME, FIELD_ID, FIELD_MANAGEMENT, FIELD__MAX };

static const struct {
	const char	*name;
	long		 max;		/* characters, told to the browser */
	bool		 echo;		/* shown again after an error */
} fields[FIELD__MAX] = {
	[FIELD_NAME] = { "name", NAME_CHARS_MAX, true },
	/* An ID number is never sent back to a screen. */
	[FIELD_ID] = { "id_number", ID_NUMBER_BYTES - 1, false },
	[FIELD_MANAGEMENT] = { "management_no", MANAGEMENT_NO_BYTES - 1, true },
};

static const char *
typed(const struct context *ctx, int field)
{
	const char	*value = NULL;

	/* The button beside a name's error sends the name it suggests. */
	if (field == FIELD_NAME)
		value = request_form(ctx->req, "use_suggestion");
	if (value == NULL)
		value = request_form(ctx->req, fields[field].name);
	return value == NULL ? "" : value;
}

/* A count tells nobody's number; 0 where it is not the fault. */
static long
told_length(const struct context *ctx, enum reason fault)
{
	return fault == REASON_ID_LENGTH ?
	    (long)idnumber_length(typed(ctx, FIELD_ID)) : 0;
}

static enum reason
show(struct context *ctx, const enum reason *faults, const char *suggestion,
    xmlDoc **model)
{
	struct model_field	 shown[FIELD__MAX];
	struct page		 page = context_page(ctx, "home");
	int			 i;

	page.path = "/";
	for (i = 0; i < FIELD__MAX; i++)
		shown[i] = (struct model_field){
			.name = fields[i].name,
			.value = faults != NULL && fields[i].echo ?
			    typed(ctx, i) : "",
			.max = fields[i].max,
			.why = faults != NULL ? faults[i] : OK,
			.typed = faults != NULL ? told_length(ctx, faults[i]) :
			    0,
			.suggestion = i == FIELD_NAME ? suggestion : NULL,
		};
	return model_form(&page, shown, FIELD__MAX, model);
}

enum reason
lookup_form_empty(struct context *ctx, xmlDoc **model)
{
	return show(ctx, NULL, NULL, model);
}

enum reason
lookup_form_check(struct context *ctx, struct triple *t, xmlDoc **model)
{
	enum reason	 faults[FIELD__MAX];
	char		 suggestion[NAME_BYTES];
	bool		 offer = false;

	*model = NULL;
	faults[FIELD_NAME] = name_normalise(typed(ctx, FIELD_NAME), t->name);
	faults[FIELD_ID] = idnumber_normalise(typed(ctx, FIELD_ID),
	    t->id_number);
	faults[FIELD_MANAGEMENT] = management_no_normalise(
	    typed(ctx, FIELD_MANAGEMENT), t->management_no);
	if (faults[FIELD_NAME] == OK && faults[FIELD_ID] == OK &&
	    faults[FIELD_MANAGEMENT] == OK)
		return OK;
	if (faults[FIELD_NAME] == REASON_NAME_SEPARATOR)
		offer = name_with_separator(typed(ctx, FIELD_NAME),
		    suggestion) == OK;
	return show(ctx, faults, offer ? suggestion : NULL, model);
}
