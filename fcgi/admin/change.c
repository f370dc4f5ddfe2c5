/*
 * ecert suspend, reinstate, revoke and correct: one certificate, before and
 * after.  Revoking and correcting take two persons; the registry keeps that.
 */
#include <stdio.h>

#include "admin/change.h"
#include "admin/command.h"
#include "base/clock.h"
#include "registry/registry.h"

typedef enum reason	 change_alone(struct registry *, uint64_t serial,
			    unsigned version, const struct change *);

static enum reason
run_alone(struct registry *r, const char *command, const struct wish *w,
    change_alone *apply)
{
	struct certificate	 c;
	enum reason		 why;

	if ((why = change_look(r, w->management_no, command, &c)) != OK)
		return why;
	show_certificate("之前 before", &c);
	if ((why = apply(r, c.serial, c.version, &w->change)) != OK)
		return why;
	change_show_after(r, c.serial, c.version);
	if (w->change.effective_at > clock_now())
		show_time("生效时间 takes effect", w->change.effective_at);
	return OK;
}

static int
change_one(const struct conf *conf, int argc, char **argv, change_alone *apply)
{
	struct registry	*r = NULL;
	struct wish	 w;
	enum reason	 why;
	int		 status = EXIT_YES;

	if (!wish_read(argc, argv, WISH_REASON | WISH_TEXT | WISH_EFFECTIVE,
	    &w))
		return change_usage(conf, argv[0], &w);
	if ((why = command_registry(conf, 0, &r)) == OK)
		why = run_alone(r, argv[0], &w, apply);
	if (why != OK)
		status = change_fail(r, argv[0], why);
	registry_free(&r);
	return status;
}

int
command_suspend(const struct conf *conf, int argc, char **argv)
{
	return change_one(conf, argc, argv, registry_certificate_suspend);
}

int
command_reinstate(const struct conf *conf, int argc, char **argv)
{
	return change_one(conf, argc, argv, registry_certificate_reinstate);
}

static void
show_proposed(const char *command, unsigned number, time_t expires_at)
{
	printf("申请 proposal: %u\n", number);
	if (expires_at != 0)
		show_time("有效至 open until", expires_at);
	printf("  尚未生效，须由另一位管理员确认。 Nothing has changed yet: "
	    "another administrator confirms it with\n"
	    "  ecert %s --confirm %u\n", command, number);
}

typedef enum reason	 change_propose(struct registry *,
			    const struct certificate *, const struct change *,
			    unsigned *number, time_t *expires_at);

static enum reason
propose_revocation(struct registry *r, const struct certificate *c,
    const struct change *change, unsigned *number, time_t *expires_at)
{
	return registry_revocation_propose(r, c->serial, c->version, change,
	    number, expires_at);
}

static enum reason
propose_correction(struct registry *r, const struct certificate *c,
    const struct change *change, unsigned *number, time_t *expires_at)
{
	struct correction	 to;
	enum reason		 why;

	if ((why = correction_read(&to)) != OK)
		return why;
	show_correction(c, &to);
	return registry_correction_propose(r, c->serial, c->version, change,
	    &to, number, expires_at);
}

static enum reason
run_propose(struct registry *r, const char *command, const struct wish *w,
    change_propose *propose)
{
	struct certificate	 c;
	time_t			 expires_at;
	unsigned		 number;
	enum reason		 why;

	if ((why = change_look(r, w->management_no, command, &c)) != OK)
		return why;
	show_certificate("现状 at present", &c);
	fflush(stdout);
	if ((why = propose(r, &c, &w->change, &number, &expires_at)) == OK)
		show_proposed(command, number, expires_at);
	return why;
}

static int
change_by_two(const struct conf *conf, int argc, char **argv,
    change_propose *propose)
{
	struct registry	*r = NULL;
	struct wish	 w;
	enum reason	 why;
	int		 status = EXIT_YES;

	if (!wish_read(argc, argv, WISH_REASON | WISH_TEXT | WISH_EFFECTIVE |
	    WISH_TWO, &w))
		return change_usage(conf, argv[0], &w);
	if ((why = command_registry(conf, 0, &r)) != OK)
		status = command_fail(argv[0], why);
	else if (*w.management_no == '\0')
		status = proposal_end(r, argv[0], &w);
	else if ((why = run_propose(r, argv[0], &w, propose)) != OK)
		status = change_fail(r, argv[0], why);
	registry_free(&r);
	return status;
}

int
command_revoke(const struct conf *conf, int argc, char **argv)
{
	return change_by_two(conf, argc, argv, propose_revocation);
}

int
command_correct(const struct conf *conf, int argc, char **argv)
{
	return change_by_two(conf, argc, argv, propose_correction);
}
