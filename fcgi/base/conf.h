/*
 * The configuration file (ecert.conf(5)): an INI file read once at start.
 * Every key has a row in the table of conf.c with its preset and bounds; a key
 * that is not in the table, or a value outside its bounds, is an error that
 * names file, line and key.
 */
#ifndef ECERT_BASE_CONF_H
#define ECERT_BASE_CONF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/reason.h"

struct conf {
	/* [service] */
	char	*name_zh;		/* shown at the head of each page */
	char	*name_en;
	char	*operator_zh;		/* 主办单位, at the foot */
	char	*operator_en;
	char	*base_url;		/* origin of links to the site */
	bool	 specimen;		/* mark everything 样本 */
	bool	 demo_download;		/* offer signed XML on result pages */

	/* [listen] */
	bool	 bureaus;		/* serves: bureaus, not the public */
	char	*socket;		/* "" : the socket is descriptor 0 */
	int	 socket_mode;		/* octal, 0660 */
	int	 processes;
	int	 threads;		/* in each process */
	int	 request_s;		/* a request taking longer is a fault */

	/* [database] */
	char	*db_host;		/* "" : by unix socket */
	int	 db_port;
	char	*db_socket;
	char	*db_name;
	char	*db_user;
	char	*db_password_file;	/* "" : unix_socket authentication */
	char	*db_ca_file;		/* PEM; "" : no TLS is asked for */
	char	*db_cert_file;		/* PEM; "" : no certificate of ours */
	char	*db_key_file;		/* PEM */
	int	 db_pool;		/* connections in each process */
	int	 db_timeout_s;

	/* [keys] */
	char	*match_key_file;	/* 32 bytes, hex: HMAC of ID numbers */
	char	*ticket_key_file;	/* 32 bytes, hex: results, sessions */

	/* [signing] */
	char	*sign_key_file;		/* PEM, PKCS#8; P-256 or RSA >= 3072 */
	char	*sign_cert_file;	/* PEM; the chain may follow it */
	char	*trust_file;		/* PEM: anchors for verification */
	char	*revocation;		/* crl, none */
	char	*crl_file;		/* PEM: revocation lists of anchors */

	/* [holder] */
	char	*sign_in;		/* off, code, gateway */
	char	*send_program;		/* is given phone and code to send */

	/* [seal] */
	char	*seal_key_dir;		/* CODE.key or CODE.uri; "" : none */
	char	*seal_trust_file;	/* PEM: makers' and signers' anchors */
	char	*report_seal;		/* code of the service's; "" : none */

	/* [paths] */
	char	*xsl_dir;
	char	*sql_dir;
	char	*schema_dir;

	/* [log] */
	char	*log_level;		/* debug, info, warn, error */
};

/*
 * Read the file into a fresh struct that the caller frees with conf_free().
 * CONFIG with a detail "file:line: section.key: what is wrong" otherwise; the
 * detail never repeats a value.  A line holds at most 198 bytes (inih's limit).
 */
enum reason	 conf_load(const char *path, struct conf **) MUST_CHECK;
void		 conf_free(struct conf **);

/* The i-th key as "section.key", NULL past the last: ecert.conf(5) has all. */
const char	*conf_key(size_t i);

/*
 * A key file: exactly 64 hexadecimal digits (and white space round them),
 * readable by its owner and group only.  KEY with the file and the fault.
 */
enum reason	 conf_read_key(const char *path, unsigned char key[32])
		    MUST_CHECK;

#endif
