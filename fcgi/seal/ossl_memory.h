/*
 * Was OpenSSL refused memory?  Its own words do not tell: a signature that it
 * could not calculate is called wrong, and a key that it could not decode is
 * none.  A check that failed meanwhile was not made.
 */
#ifndef ECERT_SEAL_OSSL_MEMORY_H
#define ECERT_SEAL_OSSL_MEMORY_H

#include <stdbool.h>

/*
 * Count from now on.  False when OpenSSL has memory already, for then it takes
 * no other source: it is the first thing that a program does with it.
 */
bool		 ossl_memory_watch(void);

/* How often it was refused memory in this thread: compare before and after. */
unsigned long	 ossl_memory_refusals(void);

#endif
