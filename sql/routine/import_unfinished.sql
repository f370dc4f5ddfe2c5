-- A batch that a file is being loaded into is approved with the last row or not
-- at all, whoever asks.
CREATE OR REPLACE TRIGGER import_unfinished BEFORE INSERT ON event FOR EACH ROW
BEGIN
	IF NEW.kind = 'approve' AND EXISTS (SELECT 1 FROM import_file
	    WHERE batch = NEW.batch AND state IN ('loading', 'discarding')
	    LOCK IN SHARE MODE) THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'import-unfinished';
	END IF;
END;
