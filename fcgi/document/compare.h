/*
 * Two elements compared: same names, attributes and text, all the way down.
 */
#ifndef ECERT_DOCUMENT_COMPARE_H
#define ECERT_DOCUMENT_COMPARE_H

#include <libxml/tree.h>

#include <stdbool.h>
#include <stddef.h>

/*
 * Are they equal but for white space between elements?  When not, where is
 * the local name of the first element that differs (cut to fit).  Names of
 * elements are not personal; their text is never given.
 */
bool	 compare_elements(xmlNode *, xmlNode *, char *where, size_t size);

#endif
