/* The steps, the first readings, and what both readings share. */
#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/secret.h"
#include "base/text.h"
#include "field/date.h"
#include "service/intake_private.h"

#define PIECE_BYTES	65536
#define FAULTS_BYTES_MAX 65536

/* ---- streaming */

static enum reason
watch(struct intake *in, uint64_t bytes)
{
	const struct intake_watch	*w = in->watch;

	if (w->progress != NULL)
		w->progress(w->arg, in->stage, bytes, in->size,
		    in->sheet == NULL ? 0 : intake_sheet_rows(in->sheet));
	return w->stop != NULL && w->stop(w->arg) ?
	    fail(REASON_IMPORT_STOPPED, "asked to stop") : OK;
}

static enum reason
each_piece(struct intake *in, struct secret_hash *hash,
    struct sheet_guess *guess)
{
	static _Thread_local char	 piece[PIECE_BYTES];
	uint64_t			 done = 0;
	enum reason			 why = OK;
	ssize_t				 n;

	while (why == OK &&
	    (n = file_read(in->fd, piece, sizeof(piece))) != 0) {
		if (n < 0) {
			why = fail(REASON_FILE_READ, "%s", in->order->path);
			break;
		}
		why = secret_hash_add(hash, piece, (size_t)n);
		if (guess != NULL)
			sheet_guess_add(guess, piece, (size_t)n);
		if (why == OK && in->sheet != NULL)
			why = intake_sheet_add(in->sheet, piece, (size_t)n);
		done += (uint64_t)n;
		if (why == OK)
			why = watch(in, done);
	}
	explicit_bzero(piece, sizeof(piece));
	return why;
}

enum reason
intake_stream(struct intake *in, intake_row_taker *take, void *arg,
    struct sheet_guess *guess, char digest[65])
{
	struct secret_hash	*hash = NULL;
	enum reason		 why, ended;

	if (lseek(in->fd, 0, SEEK_SET) != 0)
		return fail(REASON_FILE_READ, "%s", in->order->path);
	if ((why = secret_hash_begin(&hash)) == OK && take != NULL)
		why = intake_sheet_open(in->outcome->encoding, take, arg,
		    &in->sheet);
	if (why == OK)
		why = each_piece(in, hash, guess);
	if (why == OK && in->sheet != NULL)
		why = intake_sheet_end(in->sheet);
	if (why == OK && in->sheet != NULL) {
		in->outcome->file.rows = intake_sheet_rows(in->sheet);
		in->outcome->unread = intake_sheet_unread(in->sheet);
	}
	intake_sheet_free(&in->sheet);
	ended = secret_hash_end(&hash, why == OK ? digest : NULL);
	return why != OK ? why : ended;
}

/* ---- faults */

bool
intake_is_bad(const struct intake *in, uint32_t row)
{

	return row / 8 < in->bad_bytes &&
	    (in->bad[row / 8] & (1u << row % 8)) != 0;
}

static enum reason
mark_bad(struct intake *in, uint32_t row)
{
	size_t		 need = row / 8 + 1, more = in->bad_bytes * 2;
	unsigned char	*bad;

	if (need > in->bad_bytes) {
		more = more < need ? need + PIECE_BYTES : more;
		if ((bad = realloc(in->bad, more)) == NULL)
			return fail(REASON_MEMORY, "rows with faults");
		memset(bad + in->bad_bytes, 0, more - in->bad_bytes);
		in->bad = bad;
		in->bad_bytes = more;
	}
	if (!intake_is_bad(in, row))
		in->outcome->file.rejected++;
	in->bad[row / 8] |= (unsigned char)(1u << row % 8);
	return OK;
}

static enum reason
tell(struct intake *in, const struct intake_fault *f)
{
	enum reason	 why;

	in->outcome->faults++;
	in->outcome->by_reason[f->why]++;
	if ((why = mark_bad(in, f->row)) != OK || in->watch->fault == NULL)
		return why;
	return in->watch->fault(in->watch->arg, f);
}

enum reason
intake_count_faults(const struct intake_outcome *outcome, struct buf *json)
{
	enum reason	 why = buf_puts(json, "[");
	const char	*comma = "";
	int		 i;

	for (i = 0; why == OK && i < REASON__MAX; i++) {
		if (outcome->by_reason[i] == 0)
			continue;
		why = buf_printf(json, "%s[\"%s\",%u]", comma,
		    reason_info(i)->code, outcome->by_reason[i]);
		comma = ",";
	}
	return why != OK ? why : buf_puts(json, "]");
}

/* ---- what the registry has already */

/* They stand in the order of the rows, one or two of each. */
static struct intake_fault *
asked_about(const struct intake_chunk *c, char kind, uint32_t row)
{
	enum reason	 why = kind == 'N' ? REASON_MANAGEMENT_TAKEN :
	    REASON_PERSON_TAKEN;
	size_t		 low = 0, high = c->nasked, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (c->asked[middle].row < row)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < c->nasked && c->asked[low].row == row; low++)
		if (c->asked[low].why == why)
			return &c->asked[low];
	return NULL;
}

static enum reason
ask_registry(void *arg, struct intake_chunk *c)
{
	struct intake	*in = arg;

	return intake_door_check(in->door, in->outcome->file.id,
	    buf_text(&c->json), &c->clashes);
}

static enum reason
tell_clashes(void *arg, const struct intake_chunk *c)
{
	struct intake_fault	*f;
	const char		*at;
	char			*end;
	enum reason		 why = OK;

	for (at = buf_text(&c->clashes); why == OK && *at != '\0'; at = end) {
		f = asked_about(c, *at, (uint32_t)strtoul(at + 1, &end, 10));
		if (f == NULL || end == at + 1)
			why = fail(REASON_DATA, "import_check");
		else
			why = tell(arg, f);
		end += *end == '\n';
	}
	return why;
}

static void
will_ask(struct intake *in, const struct intake_cells *cells,
    enum intake_column column, enum reason taken)
{
	struct intake_chunk	*c = in->filling;
	struct intake_fault	*f = &c->asked[c->nasked++];

	memset(f, 0, sizeof(*f));
	f->row = cells->row;
	f->line = cells->line;
	f->column = column;
	f->number = cells->cell[column].number;
	f->why = taken;
	intake_show(column, cells->cell[column].text, f->shown);
}

/* ---- the first reading */

static enum reason
note_number(struct intake *in, const struct intake_cells *cells,
    const struct intake_record *r)
{
	size_t	 digits = text_is_digits(r->management_no) &&
	    !r->number_is_text ? strlen(r->management_no) : 0;

	will_ask(in, cells, INTAKE_MANAGEMENT_NO, REASON_MANAGEMENT_TAKEN);
	return intake_twins_add(in->twins, INTAKE_TWIN_NUMBER,
	    r->management_no, r->management_no, digits, cells->row,
	    cells->line);
}

static enum reason
note_person(struct intake *in, const struct intake_cells *cells,
    const struct intake_record *r, char hash[33])
{
	char		 key[64];
	enum reason	 why;

	if ((why = intake_door_hash(in->door, r->id_number, hash)) != OK)
		return why;
	(void)snprintf(key, sizeof(key), "%s %u", hash, r->variant);
	will_ask(in, cells, INTAKE_ID_NUMBER, REASON_PERSON_TAKEN);
	return intake_twins_add(in->twins, INTAKE_TWIN_PERSON, key,
	    r->id_number, 0, cells->row, cells->line);
}

static enum reason
check_row(void *arg, struct intake_cells *cells)
{
	struct intake		*in = arg;
	struct intake_record	 r;
	struct intake_fault	 faults[INTAKE_FAULTS_MAX];
	char			 hash[33] = "";
	enum reason		 why = OK;
	size_t			 i, n;

	if (in->order->delivery != NULL &&
	    cells->row > in->order->delivery->rows_max)
		return fail(REASON_DELIVERY_ROWS, "more than %u",
		    in->order->delivery->rows_max);
	for (i = 0; i < INTAKE__COLUMNS; i++)
		in->number[i] = cells->cell[i].number;
	n = intake_row_check(&in->rules, cells, &r, faults);
	for (i = 0; why == OK && i < n; i++)
		why = tell(in, &faults[i]);
	if (why == OK && r.management_no[0] != '\0')
		why = note_number(in, cells, &r);
	if (why == OK && r.id_number[0] != '\0' && r.variant != 0)
		why = note_person(in, cells, &r, hash);
	if (why == OK && (r.management_no[0] != '\0' || hash[0] != '\0'))
		why = intake_chunk_add(in, cells->row, "[issi]",
		    (int)cells->row, r.management_no, hash, (int)r.variant);
	explicit_bzero(&r, sizeof(r));
	return why;
}

static enum reason
tell_twin(void *arg, const struct intake_twin *twin)
{
	static const struct {
		enum intake_column	 column;
		enum reason		 why;
	} kinds[] = {
		[INTAKE_TWIN_NUMBER] = { INTAKE_MANAGEMENT_NO,
		    REASON_MANAGEMENT_TWICE },
		[INTAKE_TWIN_PERSON] = { INTAKE_ID_NUMBER,
		    REASON_PERSON_TWICE },
		[INTAKE_TWIN_ZEROS] = { INTAKE_MANAGEMENT_NO,
		    REASON_MANAGEMENT_ZEROS },
	};
	struct intake		*in = arg;
	struct intake_fault	 f;

	memset(&f, 0, sizeof(f));
	f.row = twin->row;
	f.line = twin->line;
	f.other = twin->other;
	f.column = kinds[twin->kind].column;
	f.why = kinds[twin->kind].why;
	f.number = in->number[f.column];
	memcpy(f.shown, twin->shown, sizeof(twin->shown));
	return tell(in, &f);
}

static enum reason
check_all(struct intake *in, const char *digest)
{
	const struct intake_errand	 errand = { ask_registry,
	    tell_clashes, in };
	char				 again[65];
	enum reason			 why;

	in->stage = INTAKE_CHECKING;
	intake_chunks_begin(in, &errand);
	if ((why = intake_twins_open(in->order->delivery != NULL,
	    &in->twins)) == OK)
		why = intake_stream(in, check_row, in, NULL, again);
	if (why == OK)
		why = intake_chunks_end(in);
	if (why == OK)
		why = intake_twins_find(in->twins, tell_twin, in);
	intake_twins_free(&in->twins);
	return why != OK || strcmp(digest, again) == 0 ? why :
	    fail(REASON_IMPORT_CHANGED, "another digest");
}

/* ---- the whole */

static enum reason
read_order(const struct intake_order *o, struct intake_file *file)
{
	char	 today[CLOCK_DATE_BYTES], date[DATE_BYTES] = "";

	clock_date(clock_now(), today);
	if (date_normalise(o->approved_on, date) != OK ||
	    strcmp(date, o->approved_on) != 0 || strcmp(date, today) > 0)
		return fail(REASON_IMPORT_DATE, "today is %s", today);
	if (strlen(o->qualification) >= sizeof(file->qualification))
		return fail(REASON_QUALIFICATION_OUT, "code");
	memcpy(file->approved_on, date, sizeof(date));
	(void)snprintf(file->qualification, sizeof(file->qualification), "%s",
	    o->qualification);
	(void)snprintf(file->source, sizeof(file->source), "%s", o->source);
	if (o->examination != NULL)
		(void)snprintf(file->examination, sizeof(file->examination),
		    "%s", o->examination);
	else
		(void)snprintf(file->examination, sizeof(file->examination),
		    "%.4s%.2s", date, date + 5);
	file->accept_valid = o->accept_valid;
	return OK;
}

static enum reason
open_file(struct intake *in)
{
	struct stat	 st;

	in->fd = in->order->delivery != NULL ? in->order->delivery->fd :
	    open(in->order->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (in->fd == -1 || fstat(in->fd, &st) == -1 || !S_ISREG(st.st_mode))
		return fail(REASON_FILE_READ, "%s", in->order->path);
	in->size = (uint64_t)st.st_size;
	return OK;
}

/* Digest and encoding; then whether the registry has it already. */
static enum reason
look(struct intake *in, bool *standing)
{
	struct intake_outcome	*out = in->outcome;
	struct intake_file	 found;
	struct sheet_guess	 guess = { 0 };
	enum reason		 why;

	why = intake_stream(in, NULL, NULL, &guess, out->file.digest);
	if (why == OK)
		why = sheet_guess_end(&guess, &out->encoding);
	if (in->order->encoding >= 0)
		out->encoding = (enum sheet_encoding)in->order->encoding;
	memset(&found, 0, sizeof(found));
	if (why == OK)
		why = intake_door_find(in->door, out->file.digest, &found,
		    standing);
	if (why != OK || !*standing)
		return why;
	out->was_there = strcmp(found.state, "approved") == 0;
	/* What --accept-valid was is of no matter once all is over. */
	if (strcmp(found.qualification, out->file.qualification) != 0 ||
	    strcmp(found.approved_on, out->file.approved_on) != 0 ||
	    strcmp(found.source, out->file.source) != 0 ||
	    strcmp(found.examination, out->file.examination) != 0 ||
	    (!out->was_there && found.accept_valid != out->file.accept_valid))
		why = fail(REASON_IMPORT_DIFFERS, "import %u", found.id);
	out->file = found;
	return why;
}

static enum reason
read_rules(struct intake *in)
{
	const struct intake_file	*file = &in->outcome->file;
	struct intake_rules		*rules = &in->rules;
	enum reason			 why;

	memcpy(rules->approved_on, file->approved_on,
	    sizeof(rules->approved_on));
	if (in->order->delivery != NULL)
		(void)snprintf(rules->province, sizeof(rules->province), "%s",
		    in->order->delivery->province);
	why = intake_door_variants(in->door, file->qualification,
	    file->approved_on, &rules->variants, &rules->nvariants);
	if (why == OK && rules->nvariants == 0)
		why = fail(REASON_QUALIFICATION_OUT, "no edition");
	if (why == OK)
		why = intake_door_provinces(in->door, &rules->provinces,
		    &rules->nprovinces);
	if (why == OK)
		why = intake_door_id_types(in->door, &rules->id_types,
		    &rules->nid_types);
	return why;
}

/* Other rows have faults than when it was checked first. */
static bool
is_changed(const struct intake *in)
{
	const struct intake_delivery	*d = in->order->delivery;

	return d != NULL && in->outcome->file.rejected != d->rejected;
}

/* After the check: refuse, or load. */
static enum reason
decide(struct intake *in, bool standing)
{
	struct intake_file	*file = &in->outcome->file;
	struct buf		 faults = BUF_INIT(FAULTS_BYTES_MAX);
	enum reason		 why, verdict = OK;

	if (file->rejected > 0 && file->rejected == file->rows)
		verdict = fail(REASON_IMPORT_NONE, "%u rows", file->rows);
	else if (file->rejected > 0 && !file->accept_valid)
		verdict = fail(REASON_IMPORT_FAULTS, "%u rows of %u",
		    file->rejected, file->rows);
	if (in->order->dry_run)
		return in->outcome->faults == 0 || verdict != OK ? verdict :
		    fail(REASON_IMPORT_FAULTS, "%u rows of %u",
		    file->rejected, file->rows);
	if (is_changed(in))
		verdict = fail(REASON_DELIVERY_CHANGED, "%u rows of %u",
		    file->rejected, file->rows);
	why = intake_count_faults(in->outcome, &faults);
	if (why == OK && verdict != OK && !standing &&
	    in->order->delivery == NULL)
		why = intake_door_refuse(in->door, file, buf_text(&faults));
	if (why == OK && verdict == OK) {
		why = intake_door_begin(in->door, file);
		in->outcome->resumed_at = file->reached;
		if (why == OK)
			why = intake_load(in, file, buf_text(&faults));
	}
	buf_free(&faults);
	return why != OK ? why : verdict;
}

static enum reason
run(struct intake *in)
{
	struct intake_file	*file = &in->outcome->file;
	char			 digest[65];
	enum reason		 why;
	bool			 standing = false;

	if ((why = read_order(in->order, file)) != OK ||
	    (why = open_file(in)) != OK || (why = look(in, &standing)) != OK)
		return why;
	if (in->outcome->was_there)
		return OK;
	memcpy(digest, file->digest, sizeof(digest));
	file->rejected = 0;
	if ((why = read_rules(in)) == OK &&
	    (why = check_all(in, digest)) == OK)
		why = decide(in, standing);
	return why;
}

enum reason
intake_run(const struct conf *conf, const struct intake_order *order,
    const struct intake_watch *watching, struct intake_outcome *out)
{
	struct intake	 in = { .order = order, .watch = watching,
	    .outcome = out, .fd = -1 };
	enum reason	 why;

	memset(out, 0, sizeof(*out));
	why = order->delivery == NULL ?
	    intake_door_open(conf, !order->dry_run, &in.door) :
	    intake_door_deliver(conf, !order->dry_run, order->delivery->number,
	    &in.door);
	if (why == OK)
		why = intake_chunks_open(&in);
	if (why == OK)
		why = run(&in);
	intake_chunks_free(&in);
	intake_door_close(&in.door);
	if (in.fd != -1 && order->delivery == NULL)
		close(in.fd);
	free(in.bad);
	free(in.rules.variants);
	free(in.rules.provinces);
	free(in.rules.id_types);
	return why;
}
