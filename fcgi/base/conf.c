#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/log.h"
#include "base/text.h"

#ifndef PKGDATADIR
#define PKGDATADIR	"/usr/local/share/ecert"
#endif
#ifndef SYSCONFDIR
#define SYSCONFDIR	"/usr/local/etc"
#endif

#define FILE_BYTES	65536	/* of a configuration file */
#define KEY_BYTES	32	/* of a key, twice as many digits */
#define KEY_FILE_BYTES	1024

enum kind {
	TEXT,		/* min..max characters, none of them a control */
	PATH,		/* absolute; empty when min is 0 */
	ORIGIN,		/* scheme and host, no path */
	SQL_NAME,	/* goes into SQL as an identifier */
	SEAL_CODE,	/* of the catalogue; empty when min is 0 */
	LEVEL,
	SIGN_IN,
	REVOCATION,
	YES_NO,
	SERVES,
	NUMBER,		/* min..max */
	MODE		/* octal: at least the bits of min, at most max's */
};

struct key {
	const char	*name;		/* section.key */
	enum kind	 kind;
	size_t		 offset;	/* in struct conf */
	const char	*preset;
	int		 min;
	int		 max;
};

#define AT(member)	offsetof(struct conf, member)
#define ETC(file)	SYSCONFDIR "/ecert/" file

/* The longest path of a unix socket is 107 bytes: sun_path in unix(7). */
static const struct key keys[] = {
	{ "service.name_zh", TEXT, AT(name_zh),
	    "专业技术人员职业资格电子证书查询验证", 1, 60 },
	{ "service.name_en", TEXT, AT(name_en),
	    "Verification of Professional Qualification Certificates", 1, 120 },
	{ "service.operator_zh", TEXT, AT(operator_zh), "样本运营单位", 1, 60 },
	{ "service.operator_en", TEXT, AT(operator_en),
	    "Specimen Operator", 1, 120 },
	{ "service.base_url", ORIGIN, AT(base_url),
	    "http://127.0.0.1:8080", 8, 160 },
	{ "service.specimen", YES_NO, AT(specimen), "yes", 0, 0 },
	{ "service.demo_download", YES_NO, AT(demo_download), "no", 0, 0 },

	{ "listen.serves", SERVES, AT(bureaus), "public", 0, 0 },
	{ "listen.socket", PATH, AT(socket), "", 0, 107 },
	{ "listen.socket_mode", MODE, AT(socket_mode), "0660", 0600, 0660 },
	{ "listen.processes", NUMBER, AT(processes), "2", 2, 64 },
	{ "listen.threads", NUMBER, AT(threads), "48", 1, 256 },
	{ "listen.request_s", NUMBER, AT(request_s), "20", 1, 300 },

	{ "database.host", TEXT, AT(db_host), "", 0, 160 },
	{ "database.port", NUMBER, AT(db_port), "3306", 1, 65535 },
	{ "database.socket", PATH, AT(db_socket),
	    "/run/mysqld/mysqld.sock", 0, 107 },
	{ "database.name", SQL_NAME, AT(db_name), "ecert", 1, 64 },
	{ "database.user", SQL_NAME, AT(db_user), "ecert_web", 1, 80 },
	{ "database.password_file", PATH, AT(db_password_file), "", 0, 4095 },
	{ "database.tls_ca_file", PATH, AT(db_ca_file), "", 0, 4095 },
	{ "database.tls_certificate_file", PATH, AT(db_cert_file), "", 0,
	    4095 },
	{ "database.tls_key_file", PATH, AT(db_key_file), "", 0, 4095 },
	{ "database.pool", NUMBER, AT(db_pool), "8", 1, 256 },
	{ "database.timeout_s", NUMBER, AT(db_timeout_s), "5", 1, 60 },

	{ "keys.match_key_file", PATH, AT(match_key_file),
	    ETC("match.key"), 1, 4095 },
	{ "keys.ticket_key_file", PATH, AT(ticket_key_file),
	    ETC("ticket.key"), 1, 4095 },

	{ "signing.key_file", PATH, AT(sign_key_file),
	    ETC("sign-key.pem"), 1, 4095 },
	{ "signing.certificate_file", PATH, AT(sign_cert_file),
	    ETC("sign-cert.pem"), 1, 4095 },
	{ "signing.trust_file", PATH, AT(trust_file), ETC("ca.pem"), 1, 4095 },
	{ "signing.revocation", REVOCATION, AT(revocation), "crl", 0, 0 },
	{ "signing.crl_file", PATH, AT(crl_file), ETC("ca-crl.pem"), 1, 4095 },

	{ "holder.sign_in", SIGN_IN, AT(sign_in), "off", 0, 0 },
	{ "holder.send_program", PATH, AT(send_program), "", 0, 4095 },

	{ "seal.key_dir", PATH, AT(seal_key_dir), "", 0, 4000 },
	{ "seal.trust_file", PATH, AT(seal_trust_file), "", 0, 4095 },
	{ "seal.report_seal", SEAL_CODE, AT(report_seal), "", 0, 32 },

	{ "paths.xsl_dir", PATH, AT(xsl_dir), PKGDATADIR "/xsl", 1, 4095 },
	{ "paths.sql_dir", PATH, AT(sql_dir), PKGDATADIR "/sql", 1, 4095 },
	{ "paths.schema_dir", PATH, AT(schema_dir),
	    PKGDATADIR "/doc/schema", 1, 4095 },

	{ "log.level", LEVEL, AT(log_level), "info", 0, 0 },
};
#define KEYS		(sizeof(keys) / sizeof(keys[0]))

const char *
conf_key(size_t i)
{

	return i < KEYS ? keys[i].name : NULL;
}

static enum reason
keep_text(struct conf *conf, const struct key *key, const char *value)
{
	char	**at = (char **)((char *)conf + key->offset);
	char	 *copy;

	if ((copy = strdup(value)) == NULL)
		return fail(REASON_MEMORY, "configuration");
	free(*at);
	*at = copy;
	return OK;
}

/* Values are shown on pages and in logs: no controls, nothing XML refuses. */
static bool
is_clean(const char *value)
{
	const char	*s;

	for (s = value; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7F)
			return false;
	return text_is_xml(value);
}

static bool
is_text(const struct key *key, const char *value)
{
	size_t	 n = text_length(value);

	return is_clean(value) && n >= (size_t)key->min &&
	    n <= (size_t)key->max;
}

static bool
is_path(const struct key *key, const char *value)
{

	if (*value == '\0')
		return key->min == 0;
	return *value == '/' && strlen(value) <= (size_t)key->max &&
	    is_clean(value);
}

/* No path, for links are made by putting one behind it. */
static bool
is_origin(const struct key *key, const char *value)
{
	static const char	*const schemes[] = { "https://", "http://" };
	static const char	 host[] = "abcdefghijklmnopqrstuvwxyz"
	    "0123456789.-:[]";
	size_t			 i, n;

	if (strlen(value) > (size_t)key->max)
		return false;
	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		n = strlen(schemes[i]);
		if (strncmp(value, schemes[i], n) == 0)
			return value[n] != '\0' &&
			    value[n + strspn(value + n, host)] == '\0';
	}
	return false;
}

static bool
is_sql_name(const struct key *key, const char *value)
{
	size_t	 n = strspn(value, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return value[n] == '\0' && n >= (size_t)key->min &&
	    n <= (size_t)key->max;
}

static bool
is_seal_code(const struct key *key, const char *value)
{
	size_t	 n = strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return value[n] == '\0' && n >= (size_t)key->min &&
	    n <= (size_t)key->max;
}

static bool
is_level(const struct key *key, const char *value)
{
	enum log_level	 level;

	(void)key;
	return log_level_named(value, &level);
}

static bool
is_sign_in(const struct key *key, const char *value)
{
	(void)key;
	return strcmp(value, "off") == 0 || strcmp(value, "code") == 0 ||
	    strcmp(value, "gateway") == 0;
}

static bool
is_revocation(const struct key *key, const char *value)
{
	(void)key;
	return strcmp(value, "crl") == 0 || strcmp(value, "none") == 0;
}

/* Digits only: strtol() alone would take signs, blanks and hexadecimal. */
static bool
read_number(const char *value, int base, const char *digits, int *number)
{
	size_t	 n = strlen(value);

	if (n == 0 || n > 9 || strspn(value, digits) != n)
		return false;
	*number = (int)strtol(value, NULL, base);
	return true;
}

static bool
take_yes_no(const struct key *key, const char *value, void *at)
{
	bool	*flag = at;

	(void)key;
	*flag = strcmp(value, "yes") == 0;
	return *flag || strcmp(value, "no") == 0;
}

static bool
take_serves(const struct key *key, const char *value, void *at)
{
	bool	*bureaus = at;

	(void)key;
	*bureaus = strcmp(value, "bureaus") == 0;
	return *bureaus || strcmp(value, "public") == 0;
}

static bool
take_number(const struct key *key, const char *value, void *at)
{
	int	*n = at;

	return read_number(value, 10, "0123456789", n) &&
	    *n >= key->min && *n <= key->max;
}

static bool
take_mode(const struct key *key, const char *value, void *at)
{
	int	*mode = at;

	return read_number(value, 8, "01234567", mode) &&
	    (*mode & key->min) == key->min && (*mode & ~key->max) == 0;
}

static bool	(*const checks[])(const struct key *, const char *) = {
	[TEXT] = is_text,
	[PATH] = is_path,
	[ORIGIN] = is_origin,
	[SQL_NAME] = is_sql_name,
	[SEAL_CODE] = is_seal_code,
	[LEVEL] = is_level,
	[SIGN_IN] = is_sign_in,
	[REVOCATION] = is_revocation,
	[MODE] = NULL,
};

static bool	(*const takes[])(const struct key *, const char *, void *) = {
	[YES_NO] = take_yes_no,
	[SERVES] = take_serves,
	[NUMBER] = take_number,
	[MODE] = take_mode,
};

/* What a value should have been; never the value itself. */
static enum reason
refuse(const struct key *key)
{
	const char	*name = key->name;
	int		 min = key->min, max = key->max;

	switch (key->kind) {
	case TEXT:
		return fail(REASON_CONFIG, "%s: must have %d to %d characters, "
		    "none of them a control character", name, min, max);
	case PATH:
		return fail(REASON_CONFIG, "%s: must be an absolute path of at "
		    "most %d bytes%s, without control characters", name, max,
		    min == 0 ? " or empty" : "");
	case ORIGIN:
		return fail(REASON_CONFIG, "%s: must be http:// or https:// "
		    "and a host in lower case, without a path", name);
	case SQL_NAME:
		return fail(REASON_CONFIG, "%s: must have %d to %d letters, "
		    "digits or underscores", name, min, max);
	case SEAL_CODE:
		return fail(REASON_CONFIG, "%s: must be the code of a seal: at "
		    "most %d small letters, digits or hyphens", name, max);
	case LEVEL:
		return fail(REASON_CONFIG, "%s: must be debug, info, warn or "
		    "error", name);
	case SIGN_IN:
		return fail(REASON_CONFIG, "%s: must be off, code or gateway",
		    name);
	case REVOCATION:
		return fail(REASON_CONFIG, "%s: must be crl or none", name);
	case YES_NO:
		return fail(REASON_CONFIG, "%s: must be yes or no", name);
	case SERVES:
		return fail(REASON_CONFIG, "%s: must be public or bureaus",
		    name);
	case NUMBER:
		return fail(REASON_CONFIG, "%s: must be a whole number from %d "
		    "to %d", name, min, max);
	case MODE:
		return fail(REASON_CONFIG, "%s: must be an octal mode from "
		    "%04o to %04o", name, (unsigned)min, (unsigned)max);
	}
	return fail(REASON_INTERNAL, "%s: kind", name);
}

static enum reason
assign(struct conf *conf, const struct key *key, const char *value)
{

	if (checks[key->kind] != NULL)
		return checks[key->kind](key, value) ?
		    keep_text(conf, key, value) : refuse(key);
	return takes[key->kind](key, value, (char *)conf + key->offset) ?
	    OK : refuse(key);
}

static enum reason
assign_presets(struct conf *conf)
{
	enum reason	 why;
	size_t		 i;

	for (i = 0; i < KEYS; i++)
		if ((why = assign(conf, &keys[i], keys[i].preset)) != OK)
			return why;
	return OK;
}

/* A file being read: inih asks for lines and hands over pairs. */
struct reading {
	const char	*path;
	const char	*rest;		/* what was not handed out yet */
	int		 line;		/* last one handed out, from 1 */
	struct conf	*conf;
	bool		 seen[KEYS];
	enum reason	 why;		/* the first fault */
};

/* Keep the first fault; the detail so far names key and fault. */
static void
fault(struct reading *r, enum reason why)
{

	if (r->why == OK)
		r->why = fail(why, "%s:%d: %s", r->path, r->line,
		    fail_detail());
}

/*
 * fgets() over the text.  inih would take what does not fit its buffer for a
 * line of its own, so a long line is a fault and the rest is not read.
 */
static char *
next_line(char *line, int size, void *arg)
{
	struct reading	*r = arg;
	size_t		 n;

	if (*r->rest == '\0' || r->why != OK)
		return NULL;
	r->line++;
	n = strcspn(r->rest, "\n");
	if (n + 2 > (size_t)size) {
		fault(r, fail(REASON_CONFIG, "the line is longer than %d bytes",
		    size - 2));
		return NULL;
	}
	memcpy(line, r->rest, n);
	r->rest += n;
	if (*r->rest == '\n') {
		line[n++] = '\n';
		r->rest++;
	}
	line[n] = '\0';
	return line;
}

static bool
is_named(const struct key *key, const char *section, const char *name)
{
	size_t	 n = strlen(section);

	return strncmp(key->name, section, n) == 0 && key->name[n] == '.' &&
	    strcmp(key->name + n + 1, name) == 0;
}

static enum reason
take_pair(struct reading *r, const char *section, const char *name,
    const char *value)
{
	size_t	 i;

	for (i = 0; i < KEYS && !is_named(&keys[i], section, name); i++)
		;
	if (i == KEYS)
		return fail(REASON_CONFIG, "%s.%s: there is no such key",
		    section, name);
	if (r->seen[i])
		return fail(REASON_CONFIG, "%s: given twice", keys[i].name);
	r->seen[i] = true;
	return assign(r->conf, &keys[i], value);
}

/* inih wants 1 for "go on". */
static int
handle_pair(void *arg, const char *section, const char *name,
    const char *value)
{
	struct reading	*r = arg;
	enum reason	 why;

	if (r->why == OK && (why = take_pair(r, section, name, value)) != OK)
		fault(r, why);
	return r->why == OK;
}

static enum reason
read_pairs(struct reading *r)
{
	int	 line = ini_parse_stream(next_line, r, handle_pair, r);

	if (line > 0 && (r->why == OK || line < r->line))
		return fail(REASON_CONFIG, "%s:%d: neither [section] nor "
		    "key = value", r->path, line);
	if (line < 0)
		return fail(REASON_MEMORY, "%s: cannot be parsed", r->path);
	return r->why;
}

enum reason
conf_load(const char *path, struct conf **out)
{
	struct buf	 text = BUF_INIT(FILE_BYTES);
	struct reading	 r = { .path = path };
	enum reason	 why;

	if ((r.conf = calloc(1, sizeof(*r.conf))) == NULL)
		return fail(REASON_MEMORY, "configuration");
	if ((why = assign_presets(r.conf)) != OK)
		goto out;
	if ((why = buf_read_file(&text, path)) != OK) {
		why = fail(REASON_CONFIG, "%s", fail_detail());
		goto out;
	}
	if (!text_is_utf8(buf_text(&text), text.len)) {
		why = fail(REASON_CONFIG, "%s: is not UTF-8 text", path);
		goto out;
	}
	r.rest = buf_text(&text);
	if ((why = read_pairs(&r)) != OK)
		goto out;
	*out = r.conf;
	r.conf = NULL;
out:
	conf_free(&r.conf);
	buf_free(&text);
	return why;
}

void
conf_free(struct conf **conf)
{
	size_t	 i;

	if (*conf == NULL)
		return;
	for (i = 0; i < KEYS; i++)
		if (checks[keys[i].kind] != NULL)
			free(*(char **)((char *)*conf + keys[i].offset));
	free(*conf);
	*conf = NULL;
}

static int
hex_digit(char c)
{
	static const char	 digits[] = "0123456789abcdefABCDEF";
	const char		*at;

	if (c == '\0' || (at = strchr(digits, c)) == NULL)
		return -1;
	return (int)(at - digits) < 16 ? (int)(at - digits) :
	    (int)(at - digits) - 6;
}

static bool
decode_key(const char *s, unsigned char key[KEY_BYTES])
{
	static const char	 blanks[] = " \t\r\n";
	size_t			 i;
	int			 high, low;

	s += strspn(s, blanks);
	for (i = 0; i < KEY_BYTES; i++, s += 2) {
		if ((high = hex_digit(s[0])) < 0 ||
		    (low = hex_digit(s[1])) < 0)
			return false;
		key[i] = (unsigned char)(high << 4 | low);
	}
	return s[strspn(s, blanks)] == '\0';
}

static enum reason
read_key(int fd, const char *path, struct buf *text)
{
	struct stat	 st;

	if (fstat(fd, &st) == -1)
		return fail(REASON_KEY, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return fail(REASON_KEY, "%s: is not a file", path);
	if ((st.st_mode & S_IRWXO) != 0)
		return fail(REASON_KEY, "%s: is open to everybody: chmod o= it",
		    path);
	if (buf_read_fd(text, fd) != OK)
		return fail(REASON_KEY, "%s: %s", path, fail_detail());
	return OK;
}

enum reason
conf_read_key(const char *path, unsigned char key[KEY_BYTES])
{
	struct buf	 text = BUF_INIT(KEY_FILE_BYTES);
	unsigned char	 decoded[KEY_BYTES];
	enum reason	 why;
	int		 fd;

	/* O_NONBLOCK: a named pipe must be refused, not waited for. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd == -1)
		return fail(REASON_KEY, "%s: %s", path, strerror(errno));
	if ((why = read_key(fd, path, &text)) != OK)
		goto out;
	if (strlen(buf_text(&text)) != text.len ||
	    !decode_key(buf_text(&text), decoded)) {
		why = fail(REASON_KEY, "%s: must hold %d hexadecimal digits",
		    path, 2 * KEY_BYTES);
		goto out;
	}
	memcpy(key, decoded, KEY_BYTES);
out:
	explicit_bzero(decoded, sizeof(decoded));
	buf_cleanse(&text);
	(void)close(fd);
	return why;
}
