/*
 * The models of a holder's pages (doc/schema/model.xsd): signing in, my
 * certificates, one certificate with its annotated copies, one copy.
 *
 * All functions return a fresh document that the caller frees with
 * xmlFreeDoc(); csrf is the token of each form (base64url or hex).  DATA when
 * a state could not be read or is not for showing: nothing is shown then.
 */
#ifndef ECERT_DOCUMENT_MODEL_HOLDER_H
#define ECERT_DOCUMENT_MODEL_HOLDER_H

#include "document/model_copy.h"
#include "field/annotation.h"

/* What a copy may be for: a row of the dated list of scenes. */
struct model_choice {
	const char	*code;
	const char	*name_zh;
	const char	*name_en;
};

/* Annotated copies within the 90 days before now, of those that may be. */
struct model_quota {
	int	 used;
	int	 max;
	time_t	 next_free;	/* when one more may be made; 0: now */
};

/* One look at a certificate. */
struct model_access {
	time_t		 at;
	const char	*channel;	/* triple code file bureau download
					 * holder */
	const char	*actor;		/* public holder bureau operator */
	const char	*actor_name;	/* of a bureau; else NULL or "" */
	const char	*matter;	/* likewise: what it was for, */
	const char	*cause;		/* and why */
	bool		 found;		/* was the certificate shown? */
};

/*
 * Step 1 (page "sign-in": fields name, id_number) and step 2 (page
 * "sign-in-code": field code).  With gateway there is no form, only the way to
 * /sign-in/gateway.  why is OK or what is wrong with the whole.  What was typed
 * as ID number or code is never shown again, whatever the fields say.
 */
enum reason	 model_sign_in(const struct page *, const struct model_field *,
		    size_t count, const char *csrf, bool gateway,
		    enum reason why, xmlDoc **) MUST_CHECK;

/*
 * Page "holder".  refs[i] names certificate i in its address.  Certificates
 * that are not issued yet (approved) are left out.
 */
enum reason	 model_holder(const struct page *, const char *holder_name,
		    const struct certificate *, const char *const *refs,
		    size_t count, const char *csrf, xmlDoc **) MUST_CHECK;

/* Page "holder-certificate". */
struct model_holder_certificate {
	const struct certificate	*certificate;
	const char			*ref;	/* in the address */
	const struct annotation		*annotations;	/* newest first */
	size_t				 annotation_count;
	const struct model_choice	*scenes;
	size_t				 scene_count;
	struct model_quota		 quota;
	const struct model_access	*access;	/* newest first */
	size_t				 access_count;
	bool				 plain_download; /* not annotated */
	bool				 may_annotate;	/* show the form */
	/* scene, recipient, days; used when may_annotate */
	const struct model_field	*fields;
	size_t				 field_count;
	const char			*csrf;
	enum reason			 why;	/* of the whole, or OK */
};
enum reason	 model_holder_certificate(const struct page *,
		    const struct model_holder_certificate *, xmlDoc **)
		    MUST_CHECK;

/*
 * Page "holder-copy".  The download is offered while annotation and
 * certificate are both good; the withdrawal while the annotation is.  picture
 * and address as in model_copy_add().
 */
enum reason	 model_holder_copy(const struct page *,
		    const struct annotation *, const struct certificate *,
		    const struct model_picture *picture, const char *address,
		    const char *csrf, xmlDoc **) MUST_CHECK;

#endif
