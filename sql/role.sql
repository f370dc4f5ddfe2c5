-- What each kind of account may do; the accounts and roles themselves are made
-- by install.sql.  Nobody but the owner may change or delete a row.

-- Older programs granted these; no longer.  The server keeps such a grant by
-- the routine's name, also when the routine is replaced, and when the database
-- is dropped and restored: it is taken back each time.  1403: it is not there.
BEGIN NOT ATOMIC
	DECLARE CONTINUE HANDLER FOR 1403 BEGIN END;
	REVOKE EXECUTE ON PROCEDURE batch_issue FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE certificate_revoke FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE certificate_correct FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE copy_purge FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE session_purge FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE sign_in_purge FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE report_purge FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE lookup_purge FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE revocation_propose FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE correction_propose FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE proposal_confirm FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE proposal_refuse FROM ecert_role_admin;
	REVOKE EXECUTE ON PROCEDURE proposal_withdraw FROM ecert_role_admin;
END;

GRANT SELECT ON certificate_status TO ecert_role_web;
GRANT SELECT ON certificate_standing TO ecert_role_web;
GRANT SELECT ON certificate_key TO ecert_role_web;
GRANT SELECT ON catalogue_entry TO ecert_role_web;
GRANT SELECT ON catalogue_version TO ecert_role_web;
GRANT SELECT ON schema_migration TO ecert_role_web;
GRANT SELECT ON annotation_status TO ecert_role_web;
GRANT SELECT ON annotation_quota TO ecert_role_web;
GRANT SELECT ON annotation_scene_entry TO ecert_role_web;
GRANT SELECT ON copy_file TO ecert_role_web;
GRANT SELECT ON seal_file_status TO ecert_role_web;
GRANT SELECT ON seal_serving TO ecert_role_web;
GRANT SELECT ON seal_scope_entry TO ecert_role_web;
GRANT SELECT ON seal_signer_entry TO ecert_role_web;
GRANT SELECT ON access_log TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE annotation_create TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE annotation_withdraw TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE refusal_tally TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE check_tally TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE copy_store TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE sign_in_begin TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE sign_in_finish TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE session_begin TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE session_find TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE session_end TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE access_record TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE access_record_all TO ecert_role_web;
GRANT SELECT ON report_file TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE report_store TO ecert_role_web;
GRANT SELECT ON lookup_job_status TO ecert_role_web;
GRANT SELECT ON lookup_row_entry TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE lookup_job_open TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE lookup_job_start TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE lookup_row_add TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE lookup_row_finish TO ecert_role_web;
GRANT EXECUTE ON PROCEDURE lookup_row_fail TO ecert_role_web;

GRANT SELECT ON certificate_status TO ecert_role_admin;
GRANT SELECT ON catalogue_entry TO ecert_role_admin;
GRANT SELECT ON catalogue_version TO ecert_role_admin;
GRANT SELECT ON schema_migration TO ecert_role_admin;
GRANT SELECT ON batch TO ecert_role_admin;
GRANT SELECT ON event TO ecert_role_admin;
GRANT SELECT ON reason_class TO ecert_role_admin;
GRANT SELECT ON event_chain_fault TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE batch_open TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE batch_approve TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE certificate_add TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE certificate_issue TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE certificate_suspend TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE certificate_reinstate TO ecert_role_admin;
GRANT SELECT ON annotation_status TO ecert_role_admin;
GRANT SELECT ON annotation_quota TO ecert_role_admin;
GRANT SELECT ON annotation_scene_entry TO ecert_role_admin;
GRANT SELECT ON seal_file_status TO ecert_role_admin;
GRANT SELECT ON seal_serving TO ecert_role_admin;
GRANT SELECT ON seal_signer_entry TO ecert_role_admin;
GRANT SELECT ON access_log TO ecert_role_admin;
GRANT SELECT ON report_file TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE access_count TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE figure_rebuild TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE holder_phone_set TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE seal_import TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE seal_signer_add TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE seal_disable TO ecert_role_admin;

-- Files of certificates: rows come in through import_rows alone.
GRANT SELECT ON import_status TO ecert_role_admin;
GRANT SELECT ON import_fault TO ecert_role_admin;
GRANT SELECT ON variant_entry TO ecert_role_admin;
GRANT SELECT ON id_type TO ecert_role_admin;
GRANT SELECT ON province TO ecert_role_admin;
GRANT EXECUTE ON FUNCTION edition_on TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE import_check TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE import_open TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE import_rows TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE import_finish TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE import_refuse TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE import_discard TO ecert_role_admin;

-- What may go, and what went.
GRANT SELECT ON retention_rule TO ecert_role_admin;
GRANT SELECT ON retention_event TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE retention_purge TO ecert_role_admin;

-- What is done beside events is written down by whoever does it.
GRANT EXECUTE ON PROCEDURE admin_note TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_export_note
    TO ecert_role_web, ecert_role_report, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE admin_note TO ecert_role_backup;

-- Two persons revoke and correct: an account that several people may come to
-- could be the second one to any of them, so it has no part in it.  A plan's
-- number issues a batch.  What these do inside is nobody's but the owner's.
GRANT EXECUTE ON PROCEDURE batch_issue_plan TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE batch_issue_confirm TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE revocation_propose TO ecert_role_person;
GRANT EXECUTE ON PROCEDURE correction_propose TO ecert_role_person;
GRANT EXECUTE ON PROCEDURE proposal_confirm TO ecert_role_person;
GRANT EXECUTE ON PROCEDURE proposal_refuse TO ecert_role_person;
GRANT EXECUTE ON PROCEDURE proposal_withdraw TO ecert_role_person;
GRANT SELECT ON proposal_entry TO ecert_role_admin;
GRANT SELECT ON issue_plan_entry TO ecert_role_admin;
GRANT SELECT ON certificate_event TO ecert_role_admin;
GRANT SELECT ON event_link TO ecert_role_admin;
GRANT SELECT ON certificate_fact TO ecert_role_admin;
GRANT SELECT ON audit_entry TO ecert_role_admin;

-- Reports: numbers, no persons.  Pages and commands read the same ones.
GRANT SELECT ON report_entry TO ecert_role_report, ecert_role_web,
    ecert_role_admin;
GRANT SELECT ON report_term TO ecert_role_report, ecert_role_web,
    ecert_role_admin;
GRANT SELECT ON report_parameter TO ecert_role_report, ecert_role_web,
    ecert_role_admin;
GRANT SELECT ON report_column TO ecert_role_report, ecert_role_web,
    ecert_role_admin;
GRANT SELECT ON schema_migration TO ecert_role_report, ecert_role_web,
    ecert_role_admin;
GRANT SELECT ON report_choice_entry TO ecert_role_report, ecert_role_web,
    ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_source
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_issued_by_qualification
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_issued_by_level
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_issued_by_province
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_issued_by_month
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_issued_by_batch
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_stock
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_stock_by_province
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_provinces
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_revocations
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_corrections
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_intake
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_pending
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_pending_age
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_imports
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_rejections
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_lookups
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_lookups_by_day
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_lookups_by_hour
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_verifications
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_checks
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_refusals
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_annotations
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_copies
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_reach
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_jobs
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_seals
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_log
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_quality
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_duplicates
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_staff
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_bureau_calls
    TO ecert_role_report, ecert_role_web, ecert_role_admin;
GRANT EXECUTE ON PROCEDURE report_retention
    TO ecert_role_report, ecert_role_web, ecert_role_admin;

-- The responders that bureaus call: nothing of holders' sessions, of look-ups in
-- batches or of reports.
GRANT SELECT ON schema_migration TO ecert_role_bureau;
GRANT SELECT ON certificate_status TO ecert_role_bureau;
GRANT SELECT ON certificate_key TO ecert_role_bureau;
GRANT SELECT ON catalogue_entry TO ecert_role_bureau;
GRANT SELECT ON catalogue_version TO ecert_role_bureau;
GRANT SELECT ON bureau_certificate TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_admit TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_access TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_access_list TO ecert_role_bureau;

-- Copies that bureaus make, the seals on them, and files that they verify.
GRANT SELECT ON annotation_status TO ecert_role_bureau;
GRANT SELECT ON copy_file TO ecert_role_bureau;
GRANT SELECT ON seal_file_status TO ecert_role_bureau;
GRANT SELECT ON seal_serving TO ecert_role_bureau;
GRANT SELECT ON seal_scope_entry TO ecert_role_bureau;
GRANT SELECT ON seal_signer_entry TO ecert_role_bureau;
GRANT SELECT ON report_file TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_report_number TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE report_store TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE check_tally TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE annotation_official_create TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE copy_store TO ecert_role_bureau;

GRANT SELECT ON batch_number TO ecert_role_bureau;
GRANT SELECT ON change_batch TO ecert_role_bureau;
GRANT SELECT ON change_block_entry TO ecert_role_bureau;
GRANT SELECT ON change_head TO ecert_role_bureau;
GRANT SELECT ON change_own TO ecert_role_bureau;
GRANT SELECT ON change_standing TO ecert_role_bureau;
GRANT SELECT ON status_exception TO ecert_role_bureau;
GRANT SELECT ON status_extent TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE change_day TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE change_page TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE snapshot_page TO ecert_role_bureau;

-- Bureaus and their keys are administrators' to add.
GRANT EXECUTE ON PROCEDURE bureau_add TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE bureau_key_add TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE bureau_terms_set TO ecert_role_admin;
GRANT EXECUTE ON PROCEDURE bureau_disable TO ecert_role_admin;
GRANT SELECT ON bureau_entry TO ecert_role_admin;
GRANT SELECT ON bureau_key_entry TO ecert_role_admin;

-- A bureau's batches: rows come in through bureau_batch_rows alone, into the
-- batch's own import, after the checks that every import has.
GRANT SELECT ON bureau_batch_status TO ecert_role_bureau, ecert_role_admin;
GRANT SELECT ON bureau_batch_content TO ecert_role_bureau;
GRANT SELECT ON import_status TO ecert_role_bureau;
GRANT SELECT ON variant_entry TO ecert_role_bureau;
GRANT SELECT ON id_type TO ecert_role_bureau;
GRANT SELECT ON province TO ecert_role_bureau;
GRANT EXECUTE ON FUNCTION edition_on TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE import_check TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_batch_add TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_batch_open TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_batch_rows TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_batch_finish TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_batch_refuse TO ecert_role_bureau;
GRANT EXECUTE ON PROCEDURE bureau_batch_discard TO ecert_role_bureau;
