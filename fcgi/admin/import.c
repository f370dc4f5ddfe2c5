/* ecert import: a file of approved certificates into the registry. */
#include <sys/stat.h>

#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "admin/command.h"
#include "admin/import_private.h"
#include "admin/progress.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "field/date.h"
#include "service/intake.h"
#include "service/intake_fault.h"

#define PRINTED_MAX	100	/* faults on the terminal; all in --errors */
#define LINE_BYTES_MAX	4096
#define SOURCE_CHARS_MAX 100

static volatile sig_atomic_t	 interrupted;

struct run {
	struct intake_order	 order;
	struct intake_outcome	 outcome;
	struct progress		 progress;
	const char		*errors;	/* NULL: not wanted */
	int			 errors_fd;
	struct buf		 text;
	const char		*discard;
	bool			 list;
};

static void
on_signal(int number)
{
	(void)number;
	interrupted = 1;
}

static bool
stop(void *arg)
{
	(void)arg;
	return interrupted != 0;
}

static enum reason
write_errors(struct run *r)
{
	if (!file_write(r->errors_fd, buf_text(&r->text), r->text.len))
		return fail(REASON_FILE_WRITE, "%s", r->errors);
	buf_clear(&r->text);
	return OK;
}

/* Each run writes it anew; never over the file that is read. */
static enum reason
open_errors(struct run *r)
{
	struct stat	 in, out;
	enum reason	 why;

	r->errors_fd = -1;
	if (r->errors == NULL)
		return OK;
	if (stat(r->errors, &out) == 0 && stat(r->order.path, &in) == 0 &&
	    in.st_dev == out.st_dev && in.st_ino == out.st_ino)
		return fail(REASON_FILE_WRITE, "--errors is the file itself");
	r->errors_fd = open(r->errors, O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC, 0640);
	if (r->errors_fd == -1)
		return fail(REASON_FILE_WRITE, "%s", r->errors);
	if ((why = intake_fault_head(&r->text)) == OK)
		why = write_errors(r);
	return why;
}

static enum reason
tell_fault(void *arg, const struct intake_fault *f)
{
	struct run	*r = arg;
	enum reason	 why;

	buf_clear(&r->text);
	if (r->outcome.faults <= PRINTED_MAX) {
		if ((why = intake_fault_line(f, &r->text)) != OK)
			return why;
		progress_clear(&r->progress);
		fputs(buf_text(&r->text), stdout);
		(void)fflush(stdout);
		buf_clear(&r->text);
	}
	if (r->errors_fd == -1)
		return OK;
	if ((why = intake_fault_row(f, &r->text)) == OK)
		why = write_errors(r);
	return why;
}

static void
show_progress(void *arg, enum intake_stage stage, uint64_t bytes,
    uint64_t all, uint32_t rows)
{
	static const char *const names[] = {
		[INTAKE_READING] = "读取 reading",
		[INTAKE_CHECKING] = "检查 checking",
		[INTAKE_LOADING] = "载入 loading",
		[INTAKE_APPROVING] = "批准 approving",
	};
	struct run	*r = arg;

	progress_show(&r->progress, names[stage], bytes, all, rows);
}

static void
print_file(const char *zh, const char *en, const struct intake_file *f)
{
	char	 at[CLOCK_ISO_BYTES] = "-";

	if (f->finished_at != 0)
		clock_iso(f->finished_at, at);
	printf("%s：导入编号 %u，批次 %u，证书 %u 张，资格 %s，批准日期 %s，完成于 %s\n"
	    "%s: import %u, batch %u, %u certificates, qualification %s, "
	    "approved %s, finished %s\n", zh, f->id, f->batch, f->loaded,
	    f->qualification, f->approved_on, at, en, f->id, f->batch,
	    f->loaded, f->qualification, f->approved_on, at);
}

static void
print_counts(const struct intake_outcome *o)
{
	int	 i;

	for (i = 0; i < REASON__MAX; i++)
		if (o->by_reason[i] > 0)
			printf("%8u  %s %s\n", o->by_reason[i],
			    reason_info(i)->code, reason_info(i)->zh);
}

static void
print_check(const struct run *r)
{
	const struct intake_outcome	*o = &r->outcome;

	if (o->faults > PRINTED_MAX)
		printf("……其余 %" PRIu64 " 处未列出；用 --errors FILE 得到全部\n"
		    "... and %" PRIu64 " more: --errors FILE has all\n",
		    o->faults - PRINTED_MAX, o->faults - PRINTED_MAX);
	print_counts(o);
	if (o->unread > 0)
		printf("有 %zu 列的列名不认识，未读取 %zu columns with unknown "
		    "names were not read\n", o->unread, o->unread);
	printf("共 %u 行，有错误 %u 行，编码 %s\n%u rows, %u with faults, "
	    "encoding %s\n", o->file.rows, o->file.rejected,
	    o->encoding == SHEET_UTF8 ? "UTF-8" : "GB18030", o->file.rows,
	    o->file.rejected, o->encoding == SHEET_UTF8 ? "UTF-8" :
	    "GB18030");
}

/* What became of it; the exit status. */
static int
conclude(struct run *r, enum reason why)
{
	struct intake_outcome	*o = &r->outcome;

	progress_clear(&r->progress);
	if (o->was_there) {
		print_file("该文件已经导入过，未再导入",
		    "the file was imported before, and not again", &o->file);
		if (why == OK)
			return EXIT_YES;
	} else if (o->file.rows > 0)
		print_check(r);
	if (why == OK && !r->order.dry_run) {
		if (o->resumed_at > 0)
			printf("从第 %u 行之后继续 went on behind row %u\n",
			    o->resumed_at, o->resumed_at);
		o->file.finished_at = clock_now();
		print_file("已导入并批准", "imported and approved", &o->file);
	}
	(void)fflush(stdout);
	if (why == OK)
		return EXIT_YES;
	command_explain("import", why);
	return reason_info(why)->status == 503 || why == REASON_INTERNAL ||
	    why == REASON_DATA ? EXIT_UNDECIDED : EXIT_NO;
}

static int
import(const struct conf *conf, struct run *r)
{
	const struct intake_watch	 watch = { r, tell_fault,
	    show_progress, stop };
	struct sigaction		 action = { .sa_handler = on_signal,
	    .sa_flags = SA_RESTART };
	enum reason			 why;
	int				 status;

	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
	progress_begin(&r->progress);
	r->text = (struct buf)BUF_INIT(LINE_BYTES_MAX);
	if ((why = open_errors(r)) == OK)
		why = intake_run(conf, &r->order, &watch, &r->outcome);
	status = conclude(r, why);
	if (r->errors_fd != -1 && close(r->errors_fd) == -1) {
		command_explain("import", fail(REASON_FILE_WRITE, "%s",
		    r->errors));
		status = status == EXIT_YES ? EXIT_UNDECIDED : status;
	}
	buf_free(&r->text);
	return status;
}

static bool
read_encoding(struct run *r, const char *word)
{
	r->order.encoding = strcasecmp(word, "utf-8") == 0 ? SHEET_UTF8 :
	    strcasecmp(word, "gb18030") == 0 ? SHEET_GB18030 : -1;
	return r->order.encoding != -1;
}

static bool
read_option(struct run *r, int option)
{
	switch (option) {
	case 'q':
		r->order.qualification = optarg;
		return true;
	case 'a':
		r->order.approved_on = optarg;
		return true;
	case 's':
		r->order.source = optarg;
		return text_is_line(optarg, SOURCE_CHARS_MAX);
	case 'x':
		r->order.examination = optarg;
		return date_is_month(optarg);
	case 'e':
		return read_encoding(r, optarg);
	case 'r':
		r->errors = optarg;
		return true;
	case 'd':
		r->order.dry_run = true;
		return true;
	case 'v':
		r->order.accept_valid = true;
		return true;
	case 'l':
		r->list = true;
		return true;
	case 'D':
		r->discard = optarg;
		return true;
	default:
		return false;
	}
}

static bool
read_options(struct run *r, int argc, char **argv)
{
	static const struct option options[] = {
		{ "qualification", required_argument, NULL, 'q' },
		{ "approved", required_argument, NULL, 'a' },
		{ "source", required_argument, NULL, 's' },
		{ "examination", required_argument, NULL, 'x' },
		{ "encoding", required_argument, NULL, 'e' },
		{ "errors", required_argument, NULL, 'r' },
		{ "dry-run", no_argument, NULL, 'd' },
		{ "accept-valid", no_argument, NULL, 'v' },
		{ "list", no_argument, NULL, 'l' },
		{ "discard", required_argument, NULL, 'D' },
		{ NULL, 0, NULL, 0 },
	};
	int	 option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!read_option(r, option))
			return false;
	if (r->list || r->discard != NULL)
		return argc == 2 + (r->discard != NULL &&
		    strchr(argv[1], '=') == NULL);
	r->order.path = argv[optind];
	return optind == argc - 1 && r->order.qualification != NULL &&
	    r->order.approved_on != NULL && r->order.source != NULL;
}

int
command_import(const struct conf *conf, int argc, char **argv)
{
	struct run	 r = { .order = { .encoding = -1 }, .errors_fd = -1 };
	int		 status = EXIT_USAGE;

	if (read_options(&r, argc, argv))
		status = r.list ? import_list(conf) : r.discard != NULL ?
		    import_discard(conf, r.discard) : import(conf, &r);
	if (status == EXIT_USAGE)
		fputs("usage: ecert [-c FILE] import FILE.csv "
		    "--qualification CODE --approved YYYY-MM-DD --source NAME\n"
		    "           [--examination YYYYMM] [--encoding "
		    "utf-8|gb18030] [--errors FILE.csv]\n"
		    "           [--dry-run] [--accept-valid]\n"
		    "       ecert [-c FILE] import --list\n"
		    "       ecert [-c FILE] import --discard NUMBER\n", stderr);
	return status;
}
