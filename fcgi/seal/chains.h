/*
 * Chains from a certificate up to anchors, by the rules of whoever asks, and
 * what was found of them before.  Whether a certificate leads to an anchor
 * changes with the time that is asked about alone, so what led there is kept
 * with the period of its chain; what did not is never kept.  For any number of
 * threads once the anchors are in.
 */
#ifndef ECERT_SEAL_CHAINS_H
#define ECERT_SEAL_CHAINS_H

#include <stdbool.h>
#include <time.h>

#include "base/reason.h"

struct cert;
struct chains;
struct x509_store_st;

struct chain_rules {
	unsigned long	 flags;		/* X509_V_FLAG_*; each certificate of
					   the store is an anchor in any case */
	int		 between;	/* certificates between ours and the
					   anchor, at most */
	int		 level;		/* of security, as OpenSSL counts; 0:
					   any */
	bool		 own_time;	/* must ours be valid then, too? */
};

/* Without anchors yet.  MEMORY.  Caller frees with chains_free(). */
enum reason	 chains_new(const struct chain_rules *, struct chains **)
		    MUST_CHECK;
void		 chains_free(struct chains **);

/*
 * Borrowed: to put the anchors in, before the first question.  Once they are in
 * they are to be settled: an anchor that OpenSSL lacks the memory to look into
 * at its first use is no authority to it from then on.  MEMORY.
 */
struct x509_store_st *chains_store(const struct chains *);
enum reason	 chains_settle(struct chains *) MUST_CHECK;

/*
 * Does the certificate lead to an anchor, all above it valid at that time?
 * SEAL_CHAIN when not, with OpenSSL's words as detail and in *depth (unless
 * NULL) how far above ours the certificate is that they are about; MEMORY when
 * that could not be found out.
 */
enum reason	 chains_check(struct chains *, const struct cert *, time_t at,
		    int *depth) MUST_CHECK;

#endif
