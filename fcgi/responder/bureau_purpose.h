/* Why a bureau asks: the request header Ecert-Purpose. */
#ifndef ECERT_RESPONDER_BUREAU_PURPOSE_H
#define ECERT_RESPONDER_BUREAU_PURPOSE_H

#include "registry/bureau.h"

/*
 * Read item=CODE&name=NAME&cause=WHY&officer=WHO, as a form is encoded, UTF-8.
 * item (40 letters, digits, hyphens) and cause (200 characters) must be there,
 * name (100) and officer (50) may.  PURPOSE_MISSING or PURPOSE_UNFIT, and then
 * *out is empty: what is not good is not written down.
 */
enum reason	 bureau_purpose_read(const char *header, struct purpose *out)
		    MUST_CHECK;

#endif
