/*
 * 性别: GB/T 2261.1 as tables of people have it.
 */
#ifndef ECERT_FIELD_SEX_H
#define ECERT_FIELD_SEX_H

#include "base/reason.h"

/*
 * 1 or 男, 2 or 女, 0 未知的性别, 9 未说明的性别; M, F, male, female in either
 * case.  SEX_EMPTY, SEX_UNKNOWN; out is untouched then.
 */
enum reason	 sex_normalise(const char *typed, int *out) MUST_CHECK;

#endif
