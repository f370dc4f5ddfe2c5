#!/usr/bin/perl
# Files that bureaus have verified: the engine of everybody's, the report signed,
# what was told written down with the call.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Encode qw(decode encode);
use JSON::PP ();
use MIME::Base64 qw(decode_base64);
use Test::More;

my $stack = Ecert::Stack->new(rows => 200, bureau => 1)->start;
my $db = $stack->db;
my $calls = 0;

sub value { return decode('UTF-8', $db->value($_[0])) }

sub verify {
	my ($file, %opt) = @_;
	return $stack->bureau_request('POST', 'verifications', headers => {
	    'Content-Type' => $opt{type} || 'application/xml',
	    $opt{accept} ? (Accept => $opt{accept}) : (),
	    exists $opt{key} && !defined $opt{key} ? () :
	    ('Idempotency-Key' => $opt{key} // 'v' . ++$calls) },
	    content => $file, cert => $opt{cert} || 'beijing');
}

sub verdict { return $_[0]{text} =~ /<verdict code="([a-z-]+)"/ ? $1 : '' }

sub refused {
	my ($what, $answer, $status, $code) = @_;
	is("$answer->{status} " . ($answer->{text} =~ m{<code>([^<]*)</code>}
	    ? $1 : '-'), "$status $code", $what) or diag $answer->{text},
	    $stack->bureau_log;
}

my ($row) = $db->rows("SELECT serial, management_no FROM certificate_status "
    . "WHERE state = 'issued' AND province = '11' LIMIT 1");
my ($serial, $number) = @$row;
my $made = $stack->bureau_request('POST', "certificates/$number/copies",
    headers => { 'Content-Type' => 'application/xml',
    'Idempotency-Key' => 'copy' }, content =>
    '<copyOrder xmlns="urn:ecert:api:1"><days>9</days></copyOrder>');
my $file = $stack->bureau_get($made->{headers}{location})->{content};

subtest 'a file is verified as everybody\'s are, and the report is kept' => sub {
	my $answer = verify($file, cert => 'shanghai');
	is($answer->{status}, 201, 'made') or diag $answer->{text}, $stack->bureau_log;
	is(verdict($answer), 'valid', 'valid');
	ok(fits_schema('report.xsd', $answer->{content}), 'as the schema has it');
	ok(xmlsec_accepts($stack->dir . '/ca.pem', $answer->{content}),
	    'xmlsec1 takes it');
	my ($report) = $answer->{text} =~ /number="(\w{26})"/;
	is($stack->get("/verify/reports/$report/report.xml")->{content},
	    $answer->{content}, 'anybody has the same by its number');
	is(value("SELECT CONCAT_WS(' ', channel, e.outcome, b.code) FROM "
	    . 'access_event e JOIN bureau_call c USING (bureau_call) JOIN bureau b '
	    . "ON b.bureau = c.bureau WHERE serial = $serial ORDER BY access DESC "
	    . 'LIMIT 1'), 'file issued shanghai', 'the holder sees that it was looked at');
	unlike($answer->{text}, qr/$number/, 'the report has no number whole');
};

subtest 'as JSON, with the signed report in it' => sub {
	my $json = JSON::PP->new->utf8->decode(verify($file,
	    accept => 'application/json')->{content});
	is($json->{verdict}{code}, 'valid', 'valid');
	cmp_ok(scalar @{ $json->{check} }, '>', 10, 'every check');
	is_deeply([map { $_->{lang} } @{ $json->{check}[0]{sentence} }],
	    ['zh', 'en'], 'in both languages');
	ok(xmlsec_accepts($stack->dir . '/ca.pem', decode_base64(
	    $json->{signed})), 'xmlsec1 takes what is signed');
};

subtest 'what is not good is told' => sub {
	my $text = decode('UTF-8', $file);
	isnt(verdict(verify(encode('UTF-8', $text =~ s/<days>|样本事由/别的事由/r))),
	    'valid', 'altered');
	isnt(verdict(verify('<a/>')), 'valid', 'another document');
	refused('nothing', verify(''), 422, 'file-empty');
	refused('another type', verify($file, type => 'text/plain'), 415,
	    'media-type');
	refused('no key', verify($file, key => undef), 400,
	    'idempotency-key-missing');
	is(verify('x' x 2_300_000)->{status}, 413, 'too large');
};

subtest 'a call that is repeated gives the same report' => sub {
	my $kept = value('SELECT COUNT(*) FROM verification_report');
	my $one = verify($file, key => '"again"');
	my $two = verify($file, key => '"again"');
	is($two->{status}, 201, 'repeated') or diag $two->{text};
	is($two->{content}, $one->{content}, 'to the byte');
	is(value('SELECT COUNT(*) FROM verification_report'), $kept + 1,
	    'kept once');
	refused('with another file', verify('<a/>', key => '"again"'), 422,
	    'idempotency-differs');
	isnt(verify($file, key => '"again"', cert => 'shanghai')->{content},
	    $one->{content}, 'another bureau has keys of its own');
	$db->query('UPDATE bureau_report SET at = at - INTERVAL 25 HOUR');
	isnt(verify($file, key => '"again"')->{content}, $one->{content},
	    'after a day it is another call');
};

subtest 'without the record there is no answer' => sub {
	$db->query('RENAME TABLE access_event TO access_away');
	my $answer = verify($file);
	is($answer->{status}, 503, 'refused');
	unlike($answer->{text}, qr/verdict/, 'and no verdict told');
	$db->query('RENAME TABLE access_away TO access_event');
	is(verdict(verify($file)), 'valid', 'and then it is');
};

unlike($stack->bureau_log_said, qr/\d{15}[0-9X]/,
    'no number of a person in the log');

undef $stack;
done_testing;
