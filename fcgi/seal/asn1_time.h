/* ASN.1 times as seconds since 1970, UTC. */
#ifndef ECERT_SEAL_ASN1_TIME_H
#define ECERT_SEAL_ASN1_TIME_H

#include <stdbool.h>
#include <time.h>

struct asn1_string_st;

bool	 asn1_time_get(const struct asn1_string_st *, time_t *);

/* A new GeneralizedTime YYYYMMDDHHMMSSZ; NULL when out of memory or range. */
struct asn1_string_st *asn1_time_new(time_t);

#endif
