/*
 * OpenSSL 3.0 reaches tokens through the engine "pkcs11" of libp11 (Debian:
 * libengine-pkcs11-openssl); engines are deprecated there and still the only
 * way that this release has.
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/engine.h>
#include <openssl/err.h>

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "seal/keystore_pkcs11.h"

#define URI_MAX		512
#define PATH_MAX_BYTES	256

/* Under the lock; once started, the engine stays for the process's life. */
static pthread_mutex_t	 lock = PTHREAD_MUTEX_INITIALIZER;
static ENGINE		*engine;
static char		 module[PATH_MAX_BYTES];	/* of the first URI */

/* A second module in one process would need a second engine. */
static ENGINE *
engine_start(const char *module_path)
{
	ENGINE	*e;

	ENGINE_load_builtin_engines();
	if ((e = ENGINE_by_id("pkcs11")) == NULL)
		return NULL;
	/* Quiet: it would write URIs to standard error. */
	if (ENGINE_ctrl_cmd_string(e, "QUIET", NULL, 0) != 1 ||
	    (module_path[0] != '\0' && ENGINE_ctrl_cmd_string(e,
	    "MODULE_PATH", module_path, 0) != 1) || ENGINE_init(e) != 1) {
		ENGINE_free(e);
		return NULL;
	}
	return e;
}

/* The value of a query attribute, "" when there is none; false: too long. */
static bool
query_value(const char *uri, const char *name, char *out, size_t size)
{
	const char	*p = strchr(uri, '?');
	size_t		 n, name_len = strlen(name);

	out[0] = '\0';
	while (p != NULL) {
		p++;
		n = strcspn(p, "&");
		if (n > name_len && strncmp(p, name, name_len) == 0 &&
		    p[name_len] == '=') {
			n -= name_len + 1;
			if (n >= size)
				return false;
			memcpy(out, p + name_len + 1, n);
			out[n] = '\0';
			return true;
		}
		p = strchr(p, '&');
	}
	return true;
}

static enum reason
engine_ready(const char *uri)
{
	char	 wanted[PATH_MAX_BYTES];

	if (!query_value(uri, "module-path", wanted, sizeof(wanted)))
		return fail(REASON_KEY, "PKCS#11 URI: module-path too long");
	if (engine == NULL && (engine = engine_start(wanted)) != NULL)
		memcpy(module, wanted, sizeof(module));
	ERR_clear_error();
	if (engine == NULL)
		return fail(REASON_KEY, "no PKCS#11 engine or module; install "
		    "libengine-pkcs11-openssl and check module-path");
	if (strcmp(wanted, module) != 0)
		return fail(REASON_KEY, "one program uses one PKCS#11 module");
	return OK;
}

/* The engine takes no module-path: the URI with pin-source alone. */
static enum reason
engine_uri(const char *uri, char *out, size_t size)
{
	char	 pin[PATH_MAX_BYTES];
	int	 path_len = (int)strcspn(uri, "?"), n;

	if (!query_value(uri, "pin-source", pin, sizeof(pin)))
		return fail(REASON_KEY, "PKCS#11 URI: pin-source too long");
	n = snprintf(out, size, "%.*s%s%s", path_len, uri,
	    pin[0] != '\0' ? "?pin-source=" : "", pin);
	if (n < 0 || (size_t)n >= size)
		return fail(REASON_KEY, "PKCS#11 URI too long");
	return OK;
}

static enum reason
load(const char *uri, const char *cut, struct evp_pkey_st **out)
{
	enum reason	 why;

	if ((why = engine_ready(uri)) != OK)
		return why;
	*out = ENGINE_load_private_key(engine, cut, NULL, NULL);
	ERR_clear_error();
	if (*out == NULL)
		return fail(REASON_KEY, "the PKCS#11 token did not give the "
		    "key: check token, object, PIN file");
	return OK;
}

enum reason
keystore_pkcs11_load(const char *uri, struct evp_pkey_st **out)
{
	char		 cut[URI_MAX];
	enum reason	 why;

	if (strstr(uri, "pin-value=") != NULL)
		return fail(REASON_KEY, "PKCS#11 URI: keep the PIN in a file "
		    "and name it by pin-source=file:");
	if ((why = engine_uri(uri, cut, sizeof(cut))) != OK)
		return why;
	if (pthread_mutex_lock(&lock) != 0)
		return fail(REASON_INTERNAL, "lock of the PKCS#11 engine");
	why = load(uri, cut, out);
	(void)pthread_mutex_unlock(&lock);
	return why;
}
