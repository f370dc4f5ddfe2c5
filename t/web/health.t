#!/usr/bin/perl
# /healthz: what a load balancer and an operator ask.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
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

my ($status, $text, $headers) = health();
is($status, 200, '200 when look-ups work');
is($text, "status: ok\nregistry: ok\nsigning: ok\n", 'one line a part');
is($headers->{'content-type'}, 'text/plain; charset=UTF-8', 'plain text');
is($headers->{'cache-control'}, 'no-store', 'never kept');
unlike($stack->access_log, qr/healthz/, 'it does not fill the access log');

with_setting('signing', 'key_file', $stack->dir . '/none.pem');
($status, $text) = health();
is($status, 200, 'look-ups go on without a signing key');
like($text, qr/^signing: unavailable$/m, 'and it is told');
my ($sent) = $stack->lookup(sample($stack, state => 'issued'));
my $result = $stack->get($sent->{headers}{location});
is(heading($result->{text}), '证书有效', 'a look-up answers');
unlike($result->{text}, qr{/certificate\.xml"}, 'and offers no download');
is($stack->get("$sent->{headers}{location}/certificate.xml")->{status}, 503,
    'the download says that signing is not possible');

$stack->db->query('UPDATE schema_migration SET version = version + 100'
    . ' WHERE version = (SELECT MAX(version) FROM schema_migration)');
($status, $text, $headers) = health();
is($status, 503, '503 when the schema does not fit the program');
like($text, qr/^registry: schema-version$/m, 'by name');
is($headers->{'retry-after'}, 5, 'with Retry-After');
$stack->db->query('UPDATE schema_migration SET version = version - 100'
    . ' WHERE version > 100');
is((health())[0], 200, 'and 200 when it fits again');

$stack->stop_database;
($status, $text, $headers) = health();
is($status, 503, '503 when the database is down');
is($text, "status: unavailable\nregistry: database-unavailable\n"
    . "signing: unavailable\n", 'by name');
is($headers->{'retry-after'}, 5, 'with Retry-After');

undef $stack;
done_testing;
