/* ecert: the administration command (ecert(1)). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/command.h"
#include "document/library.h"

static const struct command commands[] = {
	{ "check", "",
	    "检查配置、密钥、数据库、版本与时钟",
	    "check configuration, keys, database, schema version and clock",
	    command_check },
	{ "import", "FILE.csv --qualification CODE ... | --list | --discard N",
	    "导入一批已批准的证书（CSV），查看或撤除导入",
	    "import approved certificates from CSV; list, discard imports",
	    command_import },
	{ "migrate", "",
	    "建立或升级登记库",
	    "create or upgrade the registry's schema",
	    command_migrate },
	{ "purge", "",
	    "清除过期的加注件副本、会话与登录记录",
	    "remove expired copies, sessions and sign-in attempts",
	    command_purge },
	{ "seal", "show | import | list | disable | make-specimen",
	    "查看、核验、导入、停用电子印章，制作样本印章",
	    "show, verify, import, disable electronic seals, make a specimen",
	    command_seal },
	{ "verify", "[--offline] [--json] FILE...",
	    "核验电子证书文件",
	    "verify an electronic certificate file",
	    command_verify },
};
#define COMMANDS	(sizeof(commands) / sizeof(commands[0]))

static void
print_help(FILE *to)
{
	size_t	 i;

	fputs("用法 usage: ecert [-c FILE] COMMAND [ARGUMENTS]\n\n", to);
	for (i = 0; i < COMMANDS; i++)
		fprintf(to, "  %-8s %-20s %s\n%32s%s\n", commands[i].name,
		    commands[i].arguments, commands[i].summary_zh, "",
		    commands[i].summary_en);
	fputs("\n  -c FILE   配置文件 configuration (ecert.conf(5)); 预设 preset: "
	    "$ECERT_CONF, " SYSCONFDIR "/ecert/ecert.conf\n"
	    "  --help, --version\n\n"
	    "ecert COMMAND --help; man ecert-COMMAND\n", to);
}

static const struct command *
find_command(const char *name)
{
	size_t	 i;

	for (i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

void
command_explain(const char *what, enum reason why)
{
	const struct reason_info	*info = reason_info(why);

	fprintf(stderr, "ecert: %s: %s%s\n       %s %s\n       [%s] %s\n",
	    what, info->zh, info->zh_next, info->en, info->en_next,
	    info->code, fail_detail());
}

/* Who reads this is the administrator that the pages send people to. */
static void
explain_conf(const char *command, enum reason why)
{
	if (why != REASON_CONFIG) {
		command_explain(command, why);
		return;
	}
	fprintf(stderr, "ecert: %s: 配置文件不能使用。请改正所指之处；各项说明见 "
	    "ecert.conf(5)。\n       The configuration cannot be used. Mend "
	    "what is named; ecert.conf(5) explains every key.\n"
	    "       [%s] %s\n", command, reason_info(why)->code,
	    fail_detail());
}

static void
print_command_help(const struct command *c)
{
	printf("用法 usage: ecert [-c FILE] %s %s\n  %s\n  %s\n\n"
	    "man ecert-%s\n", c->name, c->arguments, c->summary_zh,
	    c->summary_en, c->name);
}

static int
run_command(const struct command *c, const char *path, int argc, char **argv)
{
	struct conf	*conf = NULL;
	enum reason	 why;
	int		 status = EXIT_UNDECIDED;

	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		print_command_help(c);
		return EXIT_YES;
	}
	if ((why = conf_load(path, &conf)) != OK)
		explain_conf(c->name, why);
	else if ((why = library_start()) != OK)
		command_explain(c->name, why);
	else {
		status = c->run(conf, argc, argv);
		library_stop();
	}
	conf_free(&conf);
	return status;
}

int
main(int argc, char **argv)
{
	const struct command	*command;
	const char		*path = getenv("ECERT_CONF");
	int			 at = 1;

	if (path == NULL)
		path = SYSCONFDIR "/ecert/ecert.conf";
	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		print_help(stdout);
		return EXIT_YES;
	}
	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		puts("ecert " PACKAGE_VERSION);
		return EXIT_YES;
	}
	if (argc > 2 && strcmp(argv[1], "-c") == 0) {
		path = argv[2];
		at = 3;
	}
	if (at >= argc || (command = find_command(argv[at])) == NULL) {
		if (at < argc)
			fprintf(stderr, "ecert: 没有这个子命令 no such "
			    "command: %s\n", argv[at]);
		print_help(stderr);
		return EXIT_USAGE;
	}
	return run_command(command, path, argc - at, argv + at);
}
