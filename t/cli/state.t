#!/usr/bin/perl
# The commands that change states: before and after, one person or two, the
# same as the procedures do.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib", "$FindBin::Bin/../web/lib";

use Administrators;
use Asking;
use Ecert::Stack;
use Test::More;

my $stack = Ecert::Stack->new(rows => 200)->start;
my $db = $stack->db;
add_admin($stack, $_) for qw(li wang);

# Issued ones to try things on: [serial, management number], ...
my @issued = map { [@$_] } $db->rows(q{SELECT serial, management_no
FROM certificate_status WHERE state = 'issued' AND version = 1 AND serial > 14
AND id_type = '111'});

sub does {
	my ($what, @command) = @_;
	my ($status, $text) = as_admin($stack, @command);
	is($status, 0, $what) or diag $text;
	return $text;
}

sub refuses {
	my ($what, $code, @command) = @_;
	my ($status, $text) = as_admin($stack, @command);
	is($status, 1, "refused: $what") or diag $text;
	like($text, qr/\[\Q$code\E\]/, "by name: $code");
	return $text;
}

sub state_of {
	my ($serial, $version) = @_;
	return $db->value(sprintf 'SELECT state FROM certificate_status '
	    . 'WHERE serial = %d AND version = %d', $serial, $version || 1);
}

sub number { return $_[0] =~ /(?:申请 proposal|预演编号 number): (\d+)/ ? $1 : 0 }

# ---- a reason is needed, and what there is to choose from

for my $case ([suspend => 'under-review', '证书正在核查。', 'under review'],
    [reinstate => 'review-closed', '核查结束', 'in force again'],
    [revoke => 'issued-in-error', '制发有误。', 'issued in error'],
    [correct => 'record-corrected', '登记信息已更正。', 'corrected']) {
	my ($command, $class, $zh, $en) = @$case;
	my $listed = qr/^  \Q$class\E\t[^\n]*\Q$zh\E[^\n]*\Q$en\E/m;
	my ($status, $said) = as_admin($stack, 'li', $command, $issued[0][1]);
	is($status, 64, "$command without a reason is misuse: 64");
	like($said, qr/缺少 --reason.*--reason CLASS is missing/, '... it says so');
	like($said, $listed, '... with the classes and their words');
	like($said, qr/choose one and run it again: ecert $command MANAGEMENT_NO --reason [a-z]/,
	    '... and what to do next');
	unlike($said, qr/\tunder-review|^  under-review/m, '... of that command only')
	    unless $command eq 'suspend';
	# The state comes first, and what is to be corrected.
	next if $command =~ /^(?:reinstate|correct)$/;
	$said = refuses("$command for a reason that there is not",
	    'reason-class-unknown', 'li', $command, $issued[0][1], '--reason',
	    'no-such-class');
	like($said, $listed, '... with the classes and their words');
	like($said, qr/choose one and run it again/, '... and what to do next');
	unlike($said, qr/no-such-class/, '... and not what was typed');
}
unlike((as_admin($stack, 'li', 'suspend'))[1], qr/under-review/,
    'other misuse tells the usage only');

# ---- one person

my ($serial, $no) = @{ shift @issued };
my $id = $db->value("SELECT id_number FROM certificate WHERE serial = $serial");
my $text = does('li suspends', 'li', 'suspend', $no, '--reason',
    'under-review', '--text', '第 12 号');
like($text, qr/之前 before.*有效 issued.*之后 after.*暂停使用 suspended/s,
    'it says what was and what is');
my $masked = substr($id, 0, 3) . '*' x 11 . substr($id, -4);
like($text, qr/\Q$masked\E/, 'with the identity number masked');
unlike($text, qr/\Q$id\E/, 'never whole');
is(state_of($serial), 'suspended', 'it is suspended');
is_deeply([$db->rows('SELECT actor, reason_class, reason_text IS NOT NULL '
    . "FROM event WHERE serial = $serial")],
    [['li@localhost', 'under-review', 1]], 'with actor, reason and text');
refuses('suspending it again', 'not-in-state', 'li', 'suspend', $no,
    '--reason', 'under-review');
$text = refuses('a reason that is none', 'reason-class-unknown', 'li',
    'reinstate', $no, '--reason', 'nonsense');
like($text, qr/^  review-closed\t.*\p{Han}/m, 'and the reasons are listed');
$text = does('wang reinstates', 'wang', 'reinstate', $no, '--reason',
    'review-closed');
like($text, qr/暂停使用 suspended.*之后 after.*有效 issued/s,
    'it says what was and what is');
my $later = time + 7200;
my $iso = do { my @t = gmtime $later + 8 * 3600; sprintf
    '%04d-%02d-%02dT%02d:%02d:%02d+08:00', $t[5] + 1900, $t[4] + 1,
    @t[3, 2, 1, 0] };
$text = does('a suspension two hours from now', 'li', 'suspend', $no,
    '--reason', 'under-review', '--effective', $iso);
like($text, qr/takes effect: \Q$iso\E/, 'says when it takes effect');
is(state_of($serial), 'issued', 'and has none before');
refuses('another change meanwhile', 'change-pending', 'li', 'suspend', $no,
    '--reason', 'under-review');
refuses('effect before it was issued', 'effective-too-early', 'li', 'suspend',
    $issued[0][1], '--reason', 'under-review', '--effective', '2020-01-01');
refuses('a number that is none', 'certificate-unknown', 'li', 'suspend',
    '99999999999999999999', '--reason', 'under-review');

# ---- two persons: revoke

($serial, $no) = @{ shift @issued };
$text = does('wang proposes to revoke', 'wang', 'revoke', $no, '--reason',
    'issued-in-error', '--text', 'file 7');
my $number = number($text);
cmp_ok($number, '>', 0, 'it has a number');
like($text, qr/有效 issued.*Nothing has changed yet.*revoke --confirm $number/s,
    'and says that nothing has changed');
is(state_of($serial), 'issued', 'nothing has');
refuses('wang alone', 'same-person', 'wang', 'revoke', '--confirm', $number);
refuses('wang proposing it again', 'already-proposed', 'wang', 'revoke', $no,
    '--reason', 'issued-in-error');
refuses('confirming it as a correction', 'proposal-unknown', 'li', 'correct',
    '--confirm', $number);
$text = does('the list of open proposals', 'li', 'proposals');
like($text, qr/^$number\trevoke\t$no\t1\tissued-in-error\twang\@localhost\t/m,
    'has it');
my $name = $db->value("SELECT name FROM certificate WHERE serial = $serial");
utf8::decode($name);
unlike($text, qr/\Q$name\E/, 'and names no holder');
like(does('one of them', 'li', 'proposals', $number),
    qr/proposed by: wang.*file 7.*\Q$name\E/s, 'is shown whole');
$text = does('li confirms', 'li', 'revoke', '--confirm', $number);
like($text, qr/proposed by: wang.*之前 before.*有效 issued.*event: \d+.*之后 after.*已撤销 revoked/s,
    'it says who proposed what, what was and what is');
is(state_of($serial), 'revoked', 'it is revoked');
refuses('confirming it again', 'proposal-ended', 'li', 'revoke', '--confirm',
    $number);
unlike(does('the list', 'li', 'proposals'), qr/^$number\t/m,
    'has it no longer');
my $before = $db->value('SELECT COUNT(*) FROM event');
my $three = number(does('a proposal', 'li', 'revoke', $issued[0][1],
    '--reason', 'issued-in-error'));
refuses('withdrawing another\'s', 'not-proposer', 'wang', 'revoke',
    '--withdraw', $three);
does('li withdraws it', 'li', 'revoke', '--withdraw', $three);
my $four = number(does('another', 'li', 'revoke', $issued[0][1],
    '--reason', 'issued-in-error'));
does('wang refuses it', 'wang', 'revoke', '--refuse', $four, '--text', 'no');
like(does('it can be read', 'li', 'proposals', $four),
    qr/refused.*ended by: wang\@localhost.*text: no/s, 'with who and why');
is($db->value('SELECT COUNT(*) FROM event'), $before, 'nothing was done');

# ---- two persons: correct

($serial, $no) = @{ shift @issued };
my $person = sub {
	my ($row) = $db->rows('SELECT name, id_number, management_no FROM '
	    . "certificate_status WHERE serial = $serial AND version = $_[0]");
	utf8::decode($_) for @$row;
	return { name => $row->[0], id_number => $row->[1],
	    management_no => $row->[2] };
};
my $old = $person->(1);
$text = does('li proposes to correct', 'li', 'correct', $no, '--reason',
    'record-corrected', \"name 王更样\n");
$number = number($text);
like($text, qr/更正 correction\n  姓名 name: \Q$old->{name}\E -> 王更样/,
    'it says what is to become what');
refuses('li alone', 'same-person', 'li', 'correct', '--confirm', $number);
$text = does('wang confirms', 'wang', 'correct', '--confirm', $number);
like($text, qr/版本 version 1.*之后 after.*版本 version 1.*已更正 superseded.*版本 version 2.*姓名 name: 王更样.*有效 issued/s,
    'the old version is superseded, the new one issued');
my $new = $person->(2);
is($new->{name}, '王更样', 'under the new name');
my (undef, $page) = $stack->lookup($old);
like(main_part($page->{text}), qr/已更正/, 'who looks the old one up is told 已更正');
unlike(main_part($page->{text}), qr/王更样/, 'and not the new name');
(undef, $page) = $stack->lookup($new);
like(heading($page->{text}), qr/有效/, 'the new one is in force');

# A number, with the birth date and sex that it says itself.
($serial, $no) = @{ shift @issued };
$old = $person->(1);
$number = number(does('a new number', 'li', 'correct', $no, '--reason',
    'record-corrected', \"id_type 111\nid_number 11000019900101003x\n"));
does('is confirmed', 'wang', 'correct', '--confirm', $number);
is_deeply([$db->rows('SELECT id_number, sex, birth_date, '
    . 'id_hash = (SELECT id_hash FROM certificate WHERE serial = '
    . "$serial AND version = 1) FROM certificate WHERE serial = $serial "
    . 'AND version = 2')], [['11000019900101003X', 1, '1990-01-01', 0]],
    'it is stored with what it says, under its own hash');
$new = $person->(2);
(undef, $page) = $stack->lookup($new);
like(heading($page->{text}), qr/有效/, 'and the look-up finds it');

($serial, $no) = @{ shift @issued };
refuses($_->[0], $_->[1], 'li', 'correct', $no, '--reason',
    'record-corrected', \$_->[2]) for
    ['no correction', 'nothing-corrected', ''],
    ['a wrong check digit', 'id-check-digit', "id_number 110000199001010011\n"],
    ['a separator of another kind', 'name-separator', "name 阿卜杜拉•买买提\n"],
    ['a field that is none', 'form-invalid', "nme 王\n"],
    ['a sex that is none', 'choice-unknown', "sex 3\n"],
    ['a birth date that its number does not have', 'value-refused',
    "birth_date 1901-01-01\n"];
is($db->value("SELECT COUNT(*) FROM proposal WHERE serial = $serial"), 0,
    'nothing is proposed');

# ---- issue

my $batch = approved_batch($stack, 30, code => 'SPRING');
$no = certificate_in($stack, $batch);
$text = does('one is issued before its batch', 'li', 'issue', $no,
    '--effective', '2022-01-01');
like($text, qr/已批准 approved.*之后 after.*有效 issued/s,
    'it says what was and what is');
$text = does('a dry run', 'li', 'issue', '--dry-run', 'SPRING',
    '--effective', '2022-02-01');
$number = number($text);
like($text, qr/SPRING \($batch\).*certificates: 30\n.*left alone: 1\n.*digest: [0-9a-f]{64}.*Nothing was issued yet.*issue --confirm $number/s,
    'says how many of what, and its number');
is($db->value("SELECT COUNT(*) FROM event WHERE batch = $batch"), 1,
    'nothing is issued');
$text = does('its number issues it', 'wang', 'issue', '--confirm', $number);
like($text, qr/issued, by event: (\d+)/, 'by one event');
is($db->value('SELECT COUNT(*) FROM certificate_status WHERE issued_on = '
    . "'2022-02-01' AND management_no LIKE 'B$batch-%'"), 29,
    'the others are in force from then on');
like(does('asked again', 'wang', 'issue', '--confirm', $number),
    qr/issued before, by event/, 'it says that it was done');
refuses('a number that is none', 'plan-unknown', 'li', 'issue', '--confirm',
    4294967295);
refuses('a batch that is not', 'batch-unknown', 'li', 'issue', '--dry-run',
    'AUTUMN');
refuses('a batch that is issued', 'not-in-state', 'li', 'issue', '--dry-run',
    $batch);
refuses('one that is issued', 'not-in-state', 'li', 'issue', $no);

# ---- history

($serial, $no) = @{ shift @issued };
my ($batch_of) = $db->value("SELECT batch FROM certificate WHERE serial = $serial");
does('wang suspends', 'wang', 'suspend', $no, '--reason', 'under-review');
does('li reinstates', 'li', 'reinstate', $no, '--reason', 'review-closed',
    '--text', 'file 9');
$number = number(does('li proposes', 'li', 'correct', $no, '--reason',
    'record-corrected', \"name 王历样\n"));
does('wang confirms', 'wang', 'correct', '--confirm', $number);
does('wang proposes', 'wang', 'revoke', $no, '--reason', 'issued-in-error');
$text = does('the history', 'li', 'history', $no);
my @kind = $text =~ /^事件 event \d+: 版本 version (\d), (\w+) -> /mg;
is("@kind", '1 approve 1 issue 1 suspend 1 reinstate 1 correct 2 issue',
    'is all of it in order, the batch\'s too, and of both versions');
like($text, qr/correct -> 已更正.*actor: wang.*proposed by: li.*as version: 2/s,
    'with both persons');
like($text, qr/actor: li\@localhost\n.*review-closed\n  说明 text: file 9/,
    'reason and text');
like($text, qr/open proposal \d+: revoke, issued-in-error, .*wang/,
    'and what is proposed');
is($db->value("SELECT CONCAT(actor, action, detail) FROM admin_event WHERE "
    . "serial = $serial ORDER BY note DESC LIMIT 1"), 'li@localhostviewhistory',
    'who looked is written down');

# ---- a DBA's CALL has the same effect

my ($by_hand, $by_command) = map { shift @issued } 1, 2;
$db->query("CALL revocation_propose($by_hand->[0], 1, 'issued-in-error', "
    . 'NULL, NULL)', user => 'li');
$db->query('CALL proposal_confirm((SELECT MAX(proposal) FROM proposal_entry))',
    user => 'wang');
$number = number(does('by command', 'li', 'revoke', $by_command->[1],
    '--reason', 'issued-in-error'));
does('the same', 'wang', 'revoke', '--confirm', $number);
my ($a, $b) = map { join ' ', map { defined $_ ? $_ : '-' } @{ ($db->rows(
    'SELECT kind, state_after, actor, proposed_by, reason_class, reason_text '
    . "FROM event WHERE serial = $_->[0] ORDER BY id DESC"))[0] } }
    $by_hand, $by_command;
is($a, $b, 'a procedure called by hand writes the same event');

# ---- misuse, and no answer

is((as_admin($stack, 'li', @$_))[0], 64, "ecert @$_: misuse") for
    ['suspend', $no], ['suspend', '--reason', 'under-review'], ['revoke'],
    ['revoke', '--confirm', '0'], ['revoke', '--confirm', '1', '--refuse', '2'],
    ['revoke', '--confirm', '1', '--reason', 'x'], ['suspend', '--confirm', 1],
    ['issue', '--dry-run', 'A', '--confirm', '1'], ['issue'], ['history'],
    ['issue', $no, '--reason', 'x'], ['proposals', 'x'],
    ['revoke', $no, '--reason', 'x', '--effective', 'tomorrow'],
    ['revoke', $no, '--reason', 'x', '--text', "a\nb"],
    ['revoke', $no, '--reason', 'x', '--text', '样' x 1001];
is((as_admin($stack, 'ecert', 'suspend', $no, '--reason', 'under-review'))[0],
    2, 'the responder\'s account may not: 2');
$stack->stop_database;
my ($status, $said) = as_admin($stack, 'li', 'revoke', '--confirm', 1);
is($status, 2, 'without the database there is no answer: 2');
like($said, qr/database-unavailable/, 'by name');

undef $stack;
done_testing;
