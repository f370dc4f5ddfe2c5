#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/conf.h"
#include "unit.h"

#define MANUAL	TEST_SRCDIR "/doc/man/ecert.conf.5"

static char	 path[] = "/tmp/ecert-conf-XXXXXX";

static int
make_path(void **state)
{
	int	 fd;

	(void)state;
	return (fd = mkstemp(path)) == -1 ? -1 : close(fd);
}

static int
drop_path(void **state)
{

	(void)state;
	return unlink(path);
}

static void
write_file(const void *bytes, size_t len, mode_t mode)
{
	int	 fd = open(path, O_WRONLY | O_TRUNC);

	assert_true(fd != -1);
	assert_int_equal(write(fd, bytes, len), (ssize_t)len);
	assert_int_equal(fchmod(fd, mode), 0);
	assert_int_equal(close(fd), 0);
}

static struct conf *
load(const char *text)
{
	struct conf	*conf = NULL;
	enum reason	 why;

	write_file(text, strlen(text), 0600);
	if ((why = conf_load(path, &conf)) != OK)
		fail_msg("%s", fail_detail());
	assert_non_null(conf);
	return conf;
}

/* The detail is path, then this. */
static void
check_refused(const char *text, const char *detail)
{
	struct conf	*conf = NULL;

	write_file(text, strlen(text), 0600);
	assert_int_equal(conf_load(path, &conf), REASON_CONFIG);
	assert_null(conf);
	assert_memory_equal(fail_detail(), path, strlen(path));
	assert_string_equal(fail_detail() + strlen(path), detail);
}

static void
an_empty_file_gives_the_presets(void **state)
{
	struct conf	*conf = load("");

	(void)state;
	assert_string_equal(conf->name_zh,
	    "专业技术人员职业资格电子证书查询验证");
	assert_true(conf->specimen);
	assert_false(conf->demo_download);
	assert_string_equal(conf->socket, "");
	assert_int_equal(conf->socket_mode, 0660);
	assert_int_equal(conf->processes, 2);
	assert_int_equal(conf->threads, 48);
	assert_int_equal(conf->db_port, 3306);
	assert_string_equal(conf->db_name, "ecert");
	assert_string_equal(conf->db_password_file, "");
	assert_string_equal(conf->log_level, "info");
	assert_non_null(strstr(conf->match_key_file, "/ecert/match.key"));
	conf_free(&conf);
	assert_null(conf);
	conf_free(&conf);
}

static void
what_the_file_says_replaces_the_preset(void **state)
{
	struct conf	*conf = load("# comment\n; comment\n"
	    "[service]\nname_zh = 测试服务\nspecimen = no\n"
	    "demo_download=yes\nbase_url = https://ecert.example:8443\n"
	    "[listen]\nsocket = /run/ecert/fcgi ; behind a value\n"
	    "socket_mode = 600\r\nprocesses = 64\n"
	    "[database]\nhost = db1,db2:3307\nport = 65535\n"
	    "[log]\nlevel = debug");

	(void)state;
	assert_string_equal(conf->name_zh, "测试服务");
	assert_false(conf->specimen);
	assert_true(conf->demo_download);
	assert_string_equal(conf->base_url, "https://ecert.example:8443");
	assert_string_equal(conf->socket, "/run/ecert/fcgi");
	assert_int_equal(conf->socket_mode, 0600);
	assert_int_equal(conf->processes, 64);
	assert_string_equal(conf->db_host, "db1,db2:3307");
	assert_int_equal(conf->db_port, 65535);
	assert_string_equal(conf->log_level, "debug");
	conf_free(&conf);
}

static void
a_fault_names_file_line_and_key(void **state)
{

	(void)state;
	check_refused("[listen]\n\nthreads = many\n", ":3: listen.threads: "
	    "must be a whole number from 1 to 256");
	check_refused("[listen]\nthread = 1\n", ":2: listen.thread: "
	    "there is no such key");
	check_refused("threads = 1\n", ":1: .threads: there is no such key");
	check_refused("[log]\nlevel = info\nlevel = warn\n",
	    ":3: log.level: given twice");
	check_refused("[log]\nlevel = info\n  continued\n",
	    ":3: log.level: given twice");
	check_refused("[listen]\nthreads\n",
	    ":2: neither [section] nor key = value");
	check_refused("[listen\nthreads = 0\n",
	    ":1: neither [section] nor key = value");
}

static void
values_outside_their_bounds_are_refused(void **state)
{
	static const struct {
		const char	*section;
		const char	*pair;
	} cases[] = {
		{ "service", "name_zh =" },
		{ "service", "name_en = a\tb" },
		{ "service", "name_zh = a\xEF\xBF\xBF" },
		{ "keys", "match_key_file = /a\x01" },
		{ "service", "specimen = true" },
		{ "service", "specimen = Yes" },
		{ "service", "base_url = ftp://x" },
		{ "service", "base_url = http://" },
		{ "service", "base_url = http://x/" },
		{ "service", "base_url = http://x\"y" },
		{ "listen", "socket = relative" },
		{ "listen", "socket_mode = 0666" },
		{ "listen", "socket_mode = 0460" },
		{ "listen", "socket_mode = 0680" },
		{ "listen", "processes = 1" },
		{ "listen", "processes = 65" },
		{ "listen", "threads = 0" },
		{ "listen", "threads = -1" },
		{ "listen", "threads = +1" },
		{ "listen", "threads = 0x10" },
		{ "listen", "threads = 1.5" },
		{ "listen", "threads = 99999999999999999999" },
		{ "listen", "threads = 4294967297" },
		{ "listen", "threads =" },
		{ "database", "port = 65536" },
		{ "database", "name = ecert; DROP" },
		{ "database", "name = ec`ert" },
		{ "keys", "match_key_file =" },
		{ "seal", "report_seal = ../service" },
		{ "seal", "report_seal = Service" },
		{ "log", "level = loud" },
	};
	char		 text[200];
	struct conf	*conf = NULL;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		(void)snprintf(text, sizeof(text), "[%s]\n%s\n",
		    cases[i].section, cases[i].pair);
		write_file(text, strlen(text), 0600);
		if (conf_load(path, &conf) != REASON_CONFIG)
			fail_msg("taken: %s", cases[i].pair);
		assert_null(conf);
		assert_non_null(strstr(fail_detail(), ":2: "));
	}
}

/* inih would read the rest of a long line as a line of its own. */
static void
a_line_that_is_too_long_is_refused_whole(void **state)
{
	char	 text[600] = "[service]\nname_en = ";
	size_t	 start = strlen("[service]\n"), used = strlen(text);

	(void)state;
	memset(text + used, 'a', start + 199 - used);
	check_refused(text, ":2: the line is longer than 198 bytes");
	text[start + 198] = '\0';
	check_refused(text, ":2: service.name_en: must have 1 to 120 "
	    "characters, none of them a control character");
	memset(text + used, ' ', start + 199 - used);
	(void)snprintf(text + start + 199, 100, "[log]\nlevel = loud\n");
	check_refused(text, ":2: the line is longer than 198 bytes");
}

static void
hostile_files_are_refused(void **state)
{
	static const char	 nul[] = "[log]\nlevel = info\0x\n";
	struct conf		*conf = NULL;
	char			*large = repeated('#', 65537);

	(void)state;
	check_refused("[service]\nname_zh = \xC0\xAF\n", ": is not UTF-8 text");
	check_refused("[service]\nname_zh = \xED\xA0\x80\n",
	    ": is not UTF-8 text");
	write_file(nul, sizeof(nul) - 1, 0600);
	assert_int_equal(conf_load(path, &conf), REASON_CONFIG);
	write_file(large, 65537, 0600);
	assert_int_equal(conf_load(path, &conf), REASON_CONFIG);
	assert_non_null(strstr(fail_detail(), "more than 65536 bytes"));
	assert_int_equal(conf_load("/nonexistent/ecert.conf", &conf),
	    REASON_CONFIG);
	assert_non_null(strstr(fail_detail(), "/nonexistent/ecert.conf: "));
	assert_int_equal(conf_load("/", &conf), REASON_CONFIG);
	assert_null(conf);
	free(large);
}

static void
faults_never_repeat_a_value(void **state)
{
	struct conf	*conf = NULL;

	(void)state;
	write_file("[database]\nuser = pass word\n", 27, 0600);
	assert_int_equal(conf_load(path, &conf), REASON_CONFIG);
	assert_null(strstr(fail_detail(), "pass"));
}

static void
every_key_is_in_the_manual(void **state)
{
	struct buf	 b = BUF_INIT(MEGABYTE);
	const char	*dot;
	size_t		 i;

	(void)state;
	assert_int_equal(buf_read_file(&b, MANUAL), OK);
	for (i = 0; conf_key(i) != NULL; i++) {
		assert_non_null(dot = strchr(conf_key(i), '.'));
		if (strstr(buf_text(&b), dot + 1) == NULL)
			fail_msg("%s is not in %s", conf_key(i), MANUAL);
	}
	assert_true(i > 25);
	buf_free(&b);
}

static void
a_key_file_holds_64_hexadecimal_digits(void **state)
{
	static const char	 text[] = "  000102030405060708090a0b0c0d0e0f"
	    "F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF\n\n";
	unsigned char		 key[32];
	size_t			 i;

	(void)state;
	write_file(text, strlen(text), 0640);
	assert_int_equal(conf_read_key(path, key), OK);
	for (i = 0; i < 16; i++) {
		assert_int_equal(key[i], i);
		assert_int_equal(key[16 + i], 0xF0 + i);
	}
}

static void
any_other_key_file_is_refused(void **state)
{
	char		 text[1100];
	unsigned char	 key[32] = { 7 };
	static const struct {
		size_t		 digits;
		const char	*behind;
		mode_t		 mode;
	} cases[] = {
		{ 0, "", 0600 }, { 63, "", 0600 }, { 65, "", 0600 },
		{ 64, " 0", 0600 }, { 63, "g", 0600 }, { 32, " a", 0600 },
		{ 1090, "", 0600 },
		{ 64, "\n", 0644 }, { 64, "\n", 0602 }, { 64, "\n", 0601 },
	};
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		memset(text, 'a', sizeof(text));
		(void)snprintf(text + cases[i].digits, 5, "%s",
		    cases[i].behind);
		write_file(text, strlen(text), cases[i].mode);
		assert_int_equal(conf_read_key(path, key), REASON_KEY);
		assert_memory_equal(fail_detail(), path, strlen(path));
		assert_null(strstr(fail_detail(), "aaa"));
	}
	memset(text, 'a', 64);
	memcpy(text + 64, "\0x", 2);
	write_file(text, 66, 0600);
	assert_int_equal(conf_read_key(path, key), REASON_KEY);
	assert_int_equal(conf_read_key("/nonexistent/key", key), REASON_KEY);
	assert_int_equal(conf_read_key("/dev/zero", key), REASON_KEY);
	assert_int_equal(conf_read_key("/tmp", key), REASON_KEY);
	assert_int_equal(key[0], 7);
}

static void
a_named_pipe_is_refused_without_waiting(void **state)
{
	unsigned char	 key[32];

	(void)state;
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	(void)alarm(5);
	assert_int_equal(conf_read_key(path, key), REASON_KEY);
	(void)alarm(0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(close(open(path, O_CREAT | O_WRONLY, 0600)), 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(an_empty_file_gives_the_presets),
		cmocka_unit_test(what_the_file_says_replaces_the_preset),
		cmocka_unit_test(a_fault_names_file_line_and_key),
		cmocka_unit_test(values_outside_their_bounds_are_refused),
		cmocka_unit_test(a_line_that_is_too_long_is_refused_whole),
		cmocka_unit_test(hostile_files_are_refused),
		cmocka_unit_test(faults_never_repeat_a_value),
		cmocka_unit_test(every_key_is_in_the_manual),
		cmocka_unit_test(a_key_file_holds_64_hexadecimal_digits),
		cmocka_unit_test(any_other_key_file_is_refused),
		cmocka_unit_test(a_named_pipe_is_refused_without_waiting),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make_path, drop_path);
}
