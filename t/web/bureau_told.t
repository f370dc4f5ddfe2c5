#!/usr/bin/perl
# Whom a certificate was told to, and for what: its holder sees the bureau and the
# matter, administrators the officer too, and a report counts who was refused.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Encode qw(decode encode);
use Holding;
use Test::More;

my $stack = Ecert::Stack->new(rows => 400, bureau => 1)->start;
my $db = $stack->db;

my $person = sample($stack, name => '欧阳明远', state => 'issued');
my ($province) = map { $_->[0] } $db->rows('SELECT province FROM certificate_status WHERE '
    . "management_no = '$person->{management_no}' LIMIT 1");
# A bureau of the person's own province.
$stack->bureau_key('own');
$stack->bureau_add('own', name => '样本省人事考试中心', province => $province);

my %asked = (item => 'A-12-3', name => '职称评审材料核验', cause => '核对申报人提交的证书',
    officer => '经办人样本');
sub purpose {
	my (%is) = (%asked, @_);
	return join '&', map { my $v = encode('UTF-8', $is{$_});
	    $v =~ s/([^A-Za-z0-9-])/sprintf '%%%02X', ord $1/ge; "$_=$v" }
	    grep { defined $is{$_} } sort keys %is;
}

my $answer = $stack->bureau_get("certificates/$person->{management_no}", cert => 'own',
    purpose => purpose());
is($answer->{status}, 200, 'a bureau is told of a certificate') or diag $answer->{text};
is($stack->bureau_get("certificates/$person->{management_no}", cert => 'own',
    purpose => purpose(name => undef, officer => undef))->{status}, 200,
    'and again, without name or officer');
$stack->bureau_get('caller', cert => undef) for 1 .. 3;
$stack->bureau_get("certificates/$person->{management_no}", cert => 'own', purpose => undef);

subtest 'the holder sees who it was, and for what' => sub {
	my $holder = Holding->new($stack)->sign_in($person);
	for my $lang ('', '?lang=en') {
		my ($page) = grep { $_->{text} =~ /\Q$person->{management_no}\E/ }
		    map { $holder->get("$_$lang") } $holder->certificates;
		ok($page, 'there is a page') or next;
		my $text = $page->{text};
		like($text, qr/样本省人事考试中心/, 'the bureau');
		like($text, qr/职称评审材料核验/, 'the matter');
		like($text, qr/>A-12-3</, 'or its code, where it was not named');
		like($text, qr/核对申报人提交的证书/, 'the cause');
		unlike($text, qr/经办人样本/, 'and not whom it employs');
		my ($xml) = grep { $_->{text} =~ /\Q$person->{management_no}\E/ }
		    map { $holder->get("$_$lang", { Accept => 'application/xml' }) } $holder->certificates;
		ok(fits_schema('model.xsd', $xml->{content}), 'the model fits its schema');
		unlike($xml->{text}, qr/经办人样本/, 'nor has it the officer');
	}
};

subtest 'administrators see the officer, and what was refused' => sub {
	my ($status, $text) = $stack->command('audit', '--certificate', $person->{management_no});
	is($status, 0, 'the list');
	my @lines = grep { /\town\@bureau\tview\t/ } split /\n/, $text;
	is(scalar @lines, 2, 'has each time');
	like($lines[0], qr/\t\Q$person->{management_no}\E\t\d+\tcall \d+ GET certificates\/:no \S+ for A-12-3 职称评审材料核验 because of 核对申报人提交的证书 by 经办人样本$/,
	    'with matter, cause and officer');
	unlike($text, qr/\Q$person->{name}\E|\Q$person->{id_number}\E/, 'and nothing of the holder');
	($status, $text) = $stack->command('audit', '--actor', 'own');
	like($text, qr/\town\@bureau\trefused\t-\t-\tcall \d+ GET certificates\/:no purpose-missing$/m,
	    'a refusal, with why');
	($status, $text) = $stack->command('audit');
	like($text, qr/\tchange\t-\t-\tbureau own added$/m, 'who registered it');
	like($text, qr/\tchange\t-\t-\tbureau own key [0-9a-f]{16} added$/m, 'with which key');
};

subtest 'a report counts what was let in and what was refused' => sub {
	my ($status, $csv) = $stack->command('report', 'bureau_calls', '--csv');
	is($status, 0, 'the report') or diag $csv;
	my %calls = map { my @c = /"([^"]*)"/g; ("$c[0] $c[2] $c[3]" => $c[4]) }
	    grep { /^"/ } split /\n/, $csv =~ s/\A\x{FEFF}//r;
	is($calls{'own GET certificates/:no admitted'}, 2, 'let in');
	is($calls{'own GET certificates/:no purpose-missing'}, 1, 'without a purpose');
	is($calls{' GET caller bureau-no-certificate'}, 3, 'of nobody');
	unlike($csv, qr/经办人样本|职称评审|核对申报/, 'and has no purposes');
	is($stack->get('/admin/reports/bureau_calls')->{status}, 200, 'as a page too');
};

subtest 'the bureaus\' account reads neither calls nor keys' => sub {
	for my $what (qw(bureau bureau_key bureau_call bureau_terms bureau_use bureau_nonce
	    bureau_entry bureau_key_entry audit_entry access_event access_log session)) {
		isnt(($db->try("SELECT * FROM $what LIMIT 1", user => 'ecert_bureau'))[0], 0, $what);
	}
	for my $call ("bureau_add('x', 'x', '', 'read', 'certificate', 1, 1, NULL, NULL)",
	    "bureau_disable('own', '', 'x')", "bureau_terms_set('own', 'read', NULL, NULL, NULL, NULL, NULL)",
	    "bureau_key_add('own', 'x', '2026-01-01', '2027-01-01')") {
		like(($db->try("CALL $call", user => 'ecert_bureau'))[1], qr/denied/, $call);
		like(($db->try("CALL $call", user => 'ecert_web'))[1], qr/denied/, '... nor the public\'s');
	}
	like(($db->try('CALL bureau_access(1000000, \'bureau\', 1, 1, \'issued\')',
	    user => 'ecert_bureau'))[1], qr/no-such-call/, 'an access is of a call');
	my $refused = $db->value("SELECT MAX(bureau_call) FROM bureau_call WHERE outcome <> 'admitted'");
	like(($db->try("CALL bureau_access($refused, 'bureau', 1, 1, 'issued')",
	    user => 'ecert_bureau'))[1], qr/no-such-call/, 'and of one that was let in');
	like(($db->try("START TRANSACTION; CALL bureau_admit(NULL, '', 'bureau-no-certificate', '', "
	    . "'-', NULL, '', NULL, NULL, NULL, NULL)", user => 'ecert_bureau'))[1],
	    qr/in-transaction/, 'an admission ends nobody else\'s transaction');
};

done_testing;
