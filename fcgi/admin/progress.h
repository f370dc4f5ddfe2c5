/*
 * How far a long command is, on standard error: a bar with rate and remaining
 * time on a terminal, now and then a plain line elsewhere.
 */
#ifndef ECERT_ADMIN_PROGRESS_H
#define ECERT_ADMIN_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool		 terminal;
	bool		 drawn;		/* a bar stands on the line */
	const char	*what;		/* of this stage */
	int64_t		 began_ms;
	int64_t		 drawn_ms;
	uint64_t	 began_items;
};

void	 progress_begin(struct progress *);

/*
 * what: the stage, in both languages; another one begins its own time.  done
 * of all decides the bar and the remaining time; items are what is counted for
 * the rate.  Cheap when called often.
 */
void	 progress_show(struct progress *, const char *what, uint64_t done,
	    uint64_t all, uint64_t items);

/* Wipe the bar away, before anything else is printed. */
void	 progress_clear(struct progress *);

#endif
