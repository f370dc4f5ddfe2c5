/* Opening and closing what requests need. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "responder/app.h"
#include "service/file_verify.h"

static void
set_log_level(const char *word)
{
	enum log_level	 level;

	if (log_level_named(word, &level))
		log_level(level);
}

static void
open_signer(struct app *app)
{
	const struct conf	*conf = app->conf;

	if (signer_open(conf->sign_key_file, conf->sign_cert_file,
	    &app->signer) != OK)
		log_note(LOG_ERROR_, "signing-unavailable", "%s",
		    fail_detail());
}

/* One file of secrets, a key a use. */
static enum reason
read_keys(struct app *app)
{
	enum reason	 why;

	why = conf_read_key(app->conf->ticket_key_file, app->ticket_key);
	return why != OK ? why : secret_mac(app->ticket_key, "session", "", 0,
	    app->session_key);
}

static enum reason
check_sign_in(const struct conf *conf)
{
	if (strcmp(conf->sign_in, "code") == 0 && *conf->send_program == '\0')
		return fail(REASON_CONFIG, "holder.sign_in is code, so "
		    "holder.send_program must name a program");
	return OK;
}

enum reason
app_open(const char *conf_path, struct app **out)
{
	struct app	*app;
	enum reason	 why;

	if ((app = calloc(1, sizeof(*app))) == NULL)
		return fail(REASON_MEMORY, "app");
	if ((why = conf_load(conf_path, &app->conf)) != OK)
		goto out;
	set_log_level(app->conf->log_level);
	why = check_sign_in(app->conf);
	if (why == OK)
		why = read_keys(app);
	if (why == OK)
		why = registry_open(app->conf, &app->registry);
	if (why == OK)
		why = registry_open(app->conf, &app->reports);
	if (why == OK)
		why = sheets_open(app->conf->xsl_dir, &app->sheets);
	if (why == OK)
		why = vocabulary_open(app->conf->schema_dir, "api.xsd",
		    &app->vocabulary);
	if (why == OK)
		why = page_cache_open(&app->pages);
	if (why == OK)
		why = sealers_open(app->conf, &app->sealers);
	if (why == OK)
		why = turns_open(&app->turns);
	if (why == OK)
		why = slots_open(app->conf->threads, &app->slots);
	if (why == OK)
		why = waiters_open(app->conf->threads, &app->waiters);
	if (why == OK)
		why = file_verifier_open(app->conf,
		    sealers_trust(app->sealers), &app->verifier);
	if (why == OK)
		open_signer(app);
out:
	if (why != OK)
		app_free(&app);
	else
		*out = app;
	return why;
}

bool
app_can_sign(const struct app *app, time_t now)
{
	return app->signer != NULL && signer_in_force(app->signer, now) == OK;
}

void
app_free(struct app **app)
{
	if (*app == NULL)
		return;
	page_cache_free(&(*app)->pages);
	turns_free(&(*app)->turns);
	slots_free(&(*app)->slots);
	waiters_free(&(*app)->waiters);
	verifier_free(&(*app)->verifier);
	sealers_free(&(*app)->sealers);
	signer_free(&(*app)->signer);
	sheets_free(&(*app)->sheets);
	vocabulary_free(&(*app)->vocabulary);
	registry_free(&(*app)->registry);
	registry_free(&(*app)->reports);
	conf_free(&(*app)->conf);
	explicit_bzero((*app)->ticket_key, sizeof((*app)->ticket_key));
	explicit_bzero((*app)->session_key, sizeof((*app)->session_key));
	free(*app);
	*app = NULL;
}
