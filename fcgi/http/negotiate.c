/* Accept and If-None-Match, read the way RFC 9110 says. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http/negotiate.h"

#define RANGES_MAX	32	/* media ranges that are looked at */

/* The weight of a media range: 0..1000; 1000 when none is given. */
static int
quality(const char *params, size_t len)
{
	const char	*q, *end = params + len;
	int		 value, digits = 100;

	for (q = params; q + 2 < end; q++)
		if (*q == ';' || *q == ' ' || *q == '\t') {
			if ((q[1] == 'q' || q[1] == 'Q') && q[2] == '=')
				break;
		}
	if (q + 3 >= end)
		return 1000;
	q += 3;
	if (*q != '0')
		return *q == '1' ? 1000 : 0;
	value = 0;
	for (q += q + 1 < end && q[1] == '.' ? 2 : 1;
	    q < end && *q >= '0' && *q <= '9' && digits > 0; q++) {
		value += (*q - '0') * digits;
		digits /= 10;
	}
	return value;
}

/* How closely a range names a type: 0 not at all, 3 exactly. */
static int
closeness(const char *range, size_t len, const char *type)
{
	size_t	 major = strcspn(type, "/") + 1;

	if (len == strlen(type) && strncasecmp(range, type, len) == 0)
		return 3;
	if (len == major + 1 && range[major] == '*' &&
	    strncasecmp(range, type, major) == 0)
		return 2;
	return len == 3 && strncmp(range, "*/*", 3) == 0 ? 1 : 0;
}

/* The weight that the header gives to a type: the closest range's. */
static int
weigh(const char *accept, const char *type)
{
	int	 best = 0, weight = 0, n, close;
	size_t	 len, name;

	for (n = 0; *accept != '\0' && n < RANGES_MAX; n++) {
		accept += strspn(accept, " \t,");
		len = strcspn(accept, ",");
		name = strcspn(accept, "; \t,");
		close = closeness(accept, name, type);
		if (close > best) {
			best = close;
			weight = quality(accept + name, len - name);
		}
		accept += len;
	}
	return weight;
}

/* The weight of XML by either of its names. */
static int
weigh_xml(const char *accept)
{
	int	 xml = weigh(accept, "application/xml");
	int	 text_xml = weigh(accept, "text/xml");

	return text_xml > xml ? text_xml : xml;
}

enum format
negotiate_accept(const char *accept)
{
	int	 html, xml;

	if (*accept == '\0')
		return FORMAT_HTML;
	html = weigh(accept, "text/html");
	xml = weigh_xml(accept);
	if (html == 0 && xml == 0)
		return FORMAT_NONE;
	return html >= xml ? FORMAT_HTML : FORMAT_XML;
}

enum format
negotiate_interface(const char *accept)
{
	int	 xml, json;

	if (*accept == '\0')
		return FORMAT_XML;
	xml = weigh_xml(accept);
	json = weigh(accept, "application/json");
	if (xml == 0 && json == 0)
		return FORMAT_NONE;
	return xml >= json ? FORMAT_XML : FORMAT_JSON;
}

bool
negotiate_takes_xml(const char *accept)
{
	return *accept == '\0' || weigh_xml(accept) > 0;
}

bool
negotiate_none_match(const char *header, const char *etag)
{
	size_t	 len;

	while (*header != '\0') {
		header += strspn(header, " \t,");
		len = strcspn(header, ",");
		if (len > 2 && strncmp(header, "W/", 2) == 0) {
			header += 2;
			len -= 2;
		}
		while (len > 0 && (header[len - 1] == ' ' ||
		    header[len - 1] == '\t'))
			len--;
		if ((len == 1 && *header == '*') || (len == strlen(etag) &&
		    strncmp(header, etag, len) == 0))
			return true;
		header += strcspn(header, ",");
	}
	return false;
}
