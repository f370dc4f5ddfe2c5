/*
 * What metrics.h has counted, for who writes it down: sums over all processes,
 * each number by itself as it is at that moment.
 */
#ifndef ECERT_BASE_METRICS_READ_H
#define ECERT_BASE_METRICS_READ_H

#include "base/metrics.h"

#define METRICS_BUCKETS		20	/* and one for what is longer */

struct metrics_times {
	uint64_t	 bucket[METRICS_BUCKETS + 1];	/* not cumulative */
	uint64_t	 count;
	uint64_t	 sum_ns;
};
uint64_t	 metrics_count(enum counter);
uint64_t	 metrics_requests(size_t route, size_t class);
uint64_t	 metrics_reasons(enum reason);
void		 metrics_times(enum histogram, struct metrics_times *);
size_t		 metrics_processes(void);
int64_t		 metrics_gauge(enum gauge, size_t process);

/* The upper bound of a bucket, inclusive, in microseconds. */
uint64_t	 metrics_bound_us(size_t bucket);

#endif
