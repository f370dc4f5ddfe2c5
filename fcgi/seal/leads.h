/*
 * Certificates that led to an anchor of one trust file before, and from when to
 * when all that must be valid are: the part of chains.h that remembers.  For
 * any number of threads.
 */
#ifndef ECERT_SEAL_LEADS_H
#define ECERT_SEAL_LEADS_H

#include <stdbool.h>
#include <time.h>

struct cert;
struct leads;

struct leads	*leads_new(void);		/* NULL: out of memory */
void		 leads_free(struct leads **);

/* True only for a certificate that was added, at a time in its period. */
bool		 leads_hold(struct leads *, const struct cert *, time_t at);

/* From the first moment to before the last; keeps a reference of its own. */
void		 leads_add(struct leads *, const struct cert *, time_t from,
		    time_t until);

#endif
