/* ecert.fcgi: the responder (ecert.fcgi(8)). */
#include <sys/prctl.h>
#include <sys/resource.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "document/library.h"
#include "responder/listen.h"
#include "responder/supervisor.h"

static const char usage[] =
    "usage: ecert.fcgi [-c FILE]\n"
    "       ecert.fcgi --help | --version\n";

/* Keys are in memory: no core files, no looking in from outside. */
static void
keep_secrets_in(void)
{
	const struct rlimit	 none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0);
}

static const char *
conf_path(int argc, char **argv)
{
	const char	*path = getenv("ECERT_CONF");
	int		 opt;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(usage, stdout);
		exit(EXIT_SUCCESS);
	}
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("ecert.fcgi " PACKAGE_VERSION);
		exit(EXIT_SUCCESS);
	}
	while ((opt = getopt(argc, argv, "c:")) != -1) {
		if (opt != 'c')
			exit((fputs(usage, stderr), 2));
		path = optarg;
	}
	if (optind != argc)
		exit((fputs(usage, stderr), 2));
	return path != NULL ? path : SYSCONFDIR "/ecert/ecert.conf";
}

int
main(int argc, char **argv)
{
	const char	*path = conf_path(argc, argv);
	struct app	*app = NULL;
	enum reason	 why;
	int		 fd, status;

	keep_secrets_in();
	if ((why = library_start()) != OK || (why = app_open(path, &app)) != OK)
		goto fault;
	library_lock();
	if ((why = listen_open(app->conf, &fd)) != OK)
		goto fault;
	status = supervisor_run(app, fd);
	listen_close(app->conf, fd);
	app_free(&app);
	library_stop();
	return status;
fault:
	log_note(LOG_ERROR_, "not-started", "%s: %s", reason_info(why)->code,
	    fail_detail());
	fprintf(stderr, "ecert.fcgi: %s %s\n", reason_info(why)->en,
	    reason_info(why)->en_next);
	app_free(&app);
	return EXIT_FAILURE;
}
