/*
 * Signatures that verified before.  Whether one does depends on the key, the
 * bytes and the signature alone, so the same three need no second calculation:
 * a seal is in every file that it was put on.  They are compared as a whole,
 * not by a digest.  One list a process, for any number of threads.
 */
#ifndef ECERT_SEAL_PROVEN_H
#define ECERT_SEAL_PROVEN_H

#include <stdbool.h>
#include <stddef.h>

struct cert;

struct proof {
	const struct cert	*by;
	const unsigned char	*bytes;
	size_t			 len;
	const unsigned char	*sig;
	size_t			 sig_len;
};

/* Longer than this together are not kept. */
#define PROVEN_BYTES_MAX	65536

bool		 proven_before(const struct proof *);

/* It did verify.  Makes copies; without memory for them nothing is kept. */
void		 proven_add(const struct proof *);

#endif
