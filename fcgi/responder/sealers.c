/* A short table under a lock; entries are added, never taken away. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "document/seal_digest.h"
#include "registry/seal_store.h"
#include "responder/sealers.h"
#include "seal/seal_keys.h"
#include "seal/trust.h"

#define ENTRIES_MAX	64	/* files in use at one time are a dozen */

struct entry {
	unsigned	 id;
	struct seal	*seal;
	struct key	*key;		/* these three, or none */
	struct cert	*signer;
	struct sealer	*sealer;
};

struct sealers {
	const char	*key_dir;
	const char	*own;		/* code of the service's seal, or "" */
	struct trust	*trust;
	pthread_mutex_t	 lock;
	struct entry	 entry[ENTRIES_MAX];
	size_t		 count;
};

enum reason
sealers_open(const struct conf *conf, struct sealers **out)
{
	struct sealers	*s;
	enum reason	 why = OK;

	if ((s = calloc(1, sizeof(*s))) == NULL)
		return fail(REASON_MEMORY, "sealers");
	s->key_dir = conf->seal_key_dir;
	s->own = conf->report_seal;
	pthread_mutex_init(&s->lock, NULL);
	if (*conf->seal_trust_file != '\0')
		why = trust_load(conf->seal_trust_file, &s->trust);
	if (why != OK)
		sealers_free(&s);
	else
		*out = s;
	return why;
}

static void
entry_clear(struct entry *e)
{
	sealer_close(&e->sealer);
	cert_free(&e->signer);
	key_close(&e->key);
	seal_free(&e->seal);
}

void
sealers_free(struct sealers **s)
{
	size_t	 i;

	if (*s == NULL)
		return;
	for (i = 0; i < (*s)->count; i++)
		entry_clear(&(*s)->entry[i]);
	trust_free(&(*s)->trust);
	pthread_mutex_destroy(&(*s)->lock);
	free(*s);
	*s = NULL;
}

const struct trust *
sealers_trust(const struct sealers *s)
{
	return s->trust;
}

enum reason
sealers_fault(const char *seal_code, enum reason why)
{
	if (why == OK || (reason_info(why)->status != 422 &&
	    strncmp(reason_info(why)->code, "seal-", 5) != 0 &&
	    why != REASON_KEY))
		return why;
	return fail(REASON_SIGNING, "seal %s: %s: %s", seal_code,
	    reason_info(why)->code, fail_detail());
}

/* The entry of a file, if it can do what is wanted of it. */
static const struct entry *
find(struct sealers *s, unsigned id, bool to_seal)
{
	const struct entry	*e = NULL;
	size_t			 i;

	pthread_mutex_lock(&s->lock);
	for (i = 0; i < s->count && e == NULL; i++)
		if (s->entry[i].id == id &&
		    (!to_seal || s->entry[i].sealer != NULL))
			e = &s->entry[i];
	pthread_mutex_unlock(&s->lock);
	return e;
}

/* Two threads may bring the same: the second is kept beside the first. */
static enum reason
keep(struct sealers *s, struct entry *e)
{
	enum reason	 why = OK;

	pthread_mutex_lock(&s->lock);
	if (s->count == ENTRIES_MAX)
		why = fail(REASON_BUSY, "%d seals are open", ENTRIES_MAX);
	else
		s->entry[s->count++] = *e;
	pthread_mutex_unlock(&s->lock);
	if (why != OK)
		entry_clear(e);
	return why;
}

static enum reason
read_seal(struct registry *r, struct entry *e, struct seal_file *file)
{
	struct buf	 der = BUF_INIT(SEAL_FILE_BYTES_MAX);
	enum reason	 why;
	bool		 found;

	why = registry_seal_file(r, e->id, file, &der, &found);
	if (why == OK && !found)
		why = fail(REASON_NO_SEAL, "no seal file %u", e->id);
	if (why == OK)
		why = seal_read(der.data, der.len, &e->seal);
	buf_free(&der);
	return why;
}

/* Whose certificate is it that our key belongs to? */
static enum reason
find_signer(struct registry *r, struct entry *e, unsigned signers)
{
	struct buf	 der = BUF_INIT(SES_CERT_MAX);
	enum reason	 why = OK;
	unsigned	 i;
	bool		 found;

	for (i = 0; i < signers && why == OK && e->signer == NULL; i++) {
		buf_clear(&der);
		why = registry_seal_signer(r, e->id, i, &der, &found);
		if (why == OK && found)
			why = cert_from_der(der.data, der.len, &e->signer);
		if (why == OK && e->signer != NULL &&
		    key_check_cert(e->key, e->signer) != OK)
			cert_free(&e->signer);
	}
	buf_free(&der);
	if (why == OK && e->signer == NULL)
		why = fail(REASON_SEAL_SIGNER, "the key is no signer's");
	return why;
}

static enum reason
open_entry(struct sealers *s, struct registry *r, struct entry *e)
{
	struct seal_file	 file = { .id = 0 };
	enum reason		 why;

	if ((why = read_seal(r, e, &file)) == OK &&
	    (why = seal_key_open(s->key_dir, file.seal, &e->key)) == OK &&
	    (why = find_signer(r, e, file.signers)) == OK &&
	    (why = sealer_open(e->seal, e->key, e->signer, s->trust,
	    clock_now(), &e->sealer)) == OK)
		why = sealer_begin(e->sealer, SEAL_PROPERTY);
	if (why == OK)
		return keep(s, e);
	entry_clear(e);
	return sealers_fault(file.seal, why);
}

enum reason
sealers_prepare(struct sealers *s, struct registry *r, const char *seal_code,
    const struct sealer **out)
{
	struct entry		 e = { 0 };
	struct seal_file	 file;
	char			 day[CLOCK_DATE_BYTES];
	enum reason		 why;
	bool			 found;

	clock_date(clock_now(), day);
	why = registry_seal_current(r, seal_code, day, &file, NULL, &found);
	if (why != OK)
		return why;
	if (!found || file.disabled_at != 0)
		return fail(REASON_NO_SEAL, "no file of seal %s", seal_code);
	e.id = file.id;
	if (find(s, file.id, true) == NULL &&
	    (why = open_entry(s, r, &e)) != OK)
		return why;
	return sealers_find(s, file.id, out);
}

enum reason
sealers_own(struct sealers *s, struct registry *r, const struct sealer **out)
{
	*out = NULL;
	return *s->own == '\0' ? OK : sealers_fault(s->own,
	    sealers_prepare(s, r, s->own, out));
}

enum reason
sealers_find(struct sealers *s, unsigned file_id, const struct sealer **out)
{
	const struct entry	*e;

	if ((e = find(s, file_id, true)) == NULL)
		return fail(REASON_BUSY, "seal file %u is not open", file_id);
	*out = e->sealer;
	return OK;
}

enum reason
sealers_seal(struct sealers *s, struct registry *r, unsigned file_id,
    const struct seal **out)
{
	const struct entry	*kept;
	struct entry		 e = { .id = file_id };
	struct seal_file	 file;
	enum reason		 why;

	if ((kept = find(s, file_id, false)) == NULL) {
		if ((why = read_seal(r, &e, &file)) != OK)
			return why;
		*out = e.seal;
		return keep(s, &e);
	}
	*out = kept->seal;
	return OK;
}
