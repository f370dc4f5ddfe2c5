/*
 * Certificates as bureaus ask for them: many triples at once, all versions of a
 * number, all that a person holds.  By the one status function, like every
 * other answer; what is not public yet is not there.
 */
#ifndef ECERT_REGISTRY_CERTIFICATES_H
#define ECERT_REGISTRY_CERTIFICATES_H

#include <stddef.h>
#include <stdint.h>

#include "base/reason.h"
#include "field/certificate.h"
#include "field/triple.h"

struct registry;

#define TRIPLES_MAX		1000
#define VERSIONS_MAX		999

/*
 * Told of each triple that is found, in their order: the i-th names that
 * certificate, the newest when several do.  NULL: it is there, but its record
 * cannot be read, for the reason `why`.
 */
typedef enum reason triple_found(void *arg, size_t i,
		    const struct certificate *, enum reason why);

/*
 * registry_by_triple() of up to TRIPLES_MAX at once, by one question; those
 * that are not told of are not found.  Any reason but OK: nothing is known of
 * the others, and that is no "not found".
 */
enum reason	 registry_by_triples(struct registry *,
		    const struct triple *const *, size_t count, triple_found *,
		    void *arg) MUST_CHECK;

/*
 * All versions of a certificate, the newest first; none when there is no such
 * number.  Either takes the same question.  The caller frees *list.
 */
enum reason	 registry_certificate_versions(struct registry *,
		    const char *management_no, struct certificate **list,
		    size_t *count) MUST_CHECK;

/*
 * All certificates under an ID number, whatever the name, the newest version of
 * each.  The caller frees *list.
 */
enum reason	 registry_certificates_by_id_number(struct registry *,
		    const char *id_number, struct certificate **list,
		    size_t *count) MUST_CHECK;

#endif
