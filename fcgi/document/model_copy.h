/*
 * Page models of annotated copies: the face of a certificate with what a copy
 * carries besides, and the answer to who asks by a copy's code.
 */
#ifndef ECERT_DOCUMENT_MODEL_COPY_H
#define ECERT_DOCUMENT_MODEL_COPY_H

#include "document/model.h"
#include "field/annotation.h"

/* The picture in a seal; all borrowed. */
struct model_picture {
	const char	*media_type;	/* seal_media_type(); NULL: none */
	const void	*bytes;
	size_t		 len;
	int		 width_mm;
	int		 height_mm;
};

/*
 * Add <sealPicture>; nothing for NULL and for a picture that browsers do not
 * show.  TOO_LARGE, MEMORY.
 */
enum reason	 model_add_picture(struct tree *, xmlNode *parent,
		    const struct model_picture *) MUST_CHECK;

/*
 * Add what stands on the face of a copy, for any page that shows one, after
 * its <certificate>: annotation (NULL for none), picture of the seal (NULL
 * when it has none that a browser shows), QR code of the https address at
 * which the copy can be checked ("" for none).  TOO_LARGE, MEMORY.
 */
enum reason	 model_copy_add(struct tree *, xmlNode *page,
		    const struct annotation *, const struct model_picture *,
		    const char *address) MUST_CHECK;

/*
 * The page "copy": is the copy with this code still good?  annotation NULL: no
 * copy has the code.  The certificate's own state comes first, since a copy of
 * what is not in force is good for nothing.  The face, with the number masked
 * and everything else as on the copy, and the recipient are told only while
 * the annotation is in force: who holds a copy that is over learns that it is.
 */
enum reason	 model_copy_status(const struct page *,
		    const struct annotation *, const struct certificate *,
		    time_t checked, const char *address,
		    const struct model_picture *, xmlDoc **) MUST_CHECK;

#endif
