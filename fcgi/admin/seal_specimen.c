/*
 * ecert seal make-specimen: a test authority, a maker, a signer and a seal of
 * theirs, all marked 样本, for demonstrations and tests.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/command.h"
#include "admin/seal.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "document/seal_picture.h"
#include "seal/seal_keys.h"
#include "seal/sealer.h"
#include "seal/specimen.h"

#define OWNER_MAX	40	/* characters: more cannot be read */
#define WORD_PRESET	"专业技术人员职业资格证书专用章"
#define WORD_MAX	20
#define MARK		"样本"
#define YEARS_PRESET	5
#define YEARS_MAX	20
#define FILE_BYTES_MAX	SES_BYTES_MAX
#define SEAL_TYPE	1	/* 单位专用章: numbered by the business */

struct order {
	const char	*owner;
	const char	*word;
	char		 code[SEAL_CODE_MAX + 1];
	time_t		 from, until;		/* of the seal */
	time_t		 cert_from, cert_until;
	const char	*dir;
};

enum { CA, MAKER, MAKER_KEY, SIGNER, SIGNER_KEY, SVG, PNG, ESL, FILES };

static const struct {
	const char	*name;
	mode_t		 mode;
} files[FILES] = {
	[CA] = { "ca.pem", 0644 },
	[MAKER] = { "maker.crt", 0644 },
	[MAKER_KEY] = { "maker.key", 0600 },
	[SIGNER] = { "signer.crt", 0644 },
	[SIGNER_KEY] = { "signer.key", 0600 },
	[SVG] = { "seal.svg", 0644 },
	[PNG] = { "seal.png", 0644 },
	[ESL] = { "seal.esl", 0644 },
};

/* A key with its certificate, as PEM too. */
struct party {
	struct key	*key;
	struct cert	*cert;
};

static void
party_free(struct party *p)
{

	key_close(&p->key);
	cert_free(&p->cert);
}

/* Without an issuer: the authority itself. */
static enum reason
party_make(const struct order *o, const char *name,
    const struct party *issuer, struct party *p)
{
	struct specimen_order	 s = {
		.common_name = name, .authority = issuer == NULL,
		.valid_from = o->cert_from, .valid_until = o->cert_until,
	};
	enum reason		 why;

	if ((why = key_generate(KEY_SM2, &p->key)) != OK)
		return why;
	return specimen_issue(&s, p->key, issuer != NULL ? issuer->key : NULL,
	    issuer != NULL ? issuer->cert : NULL, &p->cert);
}

static enum reason
draw(const struct conf *conf, const struct order *o, struct buf *out)
{
	struct seal_picture	 picture = {
		.owner = o->owner, .word = o->word, .mark = MARK,
	};
	enum reason		 why;

	why = seal_picture_svg(conf->xsl_dir, &picture, &out[SVG]);
	return why != OK ? why :
	    seal_picture_png(&out[SVG], SEAL_PICTURE_PIXELS, &out[PNG]);
}

static enum reason
make_seal(const struct order *o, const struct party *maker,
    const struct party *signer, struct buf *out)
{
	const struct cert	*signers[] = { signer->cert };
	char			 name[SES_NAME_MAX + 1];
	struct seal_order	 s = {
		.vid = "ecert-specimen", .id = o->code, .type = SEAL_TYPE,
		.name = name, .signers = signers, .signer_count = 1,
		.valid_from = o->from, .valid_until = o->until,
		.picture_type = "PNG", .picture = out[PNG].data,
		.picture_len = out[PNG].len, .width_mm = SEAL_PICTURE_MM,
		.height_mm = SEAL_PICTURE_MM,
	};

	(void)snprintf(name, sizeof(name), "%s%s（%s）", o->owner, o->word,
	    MARK);
	return seal_make(&s, maker->key, maker->cert, clock_now(), &out[ESL]);
}

/* The authority's key is not kept: nothing more is to come from it. */
static enum reason
make_all(const struct conf *conf, const struct order *o, struct buf *out)
{
	struct party	 ca = { NULL, NULL };
	struct party	 maker = { NULL, NULL };
	struct party	 signer = { NULL, NULL };
	enum reason	 why;

	if ((why = party_make(o, "样本 SM2 CA", NULL, &ca)) == OK &&
	    (why = party_make(o, "样本制章者", &ca, &maker)) == OK &&
	    (why = party_make(o, o->owner, &ca, &signer)) == OK &&
	    (why = draw(conf, o, out)) == OK &&
	    (why = make_seal(o, &maker, &signer, out)) == OK &&
	    (why = cert_write_pem(ca.cert, &out[CA])) == OK &&
	    (why = cert_write_pem(maker.cert, &out[MAKER])) == OK &&
	    (why = key_write_pem(maker.key, &out[MAKER_KEY])) == OK &&
	    (why = cert_write_pem(signer.cert, &out[SIGNER])) == OK)
		why = key_write_pem(signer.key, &out[SIGNER_KEY]);
	party_free(&ca);
	party_free(&maker);
	party_free(&signer);
	return why;
}

static enum reason
path_of(const char *dir, int i, char out[PATH_MAX])
{
	int	 n = snprintf(out, PATH_MAX, "%s/%s", dir, files[i].name);

	return n < 0 || n >= PATH_MAX ?
	    fail(REASON_FILE_WRITE, "the folder's path is too long") : OK;
}

/* A file of that name is never touched, be it a link to nowhere. */
static enum reason
write_new(const char *path, mode_t mode, const struct buf *b)
{
	ssize_t	 n;
	int	 fd;

	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    mode);
	if (fd == -1)
		return fail(errno == EEXIST ? REASON_FILE_EXISTS :
		    REASON_FILE_WRITE, "%s: %s", path, strerror(errno));
	n = write(fd, b->data, b->len);
	if (close(fd) == 0 && n == (ssize_t)b->len)
		return OK;
	(void)unlink(path);
	return fail(REASON_FILE_WRITE, "%s: not written whole", path);
}

static enum reason
refuse_present(const char *dir)
{
	char		 path[PATH_MAX];
	struct stat	 st;
	enum reason	 why;
	int		 i;

	for (i = 0; i < FILES; i++) {
		if ((why = path_of(dir, i, path)) != OK)
			return why;
		if (lstat(path, &st) == 0)
			return fail(REASON_FILE_EXISTS, "%s", path);
	}
	return OK;
}

/* All or none. */
static enum reason
write_all(const char *dir, const struct buf *out)
{
	char		 path[PATH_MAX];
	enum reason	 why = OK;
	int		 i;

	if (mkdir(dir, 0755) != 0 && errno != EEXIST)
		return fail(REASON_FILE_WRITE, "%s: %s", dir, strerror(errno));
	for (i = 0; i < FILES; i++)
		if ((why = path_of(dir, i, path)) != OK ||
		    (why = write_new(path, files[i].mode, &out[i])) != OK)
			break;
	while (why != OK && i-- > 0)
		if (path_of(dir, i, path) == OK)
			(void)unlink(path);
	return why;
}

static int
make(const struct conf *conf, const struct order *o)
{
	struct buf	 out[FILES];
	enum reason	 why;
	int		 i;

	for (i = 0; i < FILES; i++)
		out[i] = (struct buf)BUF_INIT(FILE_BYTES_MAX);
	if ((why = refuse_present(o->dir)) == OK &&
	    (why = make_all(conf, o, out)) == OK)
		why = write_all(o->dir, out);
	for (i = 0; i < FILES; i++)
		buf_cleanse(&out[i]);
	if (why != OK) {
		command_explain(o->dir, why);
		return EXIT_NO;
	}
	for (i = 0; i < FILES; i++)
		printf("%s/%s\n", o->dir, files[i].name);
	printf("样本印章编码 code of the specimen seal: %s\n", o->code);
	return EXIT_YES;
}

/* The beginning of a day YYYY-MM-DD in China, so many years on. */
static time_t
day_begins(const char *day, int years)
{
	struct tm	 tm;

	memset(&tm, 0, sizeof(tm));
	tm.tm_year = (int)strtol(day, NULL, 10) - 1900 + years;
	tm.tm_mon = (int)strtol(day + 5, NULL, 10) - 1;
	tm.tm_mday = (int)strtol(day + 8, NULL, 10);
	tm.tm_hour = -8;
	return timegm(&tm);
}

/* False unless there is such a day. */
static bool
read_day(const char *text, time_t *out)
{
	char	 again[CLOCK_DATE_BYTES];

	if (strlen(text) != CLOCK_DATE_BYTES - 1 ||
	    strspn(text, "0123456789-") != CLOCK_DATE_BYTES - 1)
		return false;
	*out = day_begins(text, 0);
	clock_date(*out, again);
	return strcmp(again, text) == 0;
}

/* The last second of so many years from a day's beginning. */
static time_t
years_on(time_t from, int years)
{
	char	 day[CLOCK_DATE_BYTES];

	clock_date(from, day);
	return day_begins(day, years) - 1;
}

/* The certificates are valid now as well, whenever the seal is in force. */
static bool
set_times(struct order *o, const char *from, int years)
{
	char	 day[CLOCK_DATE_BYTES];
	time_t	 today;

	clock_date(clock_now(), day);
	if (!read_day(day, &today) ||
	    !read_day(from != NULL ? from : day, &o->from))
		return false;
	o->until = years_on(o->from, years);
	o->cert_from = o->from < today ? o->from : today;
	o->cert_until = o->from < today ? years_on(today, years) : o->until;
	return true;
}

static bool
is_label(const char *text, size_t max)
{
	const char	*s;
	size_t		 n = strlen(text);

	for (s = text; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return n > 0 && text_is_utf8(text, n) && text_length(text) <= max;
}

static bool
set_code(struct order *o, const char *code)
{
	unsigned char	 random[8];
	char		 hex[2 * sizeof(random) + 1];

	if (code != NULL && !seal_code_is_name(code))
		return false;
	if (code == NULL && secret_random(random, sizeof(random)) != OK)
		return false;
	if (code == NULL)
		secret_hex(random, sizeof(random), hex);
	(void)snprintf(o->code, sizeof(o->code), "%s%s",
	    code != NULL ? code : "SPECIMEN-", code != NULL ? "" : hex);
	return true;
}

static bool
set_years(const char *text, int *years)
{
	size_t	 n = strlen(text);

	if (!text_is_digits(text) || n > 2)
		return false;
	*years = (int)strtol(text, NULL, 10);
	return *years >= 1 && *years <= YEARS_MAX;
}

int
seal_make_specimen(const struct conf *conf, int argc, char **argv)
{
	static const struct option	 options[] = {
		{ "owner", required_argument, NULL, 'o' },
		{ "word", required_argument, NULL, 'w' },
		{ "code", required_argument, NULL, 'c' },
		{ "valid-from", required_argument, NULL, 'f' },
		{ "years", required_argument, NULL, 'y' },
		{ NULL, 0, NULL, 0 }
	};
	struct order	 o = { .owner = "", .word = WORD_PRESET };
	const char	*code = NULL, *from = NULL;
	int		 c, years = YEARS_PRESET;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (c) {
		case 'o': o.owner = optarg; break;
		case 'w': o.word = optarg; break;
		case 'c': code = optarg; break;
		case 'f': from = optarg; break;
		case 'y':
			if (!set_years(optarg, &years))
				return EXIT_USAGE;
			break;
		default: return EXIT_USAGE;
		}
	if (optind + 1 != argc || !is_label(o.owner, OWNER_MAX) ||
	    !is_label(o.word, WORD_MAX) || !set_code(&o, code) ||
	    !set_times(&o, from, years))
		return EXIT_USAGE;
	o.dir = argv[optind];
	return make(conf, &o);
}
