/* The configuration file, and the files of keys. */
#include <sys/mman.h>
#include <sys/stat.h>

#include <unistd.h>

#include "fuzz.h"

#include "base/conf.h"
#include "base/secret.h"
#include "base/text.h"

static char	 path[32];
static int	 fd;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fd = memfd_create("fuzz", 0);
	HOLDS(fd != -1 && fchmod(fd, 0600) == 0);
	HOLDS(snprintf(path, sizeof(path), "/proc/self/fd/%d", fd) > 0);
	return 0;
}

static void
check_text(const char *text)
{
	HOLDS(text != NULL && text_is_utf8(text, strlen(text)));
	HOLDS(text_is_xml(text));
	HOLDS(strpbrk(text, "\r\n\t\x1b\x7f") == NULL);
}

static void
check_path(const char *text, bool may_lack)
{
	check_text(text);
	HOLDS(*text == '/' || (may_lack && *text == '\0'));
}

static void
check_conf(const struct conf *c)
{
	check_text(c->name_zh);
	check_text(c->name_en);
	check_text(c->operator_zh);
	check_text(c->operator_en);
	check_text(c->db_host);
	HOLDS(strncmp(c->base_url, "http", 4) == 0);
	HOLDS(strpbrk(c->base_url + 8, "/?#@ \"<>&") == NULL);
	HOLDS(strspn(c->db_name, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(c->db_name));
	check_path(c->socket, true);
	check_path(c->db_socket, true);
	check_path(c->match_key_file, false);
	check_path(c->sign_key_file, false);
	check_path(c->trust_file, false);
	check_path(c->send_program, true);
	check_path(c->xsl_dir, false);
	HOLDS((c->socket_mode & 0600) == 0600 &&
	    (c->socket_mode & ~0660) == 0);
	HOLDS(c->processes >= 2 && c->processes <= 64);
	HOLDS(c->threads >= 1 && c->threads <= 256);
	HOLDS(c->db_port >= 1 && c->db_port <= 65535);
}

static void
read_conf(void)
{
	struct conf	*conf = NULL;
	enum reason	 why = conf_load(path, &conf);

	HOLDS((conf != NULL) == (why == OK));
	if (why == OK)
		check_conf(conf);
	else {
		HOLDS(why == REASON_CONFIG);
		HOLDS(strncmp(fail_detail(), path, strlen(path)) == 0);
	}
	conf_free(&conf);
}

/* The key's digits stand in the file; a key that is none changes nothing. */
static void
read_key(const char *text)
{
	unsigned char	 key[SECRET_KEY_BYTES] = { 0 };
	static const unsigned char	 none[SECRET_KEY_BYTES];
	char		 hex[2 * SECRET_KEY_BYTES + 1];
	enum reason	 why = conf_read_key(path, key);

	if (why == OK) {
		secret_hex(key, sizeof(key), hex);
		text += strspn(text, " \t\r\n");
		HOLDS(strncasecmp(text, hex, strlen(hex)) == 0);
	} else
		HOLDS(why == REASON_KEY && memcmp(key, none, 32) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char	*text = fuzz_text(bytes, len);

	HOLDS(ftruncate(fd, 0) == 0);
	HOLDS(pwrite(fd, bytes, len, 0) == (ssize_t)len);
	read_conf();
	read_key(text);
	free(text);
	return 0;
}
