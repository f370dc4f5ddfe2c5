/*
 * Where a certificate stands in a status list: in which list, and at which
 * index.  A list holds one version of 2^20 serials; the index is the serial's
 * place in its block after a keyed permutation, so that serials, which count
 * up, do not tell who stands where, and a neighbour's state says nothing.
 *
 * The permutation is a Feistel network of ten rounds over two halves of ten
 * bits (as many rounds as FF1 of NIST SP 800-38G), each round's function
 * HMAC-SHA-256 under a key over list, round and half.
 */
#ifndef ECERT_FIELD_STATUS_ORDER_H
#define ECERT_FIELD_STATUS_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/reason.h"
#include "base/secret.h"

#define STATUS_LIST_BITS	20
#define STATUS_LIST_LENGTH	(1u << STATUS_LIST_BITS)	/* entries */
#define STATUS_LIST_ID_BYTES	16	/* "999-4294967295" and its NUL */
#define STATUS_ROUNDS		10
#define STATUS_HALF		(1u << STATUS_LIST_BITS / 2)
#define STATUS_MAC_HALVES	16	/* that one HMAC serves */

/* Which list: a version and the number of a block of serials. */
struct status_list_id {
	unsigned	version;	/* 1..999 */
	uint32_t	block;
};

/* "1-0"; false when a text is none of these. */
void	 status_list_id_write(const struct status_list_id *,
	    char out[STATUS_LIST_ID_BYTES]);
bool	 status_list_id_read(const char *, struct status_list_id *);

/* The list of a certificate's version. */
struct status_list_id	 status_list_of(uint64_t serial, unsigned version);

/* The order of the list that was asked for last; one thread's. */
struct status_order {
	unsigned char		key[SECRET_KEY_BYTES];
	struct status_list_id	id;
	bool			known[STATUS_ROUNDS]
				    [STATUS_HALF / STATUS_MAC_HALVES];
	uint16_t		function[STATUS_ROUNDS][STATUS_HALF];
};

void		 status_order_begin(struct status_order *,
		    const unsigned char key[SECRET_KEY_BYTES]);

/*
 * The index of a certificate's version in its list.  Cheap when the one before
 * was of the same list.
 */
enum reason	 status_order_index(struct status_order *, uint64_t serial,
		    unsigned version, uint32_t *index) MUST_CHECK;

#endif
