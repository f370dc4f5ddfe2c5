/*
 * The XML libraries, set up once for the whole program: no network, no
 * external entities, no DTDs, nothing read or written behind our back.
 */
#ifndef ECERT_DOCUMENT_LIBRARY_H
#define ECERT_DOCUMENT_LIBRARY_H

#include "base/reason.h"

/*
 * Start libxml2, libxslt and xmlsec before any thread is made.  XML when one
 * of them does not start.
 */
enum reason	 library_start(void) MUST_CHECK;

/*
 * From now on refuse every file and address that a parser would load by
 * itself: call it when stylesheets and schemas are in memory.
 */
void		 library_lock(void);

void		 library_stop(void);

#endif
