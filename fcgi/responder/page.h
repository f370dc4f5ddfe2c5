/* The handlers, one a route; each file of pages exports just these. */
#ifndef ECERT_RESPONDER_PAGE_H
#define ECERT_RESPONDER_PAGE_H

#include "responder/context.h"

handler	home_page;
handler	lookup_submit;
handler	result_page;
handler	result_download;
handler	catalogue_page;
handler	help_page;
handler	health_page;

#endif
