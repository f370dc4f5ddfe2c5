/* A short list, the oldest of which gives way. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "seal/cert.h"
#include "seal/leads.h"

#define LEADS_MAX	64

struct lead {
	struct cert	*cert;		/* NULL: none yet */
	time_t		 from, until;
};

struct leads {
	pthread_rwlock_t	 lock;
	struct lead		 list[LEADS_MAX];
	size_t			 added;
};

struct leads *
leads_new(void)
{
	struct leads	*l = calloc(1, sizeof(*l));

	if (l != NULL && pthread_rwlock_init(&l->lock, NULL) != 0) {
		free(l);
		l = NULL;
	}
	return l;
}

void
leads_free(struct leads **l)
{
	size_t	 i;

	if (*l == NULL)
		return;
	for (i = 0; i < LEADS_MAX; i++)
		cert_free(&(*l)->list[i].cert);
	(void)pthread_rwlock_destroy(&(*l)->lock);
	free(*l);
	*l = NULL;
}

/* With the lock held. */
static struct lead *
find(struct leads *l, const struct cert *c)
{
	const unsigned char	*der, *other;
	size_t			 i, len, n;

	der = cert_der(c, &len);
	for (i = 0; i < LEADS_MAX && l->list[i].cert != NULL; i++) {
		other = cert_der(l->list[i].cert, &n);
		if (n == len && memcmp(other, der, n) == 0)
			return &l->list[i];
	}
	return NULL;
}

bool
leads_hold(struct leads *l, const struct cert *c, time_t at)
{
	const struct lead	*lead;
	bool			 holds;

	(void)pthread_rwlock_rdlock(&l->lock);
	lead = find(l, c);
	holds = lead != NULL && lead->from <= at && at < lead->until;
	(void)pthread_rwlock_unlock(&l->lock);
	return holds;
}

void
leads_add(struct leads *l, const struct cert *c, time_t from, time_t until)
{
	struct lead	*place;

	(void)pthread_rwlock_wrlock(&l->lock);
	if ((place = find(l, c)) == NULL)
		place = &l->list[l->added++ % LEADS_MAX];
	cert_free(&place->cert);
	*place = (struct lead){ cert_ref(c), from, until };
	(void)pthread_rwlock_unlock(&l->lock);
}
