/*
 * The folder of the seals' signing keys ([seal] key_dir): for each seal code
 * either CODE.key, a PEM file, or CODE.uri, one line with the PKCS#11 URI of a
 * key that lives in a token.
 */
#ifndef ECERT_SEAL_SEAL_KEYS_H
#define ECERT_SEAL_SEAL_KEYS_H

#include <stdbool.h>

#include "base/reason.h"

struct key;

#define SEAL_CODE_MAX	64	/* bytes: an esID fits (SES_ID_MAX) */

/*
 * Is this a code that may name files?  ASCII letters, digits, '-', '_' and
 * '.', not a '.' first, at most SEAL_CODE_MAX.
 */
bool	 seal_code_is_name(const char *code);

/*
 * Open the key of that code.  KEY with the fault: the code names no file,
 * neither file is there or both are, the key file is open to others, somebody
 * else may write the URI file (a URI names a module that would be loaded), and
 * all of key_open().  The caller closes with key_close().
 */
enum reason	 seal_key_open(const char *key_dir, const char *code,
		    struct key **) MUST_CHECK;

/*
 * Can every key in the folder be opened, and is it an SM2 key?  KEY with the
 * first that is not, or for a folder that cannot be read.
 */
enum reason	 seal_keys_check(const char *key_dir) MUST_CHECK;

#endif
