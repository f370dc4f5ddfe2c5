#!/usr/bin/perl
# The list of servers in [database] host: what is read from it, what is refused,
# and that several must be one cluster.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Process;
use Ecert::Stack;
use Test::More;

my $port = Ecert::Stack::free_port('127.0.0.1');
my $stack = Ecert::Stack->new(rows => 0, database => ['--skip-networking=OFF',
    '--bind-address=127.0.0.1', "--port=$port"]);
$stack->prepare->start_database->migrate;
$stack->db->query("CREATE USER 'ecert_web'\@'%' IDENTIFIED BY ''; "
    . "GRANT ecert_role_web TO 'ecert_web'\@'%'; "
    . "SET DEFAULT ROLE ecert_role_web FOR 'ecert_web'\@'%'", user => 'root');

# What is said of registry and cluster with this list.
sub check {
	my ($list) = @_;
	open my $in, '<:raw', $stack->dir . '/ecert.conf' or die $!;
	my $text = do { local $/; <$in> };
	$text =~ s/^\[database\]\n/[database]\nhost = $list\n/m or die;
	open my $out, '>:raw', $stack->dir . '/list.conf' or die $!;
	print $out $text;
	close $out;
	my (undef, $said) = Ecert::Process->run($stack->program('ecert'), '-c',
	    $stack->dir . '/list.conf', 'check');
	return $said;
}

for my $list ('127.0.0.1:', '127.0.0.1:0', '127.0.0.1:65536', '[::1', '[]',
    '[::1]x', "127.0.0.1:${port}x", ':1', 'a' x 130,
    join(',', ('a') x 9)) {
	like(check($list), qr/^FAIL registry: \[configuration\] database\.host/m,
	    "refused: $list");
}
for my $list ("127.0.0.1:$port", " 127.0.0.1:$port ,") {
	my $said = check($list);
	like($said, qr/^ok   registry\nok   cluster$/m, "read: $list")
	    or diag $said;
}
for my $list ("127.0.0.1:$port, 127.0.0.1:$port", "127.0.0.1:$port b") {
	my $said = check($list);
	like($said, qr/^FAIL registry: \[database-unavailable\]/m,
	    "no cluster, not asked: $list");
	like($said, qr/^     127\.0\.0\.1:$port: \[database-unavailable\] a server of several that is not in a cluster$/m,
	    '... and it is said why');
}

done_testing;
