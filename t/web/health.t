#!/usr/bin/perl
# /healthz: what a load balancer and an operator ask.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Test::More;

my $stack = Ecert::Stack->new(rows => 20)->start;

sub health {
	my $got = $stack->get('/healthz');
	return ($got->{status}, $got->{text}, $got->{headers});
}

# Stop, change a setting, start.
sub with_setting {
	my ($section, $key, $value) = @_;
	$stack->{conf}{$section}{$key} = $value;
	$stack->_write_conf;
	$stack->stop_responder;
	$stack->start_responder;
}

sub openssl {
	my ($failed, $said) = Ecert::Process->run('openssl', @_);
	die "openssl $_[0]: $said" if $failed;
}

sub is_without_download {
	my ($why) = @_;
	my ($sent) = $stack->lookup(sample($stack, state => 'issued'));
	my $to = $sent->{headers}{location};
	my $result = $stack->get($to);
	is(heading($result->{text}), '证书有效', "$why: a look-up answers");
	unlike($result->{text}, qr{/certificate\.xml"},
	    "$why: it offers no download");
	is($stack->get("$to/certificate.xml")->{status}, 503,
	    "$why: the download says that signing is not possible");
}

my ($status, $text, $headers) = health();
is($status, 200, '200 when look-ups work');
is($text, "status: ok\nregistry: ok\nsigning: ok\n", 'one line a part');
is($headers->{'content-type'}, 'text/plain; charset=UTF-8', 'plain text');
is($headers->{'cache-control'}, 'no-store', 'never kept');
for my $accept ('text/plain', 'image/png', 'application/xml') {
	my $got = $stack->get('/healthz', { Accept => $accept });
	is("$got->{status} $got->{headers}{'content-type'}",
	    '200 text/plain; charset=UTF-8', "the same to who wants $accept");
}
unlike($stack->access_log, qr/healthz/, 'it does not fill the access log');

# A certificate of no days is out of force a second later.
my ($key, $csr, $spent) = map { $stack->dir . "/$_" }
    qw(sign-key.pem spent.csr spent.pem);
openssl(qw(req -new -utf8 -subj /CN=SPECIMEN -key), $key, '-out', $csr);
my $usage = spill("keyUsage = digitalSignature\n", 'usage.cnf');
openssl(qw(x509 -req -days 0 -extfile), $usage, '-signkey', $key, '-in', $csr,
    '-out', $spent);
sleep 2;
with_setting('signing', 'certificate_file', $spent);
($status, $text) = health();
is($status, 200, 'look-ups go on when the signing certificate has expired');
like($text, qr/^signing: unavailable$/m, 'and it is told');
is_without_download('expired');

with_setting('signing', 'certificate_file', $stack->dir . '/sign-cert.pem');
with_setting('signing', 'key_file', $stack->dir . '/none.pem');
($status, $text) = health();
is($status, 200, 'look-ups go on without a signing key');
like($text, qr/^signing: unavailable$/m, 'and it is told');
is_without_download('no key');

$stack->db->query('UPDATE schema_migration SET version = version + 100'
    . ' WHERE version = (SELECT MAX(version) FROM schema_migration)');
($status, $text, $headers) = health();
is($status, 503, '503 when the schema does not fit the program');
like($text, qr/^registry: schema-version$/m, 'by name');
is($headers->{'retry-after'}, 5, 'with Retry-After');
$stack->db->query('UPDATE schema_migration SET version = version - 100'
    . ' WHERE version > 100');
is((health())[0], 200, 'and 200 when it fits again');

my ($whose) = sample($stack, state => 'issued');
open my $other, '>', $stack->dir . '/other.key' or die;
print $other 'ab' x 32;
close $other;
chmod 0600, $stack->dir . '/other.key';
with_setting('keys', 'match_key_file', $stack->dir . '/other.key');
my ($refused) = $stack->lookup($whose);
is($refused->{status}, 503,
    'under another match key nobody is told "not found"');
like($refused->{text}, qr/不代表证书无效/, 'but that it says nothing');
($status, $text) = health();
is($status, 503, 'and health is red');
like($text, qr/^registry: match-key-unfit$/m, 'by name');
with_setting('keys', 'match_key_file', $stack->dir . '/match.key');
is(($stack->lookup($whose))[0]{status}, 303, 'until the key is right');

$stack->stop_database;
($status, $text, $headers) = health();
is($status, 503, '503 when the database is down');
is($text, "status: unavailable\nregistry: database-unavailable\n"
    . "signing: unavailable\n", 'by name');
is($headers->{'retry-after'}, 5, 'with Retry-After');

undef $stack;
done_testing;
