/*
 * What went wrong, told to who runs a command.  The catalogue's next steps are
 * meant for visitors of the pages, who are sent to the administrator, and told
 * that nothing has been said of a certificate; here that one reads them.
 */
#include <stdio.h>
#include <string.h>

#include "admin/command.h"

static const struct {
	enum reason	 why;
	const char	*zh;
	const char	*en;
} advice[] = {
	{ REASON_DATABASE,
	    "请检查 mariadbd 是否运行、[database] 的配置是否正确；ecert check "
	    "可逐项检查。",
	    "See that mariadbd runs and what [database] says; ecert check "
	    "looks at each part." },
	{ REASON_BUSY,
	    "另一个操作占用着登记库，请待其结束后再试。",
	    "Something else holds what is needed: try again when it is done." },
	{ REASON_ACCESS_DENIED,
	    "请改用有此权限的账户的配置，或补授权限。",
	    "Use the configuration of an account that may do this, or grant "
	    "what is missing." },
	{ REASON_CONFIG,
	    "请改正所指之处；各项说明见 ecert.conf(5)。",
	    "Mend what is named; ecert.conf(5) explains every key." },
	{ REASON_SCHEMA,
	    "请以 ecert_owner 的配置运行 ecert migrate；登记库比程序新的，请"
	    "更新程序。",
	    "Run ecert migrate with the configuration of ecert_owner; where "
	    "the registry is newer, update the program." },
	{ REASON_MATCH_KEY,
	    "请换用建库时的 match_key_file；密钥不符时查询不到任何证书。",
	    "Use the match_key_file that the registry was made with: under "
	    "another no certificate is found." },
	{ REASON_DATA,
	    "登记库的内容与程序不符，请运行 ecert check 与 ecert log verify。",
	    "What is stored does not fit the program: run ecert check and "
	    "ecert log verify." },
	{ REASON_XML,
	    "请运行 ecert check，查看样式表与模式文件。",
	    "Run ecert check; it reads the style sheets and schemas." },
	{ REASON_KEY,
	    "请检查所指文件及其权限；ecert check 可逐项检查。",
	    "See to the file that is named and its mode; ecert check looks at "
	    "each part." },
	{ REASON_MEMORY,
	    "请释放内存后重新运行。",
	    "Free some memory and run the command again." },
	{ REASON_INTERNAL,
	    "请保留下面的说明，并报告给软件的维护者。",
	    "Keep what is told below and report it to who maintains the "
	    "program." },
	{ REASON_SEAL_CHAIN,
	    "请勿采信；如确应信任该机构，请补充 [seal] trust_file。",
	    "Do not rely on it; if it should be trusted, add the authority to "
	    "[seal] trust_file." },
	{ REASON_SEAL_NO_TRUST,
	    "请在 [seal] trust_file 配置信任文件。这不代表印章无效。",
	    "Set [seal] trust_file. This does not mean that the seal is not "
	    "valid." },
	{ REASON_SEAL_REVOCATION_UNKNOWN,
	    "请更新撤销列表。这不代表印章无效。",
	    "Update the revocation lists. This does not mean that the seal is "
	    "not valid." },
};

void
command_explain(const char *what, enum reason why)
{
	const struct reason_info	*info = reason_info(why);
	const char			*zh = info->zh_next;
	const char			*en = info->en_next;
	size_t				 i;

	for (i = 0; i < sizeof(advice) / sizeof(advice[0]); i++)
		if (advice[i].why == why) {
			zh = advice[i].zh;
			en = advice[i].en;
		}
	fprintf(stderr, "ecert: %s: %s%s\n       %s %s\n       [%s] %s\n",
	    what, info->zh, zh, info->en, en, info->code, fail_detail());
	if (why == REASON_ACCESS_DENIED)
		command_tell_account(what);
}

int
command_fail(const char *what, enum reason why)
{
	command_explain(what, why);
	return reason_info(why)->status < 500 ? EXIT_NO : EXIT_UNDECIDED;
}
