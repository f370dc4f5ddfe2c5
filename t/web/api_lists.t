#!/usr/bin/perl
# What a bureau's own programs check by: the catalogue, the seals with who may
# sign, and what each code of a refusal means.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Digest::SHA qw(sha256_hex);
use Ecert::Process;
use Ecert::Stack;
use Ecert::Tree qw(tree_text);
use Encode qw(decode);
use JSON::PP ();
use MIME::Base64 qw(decode_base64);
use Test::More;

my $stack = Ecert::Stack->new(rows => 100, bureau => 1)->start;
my $db = $stack->db;

sub get {
	my ($path, %opt) = @_;
	return $stack->bureau_get($path, %opt);
}

# The same as XML, valid by the schema, and as JSON.
sub both {
	my ($path) = @_;
	my $xml = get($path);
	is($xml->{status}, 200, $path) or diag $xml->{text}, $stack->bureau_log;
	ok(fits_schema('api-certificate.xsd', $xml->{content}), 'as the schema says')
	    or diag substr $xml->{text}, 0, 2000;
	my $json = get($path, headers => { Accept => 'application/json' });
	return ($xml, JSON::PP->new->utf8->decode($json->{content}));
}

subtest 'the catalogue of today' => sub {
	my ($xml, $json) = both('catalogue');
	my @codes = $xml->{text} =~ /<entry code="(\d\d)"/g;
	is(scalar @codes, $db->value('SELECT COUNT(*) FROM catalogue_entry'),
	    'every qualification in force');
	is_deeply([map { $_->{code} } @{ $json->{entries} }], \@codes,
	    'in JSON too');
	for my $entry (@{ $json->{entries} }) {
		my $authorities = join '；', @{ $entry->{authorities} };
		is($authorities, decode('UTF-8', $db->value('SELECT authorities '
		    . "FROM catalogue_entry WHERE code = '$entry->{code}'")),
		    "authorities of $entry->{code}");
	}
};

subtest 'seals, and who may sign with them' => sub {
	my ($xml, $json) = both('seals');
	is(scalar @{ $json->{entries} }, $db->value('SELECT COUNT(*) FROM '
	    . 'seal_file_status'), 'every seal that was imported');
	for my $seal (@{ $json->{entries} }) {
		is(sha256_hex(decode_base64($seal->{data})), $seal->{digest},
		    "$seal->{code} is what it was imported as");
		cmp_ok(scalar @{ $seal->{signers} }, '>=', 1, 'somebody may sign');
		my ($status, $text) = Ecert::Process->run(qw(openssl x509 -inform
		    DER -noout -subject -in), spill(decode_base64(
		    $seal->{signers}[0]), 'signer'));
		is($status, 0, 'by a certificate') or diag $text;
	}
	my $tag = $xml->{headers}{etag};
	my ($id) = $db->value('SELECT MAX(seal_file) FROM seal_file');
	$db->query("CALL seal_disable($id, '样本')", user => 'ecert_admin');
	my $after = get('seals', headers => { 'If-None-Match' => $tag });
	is($after->{status}, 200, 'one that is disabled changes the answer');
	like($after->{text}, qr/ disabled="/, 'and says so');
};

subtest 'what codes mean' => sub {
	my ($xml, $json) = both('reasons');
	my @codes = tree_text('fcgi/base/reason.def')
	    =~ /^REASON\(\w+,\s*"([^"]+)"/mg;
	is_deeply([map { $_->{code} } @{ $json->{entries} }], \@codes,
	    'all of them');
};

subtest 'what did not change is not sent again' => sub {
	for my $path (qw(catalogue seals)) {
		my $first = get($path);
		my $again = get($path, headers => { 'If-None-Match' =>
		    $first->{headers}{etag} });
		is($again->{status}, 304, $path);
		is($again->{content} // '', '', 'nothing in it');
		is(get($path, headers => { 'If-None-Match' => '"x"' })->{status},
		    200, 'another tag');
	}
};

subtest 'only for who may read' => sub {
	$stack->bureau_key('feeder');
	$stack->bureau_add('feeder', scopes => 'feed');
	for my $path (qw(catalogue seals reasons certificates/20211100611000000001)) {
		is(get($path, cert => 'feeder')->{status}, 403, $path);
		is(get($path, cert => undef)->{status}, 403, "$path to nobody");
		is(get($path, purpose => undef)->{status}, 400,
		    "$path without a purpose");
		is($stack->get("/api/v1/$path")->{status}, 404,
		    "$path to the public");
	}
};

undef $stack;
done_testing;
