/* The servers of [database] host as `ecert check` tells of them. */
#ifndef ECERT_REGISTRY_CLUSTER_H
#define ECERT_REGISTRY_CLUSTER_H

#include "base/conf.h"
#include "base/reason.h"

/* Told of each server: OK, or what is wrong with it, in fail_detail(). */
typedef void	 cluster_told(void *arg, const char *server, enum reason);

/*
 * Look at each server of the list: does it answer, is it in step, does it have
 * the settings that a cluster must have, and does it belong to the same cluster
 * as the first?  The first fault that was found.  One server that is in no
 * cluster is not told of.
 */
enum reason	 cluster_check(const struct conf *, cluster_told *, void *arg)
		    MUST_CHECK;

#endif
