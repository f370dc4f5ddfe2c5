#!/usr/bin/perl
# What administrators do beside events: written down under their own account,
# without persons, for good.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Test::More;

my $db = Ecert::Database->start(fast => 1)->load;

sub admin_note {
	my ($user, $values) = @_;
	return $db->try("CALL admin_note($values)", user => $user);
}

for my $user (qw(ecert_admin)) {
	is((admin_note($user, "'export', NULL, NULL, 'report stock, 31 rows'"))[0], 0,
	    "$user notes what it took out");
}
is_deeply([$db->rows('SELECT actor, action, detail FROM admin_event '
    . 'ORDER BY note')], [map { ["$_\@localhost", 'export',
    'report stock, 31 rows'] } qw(ecert_admin)],
    'each under its own name');
is($db->value('SELECT COUNT(*) FROM admin_event WHERE at > '
    . 'UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE AND at <= UTC_TIMESTAMP(6)'), 1,
    'with the time, in UTC');
is((admin_note('ecert_admin', "'view', 12, 1, 'history'"))[0], 0,
    'a note names a certificate by serial and version');
isnt((admin_note('ecert_web', "'view', NULL, NULL, 'x'"))[0], 0,
    'the responder\'s account writes none');
isnt((admin_note('ecert_report', "'restore', NULL, NULL, 'x'"))[0], 0,
    'nor does a reader\'s, of its own words');
is(($db->try("CALL report_export_note('stock', 'command')",
    user => 'ecert_report'))[0], 0, 'but what it took out');
is(($db->try("CALL report_export_note('stock', 'zhang')",
    user => 'ecert_web'))[0], 0, 'but that it gave out a report, and to whom');
isnt(($db->try("CALL report_export_note('nothing', 'zhang')",
    user => 'ecert_web'))[0], 0, 'one that there is');
is($db->value('SELECT detail FROM admin_event ORDER BY note DESC LIMIT 1'),
    'report stock by zhang', 'and nothing else');
for my $by ('张三', '110000199001010015', '13800138000', '', 'x' x 151) {
	like(($db->try("CALL report_export_note('stock', '$by')", user => $_))[1],
	    qr/no-such-name|Data too long/, "$_: no words of its own, " . length($by) . ' long')
	    for qw(ecert_web ecert_report);
}
is(($db->try("CALL report_export_note('stock', 'CN=zhang,OU=A B\\\\E5')",
    user => 'ecert_web'))[0], 0, 'the subject of a certificate is a name');
for my $words ('zhang-san', 'a110000199001010015', 'none', 'format') {
	like(($db->try("CALL refusal_tally('job', '$words')",
	    user => 'ecert_web'))[1], qr/no-such-code/,
	    "no reason of the program's: $words");
}
for my $words ('zhang-san', 'quota-full', 'x1380013800') {
	like(($db->try("CALL check_tally('unknown', '$words', 'failed')",
	    user => 'ecert_web'))[1], qr/no-such-code/, "nor a check: $words");
}
is(($db->try("CALL refusal_tally('job', 'quota-full')", user => 'ecert_web'))[0],
    0, 'a refusal is counted by its code');
for my $statement ('SELECT * FROM tally_check', 'DELETE FROM tally_refusal',
    'UPDATE tally_check SET files = 0', "INSERT INTO tally_check VALUES "
    . "(CURRENT_DATE, 'unknown', 'format', 'failed', 1)") {
	isnt(($db->try($statement, user => $_))[0], 0, "$_ may not: $statement")
	    for qw(ecert_web ecert_report ecert_admin);
}
is(($db->try("CALL check_tally('unknown', 'format', 'failed')",
    user => 'ecert_web'))[0], 0, 'the responder counts by its procedure');

sub refuses {
	my ($what, $word, $values) = @_;
	my ($status, $message) = admin_note('ecert_admin', $values);
	ok($status && $message =~ /$word/, "refused: $what")
	    or diag $status ? $message : 'written';
}

refuses('an action that is none', 'action', "'look', NULL, NULL, 'x'");
refuses('a serial without its version', 'admin_event_subject',
    "'view', 1, NULL, 'x'");
refuses('a note without words', 'admin_event_text', "'view', NULL, NULL, ''");
refuses('a note of two lines', 'admin_event_text',
    "'view', NULL, NULL, 'a\nb'");
refuses("an identity number $_->[0]", 'admin_event_no_person',
    "'view', NULL, NULL, '$_->[1]'")
    for ['alone', '110000199001010013'], ['in words', 'of 11000019900101003X.'];
is((admin_note('ecert_admin', "'import', NULL, NULL, 'file "
    . '12345678901234567890ab' . "'"))[0], 0, 'a digest is none');

for my $user (qw(ecert_web ecert_admin ecert_report)) {
	for my $change ('UPDATE admin_event SET actor = 1',
	    'DELETE FROM admin_event',
	    q{INSERT INTO admin_event (at, actor, action, detail)
	    VALUES (UTC_TIMESTAMP(6), 'x', 'view', 'x')}) {
		my ($status, $message) = $db->try($change, user => $user);
		ok($status && $message =~ /denied/,
		    "$user may not " . lc +(split ' ', $change)[0])
		    or diag $message;
	}
}

done_testing;
