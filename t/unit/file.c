#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/file.h"
#include "unit.h"

#define SIGNALS		3
#define BYTES		(1u << 20)	/* more than any pipe takes at once */

static atomic_int	 handled;

static void
count(int number)
{
	(void)number;
	atomic_fetch_add(&handled, 1);
}

/* Without SA_RESTART, so that calls are ended by it. */
static void
catch_signals(void)
{
	struct sigaction	 action = { .sa_handler = count };

	sigemptyset(&action.sa_mask);
	assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
	atomic_store(&handled, 0);
}

/* Signals to who waits at one end; only after them the other end is served. */
struct other {
	pthread_t	 waits;
	int		 fd;
	bool		 reads;
	size_t		 bytes;
};

static void *
disturb(void *arg)
{
	struct other	*o = arg;
	char		 block[4096] = "x";
	ssize_t		 n;

	while (atomic_load(&handled) < SIGNALS) {
		(void)pthread_kill(o->waits, SIGUSR1);
		usleep(1000);
	}
	if (!o->reads) {
		o->bytes = write(o->fd, block, 1) == 1;
		close(o->fd);
		return NULL;
	}
	while ((n = read(o->fd, block, sizeof(block))) > 0)
		o->bytes += (size_t)n;
	return NULL;
}

static void
a_write_goes_on_after_signals(void **state)
{
	static char	 bytes[BYTES];
	struct other	 o = { .waits = pthread_self(), .reads = true };
	pthread_t	 thread;
	int		 ends[2];

	(void)state;
	catch_signals();
	assert_int_equal(pipe(ends), 0);
	o.fd = ends[0];
	assert_int_equal(pthread_create(&thread, NULL, disturb, &o), 0);
	assert_true(file_write(ends[1], bytes, sizeof(bytes)));
	close(ends[1]);
	pthread_join(thread, NULL);
	close(ends[0]);
	assert_int_equal(o.bytes, BYTES);
}

static void
a_read_goes_on_after_signals(void **state)
{
	struct other	 o = { .waits = pthread_self(), .reads = false };
	pthread_t	 thread;
	char		 block[16] = "";
	int		 ends[2];

	(void)state;
	catch_signals();
	assert_int_equal(pipe(ends), 0);
	o.fd = ends[1];
	assert_int_equal(pthread_create(&thread, NULL, disturb, &o), 0);
	assert_int_equal(file_read(ends[0], block, sizeof(block)), 1);
	assert_int_equal(block[0], 'x');
	pthread_join(thread, NULL);
	assert_int_equal(file_read(ends[0], block, sizeof(block)), 0);
	close(ends[0]);
}

static void
other_errors_are_told(void **state)
{
	char	 byte = 'x';

	(void)state;
	errno = 0;
	assert_false(file_write(-1, &byte, 1));
	assert_int_equal(errno, EBADF);
	errno = 0;
	assert_int_equal(file_read(-1, &byte, 1), -1);
	assert_int_equal(errno, EBADF);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_write_goes_on_after_signals),
		cmocka_unit_test(a_read_goes_on_after_signals),
		cmocka_unit_test(other_errors_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
