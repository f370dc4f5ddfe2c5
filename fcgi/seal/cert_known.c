/* A short list, the oldest of which gives way. */
#include <pthread.h>
#include <string.h>

#include "seal/cert.h"
#include "seal/cert_known.h"

#define KNOWN_MAX	64

static pthread_rwlock_t	 lock = PTHREAD_RWLOCK_INITIALIZER;
static struct cert	*known[KNOWN_MAX];
static size_t		 added;

/* With the lock held. */
static struct cert *
find(const void *der, size_t len)
{
	const unsigned char	*bytes;
	size_t			 i, n;

	for (i = 0; i < KNOWN_MAX && known[i] != NULL; i++) {
		bytes = cert_der(known[i], &n);
		if (n == len && memcmp(bytes, der, len) == 0)
			return known[i];
	}
	return NULL;
}

enum reason
cert_known_from_der(const void *der, size_t len, struct cert **out)
{
	struct cert	*c;

	(void)pthread_rwlock_rdlock(&lock);
	if ((c = find(der, len)) != NULL)
		c = cert_ref(c);
	(void)pthread_rwlock_unlock(&lock);
	if (c == NULL)
		return cert_from_der(der, len, out);
	*out = c;
	return OK;
}

void
cert_known_add(const struct cert *c)
{
	const unsigned char	*der;
	struct cert		**place;
	size_t			 len;

	der = cert_der(c, &len);
	(void)pthread_rwlock_wrlock(&lock);
	if (find(der, len) == NULL) {
		place = &known[added++ % KNOWN_MAX];
		cert_free(place);
		*place = cert_ref(c);
	}
	(void)pthread_rwlock_unlock(&lock);
}

bool
cert_is_known(const struct cert *c)
{
	const unsigned char	*der;
	size_t			 len;
	bool			 found;

	der = cert_der(c, &len);
	(void)pthread_rwlock_rdlock(&lock);
	found = find(der, len) != NULL;
	(void)pthread_rwlock_unlock(&lock);
	return found;
}
