/* What a certificate is asked for by: name, 证件号码 and 管理号 together. */
#ifndef ECERT_FIELD_TRIPLE_H
#define ECERT_FIELD_TRIPLE_H

#include "field/certificate.h"

/* The three values, normalised. */
struct triple {
	char	 name[NAME_BYTES];
	char	 id_number[ID_NUMBER_BYTES];
	char	 management_no[MANAGEMENT_NO_BYTES];
};

#endif
