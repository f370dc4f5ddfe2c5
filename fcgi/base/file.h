/*
 * Descriptors read and written in pieces: a signal that arrives meanwhile, and
 * a write that takes only part, are no errors.
 */
#ifndef ECERT_BASE_FILE_H
#define ECERT_BASE_FILE_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

/* As read(2), but never ended by a signal: 0 at the end, -1 with errno. */
ssize_t	 file_read(int fd, void *, size_t);

/* All of it, on a descriptor that blocks; false with errno. */
bool	 file_write(int fd, const void *, size_t);

#endif
