#include <openssl/crypto.h>

#include <stdlib.h>

#include "seal/ossl_memory.h"

static _Thread_local unsigned long	 refusals;

static void *
counted(void *p)
{

	refusals += p == NULL;
	return p;
}

/* Of nothing OpenSSL expects NULL, as from its own. */
static void *
get(size_t n, const char *file, int line)
{

	(void)file;
	(void)line;
	return n == 0 ? NULL : counted(malloc(n));
}

static void *
change(void *old, size_t n, const char *file, int line)
{

	(void)file;
	(void)line;
	if (n > 0)
		return counted(realloc(old, n));
	free(old);
	return NULL;
}

static void
give_back(void *p, const char *file, int line)
{

	(void)file;
	(void)line;
	free(p);
}

bool
ossl_memory_watch(void)
{

	return CRYPTO_set_mem_functions(get, change, give_back) == 1;
}

unsigned long
ossl_memory_refusals(void)
{

	return refusals;
}
