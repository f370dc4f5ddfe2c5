#!/usr/bin/perl
# Two hundred at once ask for a copy of one certificate: three get one, the
# others the reason and a date, and nobody an error.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Encode qw(decode);
use File::Temp qw(tempdir);
use Holding;
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep);

use constant ASKERS => 200;
use constant ALLOWED => 3;
use constant PATIENCE_S => 60;

# With the durability that is shipped: a commit waits for the disk here too.
my $stack = Ecert::Stack->new(rows => 200, fast => 0)->start;
my $db = $stack->db;
my $holder = Holding->new($stack)->sign_in(sample($stack,
    name => '阿卜杜拉·买买提', state => 'issued'));
my ($certificate) = $holder->certificates;
$holder->get($certificate);

my $form = 'csrf=' . $holder->csrf . '&scene=job&recipient=&days=90';
my $request = form_bytes('POST', "$certificate/annotations", 'Cookie: '
    . join('; ', map { "$_=" . $holder->cookies->{$_} }
    keys %{ $holder->cookies })
    . "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    . 'Content-Length: ' . length($form) . "\r\n", $form);

# What one asker is told in the end: a service that is busy says so before it
# has done anything, and when to come again.
sub ask_patiently {
	my $bytes;
	do {
		sleep 0.2 + rand 0.3 if defined $bytes;
		$bytes = raw($stack, $request)->{bytes};
	} while ($bytes =~ m{^HTTP\S+ 503.*^retry-after:}msi);
	return $bytes;
}

# Ready, and then all together: the answers, as bytes.
sub ask_together {
	my ($count) = @_;
	my $dir = tempdir(CLEANUP => 1);
	pipe my $wait, my $go or die "pipe: $!";
	my @children;
	for my $n (1 .. $count) {
		my $pid = fork;
		die "fork: $!" unless defined $pid;
		if ($pid == 0) {
			alarm PATIENCE_S;
			close $go;
			sysread $wait, my $nothing, 1;
			open my $out, '>:raw', "$dir/$n" or POSIX::_exit(1);
			print $out ask_patiently();
			close $out;
			POSIX::_exit(0);
		}
		push @children, $pid;
	}
	close $wait;
	close $go;
	waitpid $_, 0 for @children;
	return map { -e "$dir/$_" ? slurp("$dir/$_") : '' } 1 .. $count;
}

my @answers = ask_together(ASKERS);
my %count;
$count{ /^HTTP\S+ (\d+)/ ? $1 : 'none' }++ for @answers;
is_deeply(\%count, { 303 => ALLOWED, 409 => ASKERS - ALLOWED },
    'three are made, every other is refused, none fails')
    or diag map { "$_: $count{$_}\n" } sort keys %count;
is($db->value('SELECT COUNT(*) FROM annotation'), ALLOWED,
    'three annotations stand in the registry');
is($db->value('SELECT COUNT(*) FROM copy'), ALLOWED, 'and three copies');

my ($free) = $db->rows("SELECT DATE_FORMAT(MIN(made_at) + INTERVAL 90 DAY "
    . "+ INTERVAL 8 HOUR, '%Y'), MONTH(MIN(made_at) + INTERVAL 90 DAY "
    . "+ INTERVAL 8 HOUR), DAY(MIN(made_at) + INTERVAL 90 DAY "
    . "+ INTERVAL 8 HOUR) FROM annotation");
my ($year, $month, $day) = @$free;
my @mute = grep { /^HTTP\S+ 409/ && (decode('UTF-8', $_)
    !~ /90 天内已加注 3 次.*$year\D+0?$month\D+0?$day\D/s) } @answers;
is(scalar @mute, 0, 'each refusal gives the reason, and when the next is free');

my @codes = map { m{^location: /holder/copies/(\w{26})\r$}mi ? $1 : () }
    @answers;
my %digest = map { $_ => $holder->get("/holder/copies/$_/certificate.xml") }
    @codes;
is(scalar(grep { $_->{status} == 200 && $_->{content} =~ /<annotation code=/ }
    values %digest), ALLOWED, 'each of the three can be downloaded');
my @faults = grep { /level=error|status=5\d\d/ && !/reason=busy / }
    split /\n/, $stack->responder_log;
is("@faults", '', 'the log has no fault');

undef $stack;
done_testing;
