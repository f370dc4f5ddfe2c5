#!/usr/bin/perl
# ecert audit: who looked, changed, took out and brought in, in the order of
# time, and nobody's name or number.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib", "$FindBin::Bin/../web/lib";

use Administrators;
use Asking;
use Ecert::Stack;
use Test::More;

my $stack = Ecert::Stack->new(rows => 100);
$stack->prepare->start_database->migrate;
$stack->populate(100);
$stack->install_seals;
my $db = $stack->db;
add_admin($stack, $_) for qw(li wang);
my ($no, $other) = map { $_->[0] } $db->rows('SELECT management_no FROM '
    . "certificate_status WHERE state = 'issued' AND serial > 14 LIMIT 2");

sub does {
	my ($what, @command) = @_;
	my ($status, $text) = as_admin($stack, @command);
	is($status, 0, $what) or diag $text;
	return $text;
}

# [at, actor, action, number, version, detail], ...
sub entries {
	my (@arguments) = @_;
	return map { [split /\t/] } split /\n/, does("audit @arguments", 'li',
	    'audit', @arguments);
}

sub listed {
	return join "\n", map { join ' ', @$_[1 .. 5] } @_;
}

does('li looks', 'li', 'history', $no);
does('wang suspends', 'wang', 'suspend', $no, '--reason', 'under-review',
    '--text', '与王样本有关');
does('wang proposes', 'wang', 'revoke', $no, '--reason', 'issued-in-error');
does('li reads it', 'li', 'proposals', '1');
does('li confirms', 'li', 'revoke', '--confirm', '1');
does('li proposes', 'li', 'correct', $other, '--reason', 'record-corrected',
    \"name 王更样\n");
does('wang refuses', 'wang', 'correct', '--refuse', '2', '--text', 'no');
my $batch = approved_batch($stack, 3, code => 'AUTUMN');
does('li plans', 'li', 'issue', '--dry-run', 'AUTUMN');
does('li issues', 'li', 'issue', '--confirm', '1');
$db->query("CALL report_export_note('stock', 'command')",
    user => 'ecert_report');

my @one = entries('--certificate', $no);
(my $list = listed(@one)) =~ s/event \d+/event N/g;
is($list, <<"END" =~ s/\n\z//r, 'all that was done about one certificate');
li\@localhost view $no 1 history
wang\@localhost view $no 1 suspend
wang\@localhost change $no 1 event N suspend under-review
wang\@localhost view $no 1 revoke
wang\@localhost change $no 1 proposal 1 to revoke issued-in-error
li\@localhost view $no 1 proposal
li\@localhost view $no 1 proposal
li\@localhost change $no 1 event N revoke issued-in-error proposed by wang\@localhost
li\@localhost change $no 1 proposal 1 confirmed
li\@localhost view $no 1 audit
END
is_deeply([map { $_->[0] } @one], [sort map { $_->[0] } @one],
    'in the order of time');
like($one[0][0], qr/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/, 'China\'s');

my @wang = entries('--actor', 'wang');
is(join(' ', map { $_->[1] } @wang), join(' ', ('wang@localhost') x 6),
    'of one actor, by name');
is(listed(entries('--actor', 'wang@localhost')), listed(@wang),
    'or by account');
is(scalar entries('--actor', 'nobody'), 0, 'nobody did nothing');
my $all = listed(entries());
like($all, $_->[1], $_->[0]) for
    ['an export', qr/^ecert_report\@localhost export - - report stock by command$/m],
    ['a batch that was opened', qr/^ecert_admin\@localhost import - - batch AUTUMN opened$/m],
    ['its approval', qr/ change - - event \d+ approve batch AUTUMN$/m],
    ['its plan', qr/^li\@localhost change - - plan 1 to issue batch AUTUMN: 3 certificates$/m],
    ['its issue', qr/^li\@localhost change - - event \d+ issue batch AUTUMN$/m],
    ['an imported seal', qr/ import - - seal file \d+ for mohrss-zyzg$/m],
    ['a refusal', qr/^wang\@localhost change $other 1 proposal 2 refused$/m],
    ['who looked at this list', qr/^li\@localhost view - - audit of wang$/m];
unlike($all, qr/\p{Han}/, 'no name, and no text that may hold one');
unlike($all, qr/(?<!\d)\d{17}[\dX](?!\d)/, 'no identity number');

my $today = do { my @t = gmtime(time + 8 * 3600);
    sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3] };
cmp_ok(scalar entries('--from', $today, '--to', $today, '--actor', 'wang'),
    '==', 6, 'of today');
is(scalar entries('--to', '2020-01-01'), 0, 'nothing was before');
is(scalar entries('--from', '2090-01-01'), 0, 'nothing will have been');
$db->query(q{INSERT INTO admin_event (at, actor, action, detail) VALUES
('2022-03-04 15:59:59', 'x@y', 'view', 'late on the fourth'),
('2022-03-04 16:00:00', 'x@y', 'view', '=1+2, "quoted"')});
is(listed(entries('--from', '2022-03-04', '--to', '2022-03-04')),
    'x@y view - - late on the fourth', 'a day is China\'s');

my $csv = does('as CSV', 'li', 'audit', '--from', '2022-03-05', '--to',
    '2022-03-05', '--csv');
is($csv, "\x{FEFF}\"时间 at\",\"账户 account\",\"操作 action\","
    . "\"管理号 management number\",\"版本 version\",\"内容 detail\"\r\n"
    . '"2022-03-05T00:00:00+08:00","x@y","view","","",'
    . "\"'=1+2, \"\"quoted\"\"\"\r\n",
    'quoted, and nothing that a spreadsheet would run');
like(listed(entries('--actor', 'li')),
    qr/export - - audit from 2022-03-05 to 2022-03-05$/m,
    'which is an export');

is((as_admin($stack, 'li', 'audit', @$_))[0], 64, "audit @$_: misuse") for
    ['x'], ['--from'], ['--from', 'yesterday'], ['--to', '2026-13-01'],
    ['--certificate', 'x'], ['--actor', 'x' x 141];
my ($status, $text) = as_admin($stack, 'li', 'audit', '--certificate',
    '99999999999999999999');
is($status, 1, 'a certificate that is not: 1');
like($text, qr/certificate-unknown/, 'by name');
$db->query("REVOKE EXECUTE ON PROCEDURE admin_note FROM ecert_role_admin");
for my $command (['history', $no], ['proposals', 1], ['suspend', $other,
    '--reason', 'under-review'], ['revoke', '--confirm', 1]) {
	($status, $text) = as_admin($stack, 'li', @$command);
	is($status, 2, "who cannot be written down is shown nothing: $command->[0]");
	unlike($text, qr/姓名|event \d/, 'nothing at all');
}

undef $stack;
done_testing;
