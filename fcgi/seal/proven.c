/* A short list, the oldest of which gives way. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "seal/cert.h"
#include "seal/proven.h"

#define PROVEN_MAX	32	/* the seals of the notice, thrice */

static pthread_rwlock_t	 lock = PTHREAD_RWLOCK_INITIALIZER;
static struct proof	 list[PROVEN_MAX];
static size_t		 added;

static bool
is_same_cert(const struct cert *a, const struct cert *b)
{
	const unsigned char	*x, *y;
	size_t			 n, m;

	if (a == b)
		return true;
	x = cert_der(a, &n);
	y = cert_der(b, &m);
	return n == m && memcmp(x, y, n) == 0;
}

static bool
is_same(const struct proof *a, const struct proof *b)
{
	return a->len == b->len && a->sig_len == b->sig_len &&
	    memcmp(a->sig, b->sig, a->sig_len) == 0 &&
	    memcmp(a->bytes, b->bytes, a->len) == 0 &&
	    is_same_cert(a->by, b->by);
}

/* With the lock held. */
static bool
find(const struct proof *p)
{
	size_t	 i;

	for (i = 0; i < PROVEN_MAX && list[i].by != NULL; i++)
		if (is_same(&list[i], p))
			return true;
	return false;
}

bool
proven_before(const struct proof *p)
{
	bool	 found;

	(void)pthread_rwlock_rdlock(&lock);
	found = find(p);
	(void)pthread_rwlock_unlock(&lock);
	return found;
}

/* The signature behind the bytes, in one piece of memory. */
static void
keep(const struct proof *p, unsigned char *copy)
{
	struct proof	*place = &list[added++ % PROVEN_MAX];
	struct cert	*old = (struct cert *)place->by;

	free((unsigned char *)place->bytes);
	cert_free(&old);
	memcpy(copy, p->bytes, p->len);
	memcpy(copy + p->len, p->sig, p->sig_len);
	*place = (struct proof){ cert_ref(p->by), copy, p->len,
	    copy + p->len, p->sig_len };
}

void
proven_add(const struct proof *p)
{
	unsigned char	*copy;

	if (p->len > PROVEN_BYTES_MAX ||
	    p->sig_len > PROVEN_BYTES_MAX - p->len ||
	    (copy = malloc(p->len + p->sig_len)) == NULL)
		return;
	(void)pthread_rwlock_wrlock(&lock);
	if (find(p))
		free(copy);
	else
		keep(p, copy);
	(void)pthread_rwlock_unlock(&lock);
}
