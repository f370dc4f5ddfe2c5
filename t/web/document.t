#!/usr/bin/perl
# The signed document: what it holds, and who accepts it.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode encode);
use Test::More;

my $stack = Ecert::Stack->new(rows => 50)->start;
my $anchor = $stack->dir . '/ca.pem';
my @issued = grep { $_->{state} eq 'issued' } $stack->samples;
my %document = map { $_->{name} => download($stack, $_) } @issued;

sub verify {
	my ($bytes, @options) = @_;
	my ($status, $text) = $stack->ecert('verify', @options, spill($bytes));
	return ($status >> 8, decode('UTF-8', $text));
}

subtest 'the document of every issued sample is whole and verifies' => sub {
	cmp_ok(scalar @issued, '>=', 7, 'there are some in both styles');
	for my $s (@issued) {
		my $bytes = $document{ $s->{name} };
		my $text = decode('UTF-8', $bytes);
		ok(fits_schema('certificate.xsd', $bytes),
		    "$s->{name}: fits certificate.xsd");
		like($text, qr{<name>\Q$s->{name}\E</name>}, 'the name, exact');
		like($text, qr{>$s->{id_number}</idNumber>}, 'the whole number');
		like($text, qr{^<document\b[^>]* specimen="true"}, 'a specimen');
		ok(xmlsec_accepts($anchor, $bytes), 'xmlsec1 accepts it');
		is_deeply([(verify($bytes))[0]], [0], 'ecert verify accepts it');
	}
	for my $name ('𬱖', '𠮷', '阿卜杜拉·买买提') {
		ok($document{$name}, "$name is among them");
	}
};

subtest 'it is offered as a file with a right name' => sub {
	my $s = sample($stack, name => '𠮷');
	my ($sent, $page) = $stack->lookup($s);
	my ($href) = $page->{text} =~ m{href="([^"]+\.xml)"};
	my $got = $stack->get($href);
	is($got->{headers}{'content-type'}, 'application/xml', 'its type');
	my $value = $got->{headers}{'content-disposition'};
	like($value, qr/^attachment; filename="certificate-\d+\.xml"; /,
	    'a plain name for old clients');
	my ($name) = $value =~ /filename\*=UTF-8''(\S+)$/;
	$name =~ s/%([0-9A-F]{2})/chr hex $1/ge;
	is(decode('UTF-8', $name),
	    "拍卖师职业资格-$s->{management_no}.xml", 'the real one, RFC 8187');
	unlike($name, qr/\Q$s->{id_number}\E/, 'without the ID number');
};

subtest 'there is no document of what is not in force' => sub {
	for my $state (qw(revoked suspended superseded)) {
		my ($sent) = $stack->lookup(sample($stack, state => $state));
		my $got = $stack->get("$sent->{headers}{location}/"
		    . 'certificate.xml');
		is($got->{status}, 409, "$state: 409");
		unlike($got->{content}, qr/Signature/, 'and no signature');
	}
	my ($sent) = $stack->lookup(sample($stack, state => 'approved'));
	is($stack->get("$sent->{headers}{location}/certificate.xml")
	    ->{status}, 404, 'none that is not public yet');
};

# t/unit/tamper.c walks over all bytes; here both programs judge alike.
subtest 'a changed byte is refused by xmlsec1 and by ecert verify' => sub {
	my $good = $document{'𬱖'};
	my (@xmlsec, @ours);
	for (my $at = 5; $at < length $good; $at += 53) {
		my $bad = $good;
		substr($bad, $at, 1) = chr(ord(substr $bad, $at, 1) ^ 1);
		push @xmlsec, $at if xmlsec_accepts($anchor, $bad);
		push @ours, $at if (verify($bad, '--offline'))[0] != 1;
	}
	is("@ours", '', 'ecert verify refuses each');
	is("@xmlsec", '', 'xmlsec1 refuses each');
};

# A key of another kind in the place of the demo's.
sub openssl {
	my ($status, $text) = Ecert::Process->run('openssl', @_);
	die "openssl $_[0]: $text" if $status;
}

sub use_rsa {
	my ($bits) = @_;
	my $dir = $stack->dir;
	openssl(qw(genpkey -quiet -algorithm RSA -pkeyopt),
	    "rsa_keygen_bits:$bits", '-out', "$dir/rsa.pem");
	chmod 0600, "$dir/rsa.pem";
	openssl(qw(req -new -utf8 -config), "$dir/openssl.cnf", '-key',
	    "$dir/rsa.pem", '-subj', '/CN=SPECIMEN RSA', '-out', "$dir/rsa.csr");
	openssl(qw(x509 -req -sha256 -days 30 -extensions signer -extfile),
	    "$dir/openssl.cnf", '-in', "$dir/rsa.csr", '-CA', "$dir/ca.pem",
	    '-CAkey', "$dir/ca-key.pem", '-set_serial', "0x7$bits",
	    '-out', "$dir/rsa-cert.pem");
	@{ $stack->{conf}{signing} }{qw(key_file certificate_file)} =
	    ("$dir/rsa.pem", "$dir/rsa-cert.pem");
	$stack->_write_conf;
	$stack->stop_responder;
	$stack->start_responder;
}

subtest 'an RSA key of 3072 bits signs too' => sub {
	use_rsa(3072);
	my $bytes = download($stack, $issued[0]);
	like($bytes, qr/xmldsig-more#rsa-sha256/, 'with RSA and SHA-256');
	ok(xmlsec_accepts($anchor, $bytes), 'xmlsec1 accepts it');
	is((verify($bytes))[0], 0, 'ecert verify accepts it');
	$bytes =~ s/<approved>2/<approved>1/;
	ok(!xmlsec_accepts($anchor, $bytes), 'changed, xmlsec1 does not');
	is((verify($bytes))[0], 1, 'nor does ecert verify');
};

subtest 'one of 2048 bits does not' => sub {
	use_rsa(2048);
	is(download($stack, $issued[0]), '', 'no document');
	like($stack->get('/healthz')->{text}, qr/^signing: unavailable$/m,
	    'and it is told');
	my ($status, $text) = $stack->ecert('check');
	is($status >> 8, 1, 'ecert check fails');
	like($text, qr/^FAIL signing: \[key-unusable\]/m, 'by name');
};

undef $stack;
done_testing;
