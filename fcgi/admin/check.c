/* ecert check: is everything in place?  Each part with its remedy. */
#include <stdio.h>
#include <string.h>

#include "admin/command.h"
#include "base/clock.h"
#include "base/secret.h"
#include "document/render.h"
#include "document/sign.h"
#include "registry/cluster.h"
#include "registry/registry.h"
#include "seal/keystore.h"
#include "seal/seal_keys.h"
#include "seal/trust.h"
#include "service/file_verify.h"

#define CLOCK_DRIFT_S	5	/* between this machine and the database's */

static enum reason
check_keys(const struct conf *conf)
{
	unsigned char	 key[SECRET_KEY_BYTES];
	enum reason	 why;

	why = conf_read_key(conf->match_key_file, key);
	if (why == OK)
		why = conf_read_key(conf->ticket_key_file, key);
	explicit_bzero(key, sizeof(key));
	return why;
}

static enum reason
check_signing(const struct conf *conf)
{
	struct signer	*signer = NULL;
	enum reason	 why;

	why = signer_open(conf->sign_key_file, conf->sign_cert_file, &signer);
	if (why == OK)
		why = signer_in_force(signer, clock_now());
	signer_free(&signer);
	return why;
}

static enum reason
check_trust(const struct conf *conf)
{
	struct verifier	*verifier = NULL;
	enum reason	 why;

	why = file_verifier_open(conf, NULL, &verifier);
	verifier_free(&verifier);
	return why;
}

/* Would what is signed today be called revoked, or not be checked at all? */
static enum reason
check_revocation(const struct conf *conf)
{
	struct verifier	*verifier = NULL;
	enum reason	 why;

	why = file_verifier_open(conf, NULL, &verifier);
	if (why == OK)
		why = verifier_try_revocation(verifier, conf->sign_cert_file,
		    clock_now());
	verifier_free(&verifier);
	return why;
}

/* Will what we sign pass our own verification? */
static enum reason
check_signer(const struct conf *conf)
{
	struct verifier	*verifier = NULL;
	struct signer	*signer = NULL;
	enum reason	 why;

	why = verifier_open(conf->trust_file, conf->schema_dir, NULL,
	    &verifier);
	if (why == OK)
		why = signer_open(conf->sign_key_file, conf->sign_cert_file,
		    &signer);
	if (why == OK)
		why = verifier_accepts(verifier, signer, clock_now());
	signer_free(&signer);
	verifier_free(&verifier);
	return why;
}

/* The service's own seal, for reports, must have its key at hand. */
static enum reason
check_report_seal(const struct conf *conf)
{
	struct key	*key = NULL;
	enum reason	 why;

	if (*conf->report_seal == '\0')
		return OK;
	if (*conf->seal_key_dir == '\0')
		return fail(REASON_CONFIG, "[seal] report_seal is set, and "
		    "key_dir is not: no report could be sealed");
	why = seal_key_open(conf->seal_key_dir, conf->report_seal, &key);
	key_close(&key);
	return why;
}

/* Without [seal] there are no seals to look after. */
static enum reason
check_seals(const struct conf *conf)
{
	struct trust	*trust = NULL;
	enum reason	 why = OK;

	if (conf->seal_key_dir[0] != '\0' && conf->seal_trust_file[0] == '\0')
		return fail(REASON_CONFIG, "[seal] trust_file is not set: no "
		    "seal could be verified");
	if (conf->seal_trust_file[0] != '\0')
		why = trust_load(conf->seal_trust_file, &trust);
	if (why == OK && conf->seal_key_dir[0] != '\0')
		why = seal_keys_check(conf->seal_key_dir);
	if (why == OK)
		why = check_report_seal(conf);
	trust_free(&trust);
	return why;
}

static enum reason
check_sheets(const struct conf *conf)
{
	struct sheets	*sheets = NULL;
	enum reason	 why;

	why = sheets_open(conf->xsl_dir, &sheets);
	sheets_free(&sheets);
	return why;
}

static enum reason
check_registry(const struct conf *conf)
{
	struct registry	*registry = NULL;
	enum reason	 why;

	why = registry_open(conf, &registry);
	if (why == OK)
		why = registry_health(registry);
	registry_free(&registry);
	return why;
}

static void
tell_server(void *arg, const char *server, enum reason why)
{
	(void)arg;
	if (why == OK)
		printf("     %s: ok\n", server);
	else
		printf("     %s: [%s] %s\n", server, reason_info(why)->code,
		    fail_detail());
}

static enum reason
check_cluster(const struct conf *conf)
{
	return cluster_check(conf, tell_server, NULL);
}

static enum reason
check_clock(const struct conf *conf)
{
	struct registry	*registry = NULL;
	enum reason	 why;
	time_t		 there = 0;
	long		 drift;

	why = registry_open(conf, &registry);
	if (why == OK)
		why = registry_clock(registry, &there);
	registry_free(&registry);
	if (why != OK)
		return why;
	drift = (long)(there - clock_now());
	if (drift > CLOCK_DRIFT_S || drift < -CLOCK_DRIFT_S)
		return fail(REASON_CONFIG, "the database's clock is %ld s off",
		    drift);
	return OK;
}

static const struct {
	const char	*name;
	enum reason	(*check)(const struct conf *);
	const char	*zh_remedy, *en_remedy;
} parts[] = {
	{ "keys", check_keys,
	    "检查 [keys] 所列文件：各含 64 位十六进制数字，权限 0600 或 0640",
	    "see [keys]: 64 hexadecimal digits each, mode 0600 or 0640" },
	{ "stylesheets", check_sheets,
	    "检查 [paths] xsl_dir 是否指向已安装的 xsl 目录",
	    "see [paths] xsl_dir: it must be the installed xsl folder" },
	{ "signing", check_signing,
	    "检查 [signing] 的密钥与证书：须成对、在有效期内、密钥仅属主可读",
	    "see [signing]: key and certificate must be a pair and in force, "
	    "the key readable by its owner only" },
	{ "trust", check_trust,
	    "检查 [signing] trust_file 与 [paths] schema_dir",
	    "see [signing] trust_file and [paths] schema_dir" },
	{ "signer", check_signer,
	    "签名密钥或信任文件不可用时先解决上两项；否则签名证书须由 trust_file 中的机构"
	    "签发，keyUsage 含 digitalSignature，且不是 TLS 等用途的证书",
	    "when the key or the trust file cannot be used, mend the parts "
	    "above first; else the signing certificate must come from an "
	    "authority in trust_file, its keyUsage have digitalSignature, and "
	    "not be one for TLS" },
	{ "revocation", check_revocation,
	    "检查 [signing] crl_file：须含签发机构最新的吊销列表（PEM）；机构不发布列表的，"
	    "写明 revocation = none",
	    "see [signing] crl_file: it must hold the authority's newest "
	    "revocation list (PEM); revocation = none states that it publishes "
	    "none" },
	{ "seals", check_seals,
	    "检查 [seal]：key_dir 中的密钥须为 SM2、权限 0600，trust_file 须为 PEM，"
	    "report_seal 的密钥须在 key_dir 中",
	    "see [seal]: keys in key_dir must be SM2 and mode 0600, trust_file "
	    "PEM, and the key of report_seal in key_dir" },
	{ "registry", check_registry,
	    "检查 [database] 与 mariadbd 是否运行；版本不符时运行 ecert migrate；"
	    "匹配密钥不符时放回原来的 match.key",
	    "see [database], and that mariadbd runs; run ecert migrate when "
	    "the schema does not fit; put the right match.key back when the "
	    "key does not" },
	{ "cluster", check_cluster,
	    "上面列出了 [database] host 中的每台服务器；"
	    "不在集群主分区、未同步或设置不符的，见 doc/cluster.md",
	    "each server of [database] host is named above; for one that is "
	    "not in the primary part, not in step, or has other settings see "
	    "doc/cluster.md" },
	{ "clock", check_clock,
	    "数据库未应答时先解决上一项；database-time-open：在服务器配置中写明 "
	    "secure_timestamp = SUPER 并重启 mariadbd；否则用 NTP 校准本机与数据库服务器的时钟",
	    "when the database did not answer, mend the part above first; for "
	    "database-time-open set secure_timestamp = SUPER in the server's "
	    "settings and restart mariadbd; else set the clocks of this "
	    "machine and the database's by NTP" },
};

int
command_check(const struct conf *conf, int argc, char **argv)
{
	enum reason	 why;
	int		 status = EXIT_YES;
	size_t		 i;

	(void)argv;
	if (argc != 1) {
		fputs("usage: ecert [-c FILE] check\n", stderr);
		return EXIT_USAGE;
	}
	puts("ok   configuration");
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		fail_clear();
		if ((why = parts[i].check(conf)) == OK) {
			printf("ok   %s\n", parts[i].name);
			continue;
		}
		status = EXIT_NO;
		printf("FAIL %s: [%s] %s\n     %s\n     %s\n", parts[i].name,
		    reason_info(why)->code, fail_detail(), parts[i].zh_remedy,
		    parts[i].en_remedy);
	}
	return status;
}
