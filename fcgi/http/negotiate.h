/*
 * What representation the asker wants: the Accept header of RFC 9110, 12.5.1.
 */
#ifndef ECERT_HTTP_NEGOTIATE_H
#define ECERT_HTTP_NEGOTIATE_H

#include <stdbool.h>

enum format { FORMAT_HTML, FORMAT_XML, FORMAT_JSON, FORMAT_NONE };

/*
 * The better of text/html and application/xml (text/xml counts as the latter)
 * for this header value; HTML when they are equal or the value is empty,
 * FORMAT_NONE when neither is acceptable.
 */
enum format	 negotiate_accept(const char *accept);

/*
 * The better of application/xml (text/xml counts as it) and application/json;
 * XML when they are equal or the value is empty, FORMAT_NONE when neither is
 * acceptable.
 */
enum format	 negotiate_interface(const char *accept);

/* Is XML (either name of it) acceptable at all? */
bool		 negotiate_takes_xml(const char *accept);

/*
 * Does an If-None-Match value (RFC 9110, 13.1.2) name this entity tag?  The
 * tag is given with its quotes; weak comparison.
 */
bool		 negotiate_none_match(const char *if_none_match,
		    const char *etag);

#endif
