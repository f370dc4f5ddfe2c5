#include <openssl/asn1.h>
#include <openssl/err.h>

#include "seal/asn1_time.h"

bool
asn1_time_get(const ASN1_TIME *in, time_t *out)
{
	struct tm	 tm;

	if (ASN1_TIME_to_tm(in, &tm) != 1) {
		ERR_clear_error();
		return false;
	}
	*out = timegm(&tm);
	return true;
}

ASN1_GENERALIZEDTIME *
asn1_time_new(time_t when)
{

	return ASN1_GENERALIZEDTIME_set(NULL, when);
}
