#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "admin/progress.h"
#include "base/clock.h"

#define BAR_CELLS	24
#define TERMINAL_MS	200
#define PLAIN_MS	5000

void
progress_begin(struct progress *p)
{
	memset(p, 0, sizeof(*p));
	p->terminal = isatty(STDERR_FILENO) == 1;
}

void
progress_clear(struct progress *p)
{
	if (p->drawn) {
		fputs("\r\033[K", stderr);
		(void)fflush(stderr);
	}
	p->drawn = false;
}

static void
draw(struct progress *p, int percent, uint64_t items, uint64_t rate,
    int64_t left_s)
{
	char	 bar[BAR_CELLS + 1];
	int	 full = percent * BAR_CELLS / 100;

	memset(bar, '.', BAR_CELLS);
	memset(bar, '#', (size_t)full);
	bar[BAR_CELLS] = '\0';
	fprintf(stderr, "\r%s [%s] %3d%% %" PRIu64 " 行 rows, %" PRIu64
	    "/s, 剩余 left %" PRId64 ":%02" PRId64 "\033[K", p->what, bar,
	    percent, items, rate, left_s / 60, left_s % 60);
	(void)fflush(stderr);
	p->drawn = true;
}

void
progress_show(struct progress *p, const char *what, uint64_t done,
    uint64_t all, uint64_t items)
{
	int64_t		 now = clock_monotonic_ms(), took, left_s;
	uint64_t	 rate;
	int		 percent;

	if (p->what == NULL || strcmp(p->what, what) != 0) {
		p->what = what;
		p->began_ms = now;
		p->began_items = items;
		if (!p->terminal)
			p->drawn_ms = now;
	}
	if (now - p->drawn_ms < (p->terminal ? TERMINAL_MS : PLAIN_MS))
		return;
	p->drawn_ms = now;
	took = now - p->began_ms > 0 ? now - p->began_ms : 1;
	rate = (items - p->began_items) * 1000 / (uint64_t)took;
	percent = all == 0 ? 0 : (int)(done * 100 / all);
	left_s = done == 0 || all < done ? 0 :
	    (int64_t)((uint64_t)took * (all - done) / done / 1000);
	if (p->terminal)
		draw(p, percent, items, rate, left_s);
	else
		fprintf(stderr, "%s %d%%: %" PRIu64 " 行 rows, %" PRIu64
		    "/s, 剩余 left %" PRId64 " s\n", what, percent, items, rate,
		    left_s);
}
