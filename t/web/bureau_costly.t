#!/usr/bin/perl
# What costs much is asked so often at a time and no more, of one bureau and of
# all together: who is one too many is told so at once, and what costs little, other
# bureaus and the public go on.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Encode qw(encode);
use IO::Socket::SSL;
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

# Of one bureau two; of all one on each line of each of two nginx workers.
use constant PLACES => 4;
use constant PATIENCE_S => 60;

my $stack = Ecert::Stack->new(rows => 50, bureau => 1,
    conf => { database => { timeout_s => 30 } },
    limits => { COSTLY_BUREAU => 2, PLACES_BUREAU => 1 })->start;
my $db = $stack->db;
my $person = sample($stack, state => 'issued');
my $checks = encode('UTF-8', '<checks xmlns="urn:ecert:api:1"><items><item>'
    . "<name>$person->{name}</name><idNumber>$person->{id_number}</idNumber>"
    . "<managementNo>$person->{management_no}</managementNo></item></items>"
    . '</checks>');

sub check {
	my ($cert) = @_;
	return $stack->bureau_request('POST', 'certificates/checks', cert => $cert,
	    headers => { 'Content-Type' => 'application/xml' },
	    content => $checks);
}

sub until_true {
	my ($is) = @_;
	my $end = time + PATIENCE_S;
	my $true;
	sleep 0.05 until ($true = $is->()) || time > $end;
	return $true;
}

# A call whose body does not come.
sub begun {
	my ($cert) = @_;
	my $dir = $stack->bureau_dir;
	my ($host, $port) = $stack->bureau_url =~ m{//([^:/]+):(\d+)};
	my $socket = IO::Socket::SSL->new(PeerAddr => $host, PeerPort => $port,
	    SSL_ca_file => "$dir/ca.pem", SSL_cert_file => "$dir/$cert-cert.pem",
	    SSL_key_file => "$dir/$cert-key.pem", Timeout => 10)
	    or die "connect: $SSL_ERROR\n";
	print $socket "POST /api/v1/certificates/checks HTTP/1.1\r\n"
	    . "Host: localhost\r\nContent-Length: 1000\r\n\r\n ";
	return $socket;
}

subtest 'of one bureau' => sub {
	my @slow = map { begun('beijing') } 1 .. 2;
	ok(until_true(sub { check('beijing')->{status} == 429 }),
	    'the third at a time is turned away');
	for my $path ('snapshot', 'changes', 'changes?wait=0', 'status-lists/1-0',
	    'changes/days/2026-01-01') {
		my $answer = $stack->bureau_get($path);
		is($answer->{status}, 429, "$path is among them");
		like($answer->{headers}{'content-type'}, qr/problem\+xml/,
		    '... told as a problem');
		ok($answer->{headers}{'retry-after'}, '... and when to come again');
	}
	is($stack->bureau_get($_)->{status}, 200, "$_ is not")
	    for 'caller', 'catalogue', 'changes?wait=1';
	is(check('shanghai')->{status}, 200, 'another bureau has its own');
	close $_ for @slow;
	ok(until_true(sub { check('beijing')->{status} == 200 }),
	    'when they have ended it has them again');
};

# In a process of its own, which must not keep the lock's end open.
sub ask_and_end {
	my ($cert, $lock) = @_;
	close $lock;
	POSIX::_exit(check($cert)->{status} == 200 ? 0 : 1);
}

subtest 'of all bureaus' => sub {
	my $lock = open(my $to, '|-', 'mariadb', '--no-defaults', '--user=root',
	    '--socket=' . $db->socket, '--batch', 'ecert') || die "mariadb: $!\n";
	$to->autoflush(1);
	print $to "LOCK TABLES certificate WRITE;\n";
	my @asking = map { my $cert = $_; my $pid = fork;
	    die "fork: $!" unless defined $pid;
	    ask_and_end($cert, $to) unless $pid;
	    $pid } map { ($_) x 2 } qw(beijing shanghai corps ministry);
	my $waiting = sub { $db->value('SELECT COUNT(*) FROM '
	    . "information_schema.processlist WHERE user = 'ecert_bureau' AND "
	    . "state LIKE 'Waiting%'", user => 'root') };
	my %ended;
	ok(until_true(sub {
		while ((my $pid = waitpid -1, POSIX::WNOHANG) > 0) {
			$ended{$pid} = $? >> 8;
		}
		return keys(%ended) + $waiting->() == @asking;
	}), 'all have a place or were turned away');
	# Connections come to either worker, and each has its own places.
	cmp_ok(scalar(grep { $_ } values %ended), '>=', @asking - PLACES,
	    'who found no place was turned away');
	is(scalar(grep { !$_ } values %ended), 0, 'and nobody was answered yet');
	cmp_ok($waiting->(), '>', 0, 'but has a place');
	is($stack->bureau_get('caller')->{status}, 200,
	    'what costs little is answered meanwhile');
	close $to;
	for my $pid (grep { !exists $ended{$_} } @asking) {
		waitpid $pid, 0;
		is($? >> 8, 0, 'who had a place is answered in the end');
	}
	is(check('beijing')->{status}, 200, 'and all is as before');
};

my ($sent, $page) = $stack->lookup($person);
is($page->{status}, 200, 'the public is answered');

undef $stack;
done_testing;
