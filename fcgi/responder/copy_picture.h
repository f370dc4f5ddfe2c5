/*
 * What a page needs to show a copy as it is: the picture in the seal it was
 * sealed with, and the address that its QR code leads to.
 */
#ifndef ECERT_RESPONDER_COPY_PICTURE_H
#define ECERT_RESPONDER_COPY_PICTURE_H

#include "document/model_copy.h"
#include "responder/context.h"

#define COPY_ADDRESS_BYTES	(160 + 4 + ANNOTATION_CODE_BYTES)

/* The picture in the seal of an annotation; borrowed for ever. */
enum reason	 copy_picture(struct context *, const struct annotation *,
		    struct model_picture *) MUST_CHECK;

/* Where the copy of that code can be checked, by the configured base_url. */
void		 copy_address(const struct context *, const char *code,
		    char out[COPY_ADDRESS_BYTES]);

#endif
