#include "responder/api_key.h"

#define KEY_MAX		128

enum reason
api_key_read(const struct context *ctx, const char **key)
{
	const char	*at = request_header(ctx->req, "HTTP_IDEMPOTENCY_KEY");
	size_t		 n = 0;

	*key = at;
	while (at[n] > 0x20 && at[n] < 0x7F)
		n++;
	return n > 0 && n <= KEY_MAX && at[n] == '\0' ? OK :
	    fail(REASON_IDEMPOTENCY_MISSING, "%zu characters", n);
}
