/*
 * How large a seal or a seal signature may be, and its parts.  GB/T 38540 sets
 * no bounds; these leave room for twice what was seen in use and keep what a
 * stranger can make us allocate small.
 */
#ifndef ECERT_SEAL_LIMITS_H
#define ECERT_SEAL_LIMITS_H

#define SES_BYTES_MAX		(1024 * 1024)	/* the whole structure */
#define SES_DEPTH_MAX		12	/* a seal signature needs 8 levels */
#define SES_ELEMENTS_MAX	1024	/* encoded values in one structure */
#define SES_PICTURE_MAX		(512 * 1024)
#define SES_CERT_MAX		(16 * 1024)
#define SES_LIST_MAX		64	/* signers of one seal */
#define SES_EXT_MAX		32	/* extension data of one structure */
#define SES_EXT_BYTES_MAX	(64 * 1024)
#define SES_TIMESTAMP_MAX	(64 * 1024)
#define SES_VALUE_MAX		80	/* SEQUENCE of two 256-bit integers */
#define SES_DIGEST_MAX		64
#define SES_TYPE_MAX		1000000	/* property.type: defined by business */
#define SES_SIDE_MAX_MM		1000	/* picture width and height */

/* Text, in bytes without the NUL. */
#define SES_VID_MAX		64
#define SES_ID_MAX		64
#define SES_NAME_MAX		300
#define SES_PICTURE_TYPE_MAX	16
#define SES_PROPERTY_MAX	512	/* propertyInfo: the protected scope */

#endif
