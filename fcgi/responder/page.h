/* The handlers, one a route; each file of pages exports just these. */
#ifndef ECERT_RESPONDER_PAGE_H
#define ECERT_RESPONDER_PAGE_H

#include "responder/context.h"

handler	home_page;
handler	lookup_submit;
handler	result_page;
handler	result_download;
handler	catalogue_page;
handler	help_page;
handler	health_page;
handler	sign_in_page;
handler	sign_in_submit;
handler	sign_in_code_page;
handler	sign_in_code_submit;
handler	sign_in_gateway;
handler	sign_out;
handler	holder_page;
handler	holder_certificate_page;
handler	holder_plain_download;
handler	annotation_create;
handler	holder_copy_page;
handler	holder_copy_download;
handler	holder_copy_withdraw;
handler	copy_status;
handler	copy_lookup;
handler	verify_page;
handler	verify_submit;
handler	verify_result_page;
handler	report_page;
handler	report_download;
handler	verification_create;
handler	batch_page;
handler	batch_template;
handler	batch_submit;
handler	batch_result_page;
handler	batch_start;
handler	batch_csv;
handler	batch_xlsx;
handler	batch_summary;
handler	reports_page;
handler	figures_page;
handler	figures_csv_file;
handler	figures_xlsx_file;
handler	figures_xml_file;

/* Resources for bureaus. */
handler	api_caller;
handler	api_certificate;
handler	api_checks;
handler	api_holder;
handler	api_changes;
handler	api_change_day;
handler	api_snapshot;
handler	api_status_list_index;
handler	api_status_list_one;
handler	api_batch_create;
handler	api_batch_list;
handler	api_batch_show;
handler	api_batch_errors;
handler	api_batch_confirm;
handler	api_batch_discard;

#endif
