/*
 * What the tests of annotated copies share: a seal, its signer, the signer of
 * the XML, who trusts them, a certificate and an annotation.  All specimens,
 * made afresh for each program and valid now.
 */
#ifndef ECERT_T_UNIT_COPY_FIXTURE_H
#define ECERT_T_UNIT_COPY_FIXTURE_H

#include "unit.h"

#include "document/copy.h"
#include "document/verify.h"
#include "seal/sealer.h"
#include "seal/specimen.h"
#include "seal/trust.h"

#define DAY	((time_t)86400)

struct copy_world {
	char			 dir[128];	/* as given */
	time_t			 now;
	struct key		*ca_key, *maker_key, *signer_key;
	struct cert		*ca, *maker, *signer;
	struct trust		*trust;
	struct buf		 seal_der;
	struct seal		*seal;
	struct sealer		*sealer;
	struct signer		*xml_signer;
	struct verifier		*verifier;
	struct certificate	 certificate;
	struct annotation	 annotation;
};

extern struct copy_world	 copy_world;

/*
 * Files in that folder: ca.pem, key.pem, cert.pem (of the XML signature) and
 * seal-ca.pem (of makers and signers of seals).
 */
void		 copy_world_start(const char *dir);
void		 copy_world_end(void);

/* For main(): the same in a folder that goes away again. */
int		 copy_world_set_up(void **);
int		 copy_world_tear_down(void **);

/* The folder goes, the rest stays: for programs that never end in order. */
void		 copy_world_sweep(void);

#define RUN_COPIES(tests)	(cmocka_set_message_output(CM_OUTPUT_TAP), \
				    cmocka_run_group_tests(tests, \
				    copy_world_set_up, copy_world_tear_down))

/* Specimens by the authority of the seals. */
struct cert	*copy_issue(const char *name, const struct key *);
void		 copy_seal(const struct cert *signer, time_t from, time_t until,
		    struct buf *der);

/* A PEM file in the folder. */
void		 copy_write(const char *name, const struct buf *);

#endif
