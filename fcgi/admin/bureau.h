/* What the verbs of ecert bureau share (ecert-bureau(1)). */
#ifndef ECERT_ADMIN_BUREAU_H
#define ECERT_ADMIN_BUREAU_H

#include "registry/bureau_admin.h"

/* A command line; texts are borrowed from argv, NULL when not given. */
struct bureau_wish {
	const char		*code;
	const char		*name;
	const char		*province;
	const char		*cert_file;
	const char		*key;		/* fingerprint */
	const char		*why;
	struct bureau_terms	 terms;
};

/* Print all bureaus, or the one named, each with its keys. */
enum reason	 bureau_list(struct registry *, struct bureau_wish *)
		    MUST_CHECK;

#endif
