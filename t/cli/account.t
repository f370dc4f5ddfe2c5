#!/usr/bin/perl
# An administrator on another machine: the account is opened by a certificate
# of that person's, over TLS to a server that is the right one, by nothing else.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib", "$FindBin::Bin/../web/lib";

use Administrators;
use Ecert::Process;
use Ecert::Stack;
use File::Temp qw(tempdir);
use Test::More;

my $dir = tempdir(CLEANUP => 1);

sub openssl {
	my ($status, $text) = Ecert::Process->run('openssl', @_);
	die "openssl @_: $text" if $status;
}

# An authority, and what it vouches for.
sub authority {
	my ($name) = @_;
	openssl(qw(req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes
	    -days 2), '-subj', "/CN=$name", '-keyout', "$dir/$name.key",
	    '-out', "$dir/$name.pem");
}

sub certificate {
	my ($ca, $name, $alternative) = @_;
	openssl(qw(req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes),
	    '-subj', "/CN=$name", '-keyout', "$dir/$name.key", '-out',
	    "$dir/$name.csr");
	open my $out, '>', "$dir/$name.ext" or die $!;
	print $out $alternative ? "subjectAltName=$alternative\n"
	    : "keyUsage=digitalSignature\n";
	close $out;
	openssl(qw(x509 -req -days 2 -CAcreateserial), '-in', "$dir/$name.csr",
	    '-CA', "$dir/$ca.pem", '-CAkey', "$dir/$ca.key", '-extfile',
	    "$dir/$name.ext", '-out', "$dir/$name.pem");
}

authority($_) for qw(authority stranger);
certificate('authority', 'server', 'IP:127.0.0.1');
certificate('authority', $_) for qw(wang li);
certificate('stranger', 'forged');
openssl(qw(req -new), '-key', "$dir/forged.key", '-subj', '/CN=wang', '-out',
    "$dir/forged.csr");
openssl(qw(x509 -req -days 2 -CAcreateserial), '-in', "$dir/forged.csr", '-CA',
    "$dir/stranger.pem", '-CAkey', "$dir/stranger.key", '-out',
    "$dir/forged.pem");

my $port = Ecert::Stack::free_port('127.0.0.1');
my $stack = Ecert::Stack->new(rows => 50, database => ['--skip-networking=0',
    '--bind-address=127.0.0.1', "--port=$port", "--ssl-ca=$dir/authority.pem",
    "--ssl-cert=$dir/server.pem", "--ssl-key=$dir/server.key"]);
$stack->prepare->start_database->migrate;
$stack->populate(50);
my $db = $stack->db;
$db->query(q{CREATE USER 'wang'@'127.0.0.1' REQUIRE SUBJECT '/CN=wang'
AND ISSUER '/CN=authority'; GRANT ecert_role_person TO 'wang'@'127.0.0.1';
SET DEFAULT ROLE ecert_role_person FOR 'wang'@'127.0.0.1'}, user => 'root');
my $no = $db->value('SELECT management_no FROM certificate_status WHERE '
    . "state = 'issued' AND serial > 14 LIMIT 1");

my $number = 0;

# A configuration of wang's, with those keys; its name.
sub settings {
	my (%key) = @_;
	my $name = 'wang-' . ++$number;
	open my $in, '<:raw', $stack->dir . '/admin.conf' or die $!;
	my $text = do { local $/; <$in> };
	my $keys = join '', map { "$_ = $key{$_}\n" } sort keys %key;
	$text =~ s/^\[database\]\n/[database]\nhost = 127.0.0.1\nport = $port\n$keys/m;
	$text =~ s/^user = .*/user = wang/m;
	open my $out, '>:raw', $stack->dir . "/$name.conf" or die $!;
	print $out $text;
	close $out;
	return $name;
}

my %own = (tls_ca_file => "$dir/authority.pem",
    tls_certificate_file => "$dir/wang.pem", tls_key_file => "$dir/wang.key");
my ($status, $text) = as_admin($stack, settings(%own), 'suspend', $no,
    '--reason', 'under-review');
is($status, 0, 'with the certificate the account opens') or diag $text;
is($db->value('SELECT actor FROM event ORDER BY id DESC LIMIT 1'),
    'wang@127.0.0.1', 'and the event carries it');

sub refuses {
	my ($what, %change) = @_;
	my ($status, $text) = as_admin($stack, settings(%own, %change), 'history',
	    $no);
	is($status, 2, "refused: $what");
	like($text, qr/\[database-(?:unavailable|access-denied)\] connect: /, 'at the door')
	    or diag $text;
}

refuses('without a certificate', tls_certificate_file => '',
    tls_key_file => '');
refuses('with somebody else\'s', tls_certificate_file => "$dir/li.pem",
    tls_key_file => "$dir/li.key");
refuses('with one that a stranger made out',
    tls_certificate_file => "$dir/forged.pem",
    tls_key_file => "$dir/forged.key");
refuses('without TLS', map { $_ => '' } keys %own);
refuses('at a server that another authority vouches for',
    tls_ca_file => "$dir/stranger.pem");
refuses('with an authority that cannot be read',
    tls_ca_file => "$dir/absent.pem");

undef $stack;
done_testing;
