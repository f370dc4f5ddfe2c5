#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "registry/bureau.h"
#include "responder/slots.h"

#define SHARE		4	/* of the threads, for one key */
#define LEAST		2	/* a wait for changes, and something else */
#define MOST		8	/* however many threads there are */

/* The calls of one key; free when there are none. */
struct slot {
	char	 fingerprint[FINGERPRINT_BYTES];
	int	 calls;
};

struct slots {
	pthread_mutex_t	 lock;
	int		 max;		/* calls of a key */
	size_t		 count;		/* one a thread: always enough */
	struct slot	 slot[];
};

enum reason
slots_open(int threads, struct slots **out)
{
	size_t		 count = threads < 1 ? 1 : (size_t)threads;
	struct slots	*s;

	s = calloc(1, sizeof(*s) + count * sizeof(s->slot[0]));
	if (s == NULL)
		return fail(REASON_MEMORY, "slots");
	pthread_mutex_init(&s->lock, NULL);
	s->count = count;
	s->max = threads / SHARE > MOST ? MOST :
	    threads / SHARE > LEAST ? threads / SHARE : LEAST;
	*out = s;
	return OK;
}

void
slots_free(struct slots **s)
{
	if (*s == NULL)
		return;
	pthread_mutex_destroy(&(*s)->lock);
	free(*s);
	*s = NULL;
}

/* The key's own, else a free one; NULL: none. */
static struct slot *
find(struct slots *s, const char *fingerprint)
{
	struct slot	*unused = NULL;
	size_t		 i;

	for (i = 0; i < s->count; i++) {
		if (s->slot[i].calls == 0)
			unused = &s->slot[i];
		else if (strcmp(s->slot[i].fingerprint, fingerprint) == 0)
			return &s->slot[i];
	}
	return unused;
}

enum reason
slots_enter(struct slots *s, const char *fingerprint, struct slot **out)
{
	struct slot	*slot;
	bool		 room = false;
	size_t		 len = strlen(fingerprint);

	pthread_mutex_lock(&s->lock);
	slot = find(s, fingerprint);
	if (slot != NULL && slot->calls < s->max &&
	    len < sizeof(slot->fingerprint)) {
		memcpy(slot->fingerprint, fingerprint, len + 1);
		slot->calls++;
		room = true;
	}
	pthread_mutex_unlock(&s->lock);
	if (!room)
		return fail(REASON_BUREAU_AT_ONCE, "%d on their way", s->max);
	*out = slot;
	return OK;
}

void
slots_leave(struct slots *s, struct slot **slot)
{
	if (*slot == NULL)
		return;
	pthread_mutex_lock(&s->lock);
	(*slot)->calls--;
	pthread_mutex_unlock(&s->lock);
	*slot = NULL;
}
