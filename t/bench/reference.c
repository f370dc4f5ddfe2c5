/*
 * The same page by a program in C that nobody took care of: one process, a few
 * threads, a connection each, the stylesheet compiled once; one GET asks the
 * question of a look-up, builds the model, transforms it and sends the page.
 * Nothing is checked, recorded or sealed.
 *
 *	reference SOCKET DATABASE_SOCKET MATCH_KEY SELECT SHEET [THREADS]
 *
 * SELECT is a file with the statement, its values hash, number and name as the
 * letters say that begin it (H, M, N), after a tab.
 */
#include <fcgiapp.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/conf.h"
#include "base/secret.h"
#include "peer.h"


static xsltStylesheet	*sheet;
static unsigned char	 key[SECRET_KEY_BYTES];
static char		*letters, *sql;
static const char	*database;
static int		 listen_fd;

static void
attr(xmlNode *node, const char *name, const char *value)
{
	xmlNewProp(node, BAD_CAST name, BAD_CAST value);
}

static xmlNode *
add(xmlNode *parent, const char *name, const char *value)
{
	return xmlNewTextChild(parent, NULL, BAD_CAST name, BAD_CAST value);
}

static void
add_some(xmlNode *parent, const char *name, const char *value)
{
	if (*value != '\0')
		add(parent, name, value);
}

static void
china_time(time_t at, char out[32])
{
	struct tm	 tm;

	at += 8 * 3600;
	gmtime_r(&at, &tm);
	strftime(out, 32, "%Y-%m-%dT%H:%M:%S+08:00", &tm);
}

static xmlNode *
add_page(xmlDoc *doc)
{
	xmlNode	*page = xmlNewNode(NULL, BAD_CAST "page"), *service;

	xmlDocSetRootElement(doc, page);
	xmlSetNs(page, xmlNewNs(page, BAD_CAST "urn:ecert:model:1", NULL));
	attr(page, "name", "result");
	attr(page, "lang", "zh");
	attr(page, "path", "/result/1");
	attr(page, "specimen", "true");
	service = add(page, "service", NULL);
	attr(service, "name-zh", "专业技术人员职业资格电子证书查询验证");
	attr(service, "name-en", "Verification of Professional Qualification "
	    "Certificates");
	attr(service, "operator-zh", "样本运营单位");
	attr(service, "operator-en", "Specimen Operator");
	attr(service, "sign-in", "code");
	attr(service, "base-url", "http://127.0.0.1");
	return page;
}

static void
add_check(xmlNode *page, const struct peer_statement *s)
{
	xmlNode	*check = add(page, "check", NULL), *verdict;
	char	 text[32];

	china_time(time(NULL), text);
	attr(check, "at", text);
	china_time(time(NULL) + 600, text);
	attr(check, "until", text);
	verdict = add(check, "verdict", NULL);
	attr(verdict, "state", peer_column(s, "state"));
	china_time(strtoll(peer_column(s,
	    "UNIX_TIMESTAMP(state_since)"), NULL, 10), text);
	text[10] = '\0';
	attr(verdict, "since", text);
}

static void
add_holder(xmlNode *face, const struct peer_statement *s)
{
	xmlNode		*holder = add(face, "holder", NULL), *node;
	const char	*number = peer_column(s, "id_number");
	char		 text[64];
	size_t		 i, len = strlen(number);

	add(holder, "name", peer_column(s, "name"));
	for (i = 0; i < len && i + 1 < sizeof(text); i++)
		text[i] = i < 3 || i + 4 >= len ? number[i] : '*';
	text[i] = '\0';
	node = add(holder, "idNumber", text);
	attr(node, "type", peer_column(s, "id_type"));
	attr(node, "typeName", peer_column(s, "id_type_zh"));
	node = add(holder, "sex", *peer_column(s, "sex") == '1' ? "男" : "女");
	attr(node, "code", peer_column(s, "sex"));
	snprintf(text, sizeof(text), "%.7s", peer_column(s, "birth_date"));
	add(holder, "birth", text);
}

static void
add_authorities(xmlNode *face, const char *joined)
{
	xmlNode	*list = add(face, "authorities", NULL);
	char	 text[PEER_TEXT], *one, *rest = text;

	snprintf(text, sizeof(text), "%s", joined);
	while ((one = strsep(&rest, ";")) != NULL)
		add_some(list, "authority", one);
}

static void
add_rest(xmlNode *face, const struct peer_statement *s)
{
	char	 licence[128];
	xmlNode	*node;

	node = add(face, "qualification", NULL);
	attr(node, "code", peer_column(s, "qualification"));
	add_some(node, "level", peer_column(s, "level"));
	add_some(node, "specialty", peer_column(s, "specialty"));
	add(face, "approved", peer_column(s, "approved_on"));
	add(face, "managementNo", peer_column(s, "management_no"));
	add(face, "issued", peer_column(s, "issued_on"));
	snprintf(licence, sizeof(licence),
	    "1.2.156.3005.2.%.30s.%.30s.%012lld.%03d.X",
	    peer_column(s, "licence_type"), peer_column(s, "licence_issuer"),
	    strtoll(peer_column(s, "serial"), NULL, 10),
	    (int)strtol(peer_column(s, "version"), NULL, 10));
	add(face, "licence", licence);
	node = add(face, "seal", peer_column(s, "seal_name"));
	attr(node, "code", peer_column(s, "seal_code"));
}

static xmlDoc *
model(const struct peer_statement *s)
{
	xmlDoc	*doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNode	*page = add_page(doc), *face, *node;
	xmlNs	*xml = xmlSearchNs(doc, page, BAD_CAST "xml");

	add_check(page, s);
	face = xmlNewChild(page, NULL, BAD_CAST "certificate", NULL);
	xmlSetNs(face, xmlNewNs(face, BAD_CAST "urn:ecert:certificate:1",
	    NULL));
	attr(face, "style", peer_column(s, "style"));
	attr(face, "version", peer_column(s, "version"));
	attr(face, "masked", "true");
	node = add(face, "title", peer_column(s, "title_zh"));
	xmlNewNsProp(node, xml, BAD_CAST "lang", BAD_CAST "zh");
	node = add(face, "title", peer_column(s, "title_en"));
	xmlNewNsProp(node, xml, BAD_CAST "lang", BAD_CAST "en");
	add(face, "statement", peer_column(s, "statement"));
	add_authorities(face, peer_column(s, "authorities"));
	add_some(face, "issuer", peer_column(s, "issuer"));
	add_holder(face, s);
	add_rest(face, s);
	attr(add(page, "download", NULL), "href", "/result/YlzbH6HLDrJLBExflch"
	    "j4gQjcrDYuYEGanZUmZQaFYBE1FhRxLyXzNGiiEmMf5A/certificate.xml");
	return doc;
}

static bool
ask(struct peer_statement *s, const char *query)
{
	struct peer_value	 values[PEER_VALUES];
	unsigned char		 hash[16];
	char			 name[256], id_number[64], number[64];
	size_t			 i;

	peer_field(query, "name", name, sizeof(name));
	peer_field(query, "id_number", id_number, sizeof(id_number));
	peer_field(query, "management_no", number, sizeof(number));
	if (secret_match_hash(key, id_number, hash) != OK)
		return false;
	for (i = 0; i < s->values; i++)
		values[i] = letters[i] == 'H' ?
		    (struct peer_value){ (const char *)hash, 16 } :
		    letters[i] == 'N' ?
		    (struct peer_value){ name, strlen(name) } :
		    (struct peer_value){ number, strlen(number) };
	return peer_ask(s, values);
}

static void
answer(FCGX_Request *request, struct peer_statement *s)
{
	const char	*query = FCGX_GetParam("QUERY_STRING", request->envp);
	xmlDoc		*doc, *page;
	xmlChar		*text = NULL;
	int		 len = 0;

	if (query == NULL || !ask(s, query)) {
		FCGX_PutS("Status: 404\r\n\r\n", request->out);
		return;
	}
	doc = model(s);
	page = xsltApplyStylesheet(sheet, doc, NULL);
	xsltSaveResultToString(&text, &len, page, sheet);
	xmlFreeDoc(page);
	xmlFreeDoc(doc);
	FCGX_FPrintF(request->out, "Content-Type: text/html; charset=UTF-8\r\n"
	    "Content-Length: %d\r\n\r\n", len);
	FCGX_PutStr((char *)text, len, request->out);
	xmlFree(text);
}

static void *
thread_main(void *arg)
{
	FCGX_Request		 request;
	struct peer_statement	*s = peer_prepare(peer_connect(database), sql);

	FCGX_InitRequest(&request, listen_fd, 0);
	while (FCGX_Accept_r(&request) == 0) {
		answer(&request, s);
		FCGX_Finish_r(&request);
	}
	return arg;
}

int
main(int argc, char **argv)
{
	size_t	 len;
	int	 count = peer_threads(argc > 6 ? argv[6] : "4");

	if (argc < 6 || count == 0) {
		fputs("usage: reference SOCKET DATABASE_SOCKET MATCH_KEY "
		    "SELECT SHEET [THREADS]\n", stderr);
		return 2;
	}
	database = argv[2];
	sql = peer_file(argv[4], &len);
	letters = strsep(&sql, "\t");
	xmlInitParser();
	mysql_library_init(0, NULL, NULL);
	sheet = xsltParseStylesheetFile(BAD_CAST argv[5]);
	if (sheet == NULL || sql == NULL || conf_read_key(argv[3], key) != OK)
		return 1;
	return peer_serve(argv[1], count, thread_main, &listen_fd);
}
