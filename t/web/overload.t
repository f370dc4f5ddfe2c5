#!/usr/bin/perl
# More come than can be answered: who is one too many is told so at once, by a
# page, before any work was done; who has begun, administrators and bureaus have
# places of their own; and when it is over all answer again, nothing restarted.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use File::Temp qw(tempdir);
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep);

# Of new questions eight are answered at a time: two nginx workers, and 2 x 2.
use constant ASKERS => 16;
use constant PATIENCE_S => 60;

my $stack = Ecert::Stack->new(rows => 50, bureau => 1, limits => {
	PLACES => 2, PLACES_BEGUN => 2, PLACES_COSTLY => 1, PLACES_ADMIN => 1,
})->start;
my $db = $stack->db;
my $person = sample($stack, state => 'issued');
my @processes = responder_pids($stack);

# A statement's connection that keeps the table to itself until it is closed.
sub lock_table {
	my ($table) = @_;
	my $pid = open my $to, '|-', 'mariadb', '--no-defaults', '--user=root',
	    '--socket=' . $db->socket, '--batch', 'ecert';
	die "mariadb: $!\n" unless $pid;
	$to->autoflush(1);
	print $to "LOCK TABLES $table WRITE;\n";
	return $to;
}

sub waiting {
	return $db->value('SELECT COUNT(*) FROM information_schema.processlist '
	    . "WHERE user = 'ecert_web' AND state LIKE 'Waiting%'",
	    user => 'root');
}

# People who look up, again and again, until they are told to go (close).
sub crowd {
	my ($count) = @_;
	my $dir = tempdir(CLEANUP => 1);
	my @children;
	for my $n (1 .. $count) {
		my $pid = fork;
		die "fork: $!" unless defined $pid;
		if ($pid == 0) {
			alarm PATIENCE_S;
			open my $out, '>', "$dir/$n" or POSIX::_exit(1);
			$out->autoflush(1);
			until (-e "$dir/go") {
				my ($sent) = $stack->lookup($person);
				print $out join(' ', $sent->{status},
				    $sent->{headers}{'retry-after'} || 0), "\n";
				sleep 0.1;
			}
			POSIX::_exit(0);
		}
		push @children, $pid;
	}
	return { dir => $dir, children => \@children };
}

sub disperse {
	my ($crowd) = @_;
	write_file("$crowd->{dir}/go", '');
	waitpid $_, 0 for @{ $crowd->{children} };
	return map { split /\n/, slurp("$crowd->{dir}/$_") }
	    1 .. @{ $crowd->{children} };
}

# Ask until nginx says by itself that it is too much.
sub turned_away {
	my ($path, $headers) = @_;
	my $got;
	within(PATIENCE_S / 2, sub {
		$got = $stack->get($path, $headers);
		return $got->{status} == 503
		    && $got->{headers}{'x-frame-options'}
		    && $got->{headers}{'retry-after'} > 5;
	}) or diag "the last answer is $got->{status}";
	return $got;
}

sub is_kind_page {
	my ($got, $heading, $sentence, $next) = @_;
	is($got->{status}, 503, 'it is 503');
	like($got->{headers}{'retry-after'}, qr/^(?:10|15|20|25|30)$/,
	    'with a time to come again');
	is($got->{headers}{'cache-control'}, 'no-store', 'not to be kept');
	like($got->{headers}{'content-security-policy'}, qr/default-src 'none'/,
	    'and the headers of every page');
	is(heading($got->{text}), $heading, 'in the frame of the site');
	like($got->{text}, $_, "it says $_") for $sentence, $next;
}

subtest 'look-ups that are held up fill their own places and no others' => sub {
	my $crowd = crowd(ASKERS);	# first: it must not inherit the lock
	my $lock = lock_table('certificate');
	ok(within(PATIENCE_S / 2, sub { waiting() > 0 }),
	    'look-ups wait in the database');
	is_kind_page(turned_away('/help'), '暂时无法核验', qr/现在使用的人太多/,
	    qr/请等 10 到 30 秒.*不代表证书无效/);
	is_kind_page(turned_away('/help?lang=en'), 'This could not be checked',
	    qr/Very many people are here just now/, qr/Wait 10 to 30 seconds/);
	my $xml = turned_away('/help', { Accept => 'application/xml' });
	is($xml->{headers}{'content-type'}, 'application/problem+xml',
	    'a program is told by a problem document');
	like($xml->{text}, qr{<status>503</status><code>busy</code>},
	    'with the code for it');
	is($stack->get('/result/none')->{status}, 404,
	    'who has begun is answered');
	is($stack->get('/admin/reports')->{status}, 200,
	    'administrators are answered');
	is($stack->bureau_get('caller', cert => 'beijing')->{status}, 200,
	    'bureaus are answered');
	ok(waiting() > 0, 'all the while look-ups waited');
	close $lock;
	my @told = disperse($crowd);
	my %later = map { /^503 (\d+)$/ && $1 > 5 ? ($1 => 1) : () } @told;
	cmp_ok(scalar keys %later, '>', 1, 'not all come again at one moment');
};

subtest 'one too many costs the responder nothing' => sub {
	my @ids = $stack->access_log =~ / id=(\w+) method=GET path=\/help status=503 /g;
	ok(@ids >= 3, 'some asked for a page and were turned away');
	my $log = $stack->responder_log;
	is(scalar(grep { $log =~ / id=$_ / } @ids), 0,
	    'none of them came to the responder');
};

sub all_answer {
	my ($what) = @_;
	ok(within(10, sub { ($stack->lookup($person))[0]{status} == 303 }),
	    "$what: look-ups are answered again");
	my @statuses = map { my ($sent, $page) = $stack->lookup($person);
	    ($sent->{status}, $page ? $page->{status} : 'none') } 1 .. 40;
	is_deeply(\@statuses, [(303, 200) x 40], 'and every one after');
	is(join(' ', responder_pids($stack)), "@processes",
	    'by the same processes');
}
all_answer('after the jam');

subtest 'a responder that is frozen keeps nobody waiting but who is in it' => sub {
	kill 'STOP', @processes;
	my $crowd = crowd(ASKERS);
	is_kind_page(turned_away('/'), '暂时无法核验', qr/现在使用的人太多/,
	    qr/返回上一页/);
	is($stack->bureau_get('caller', cert => 'beijing')->{status}, 200,
	    'bureaus are answered');
	kill 'CONT', @processes;
	my @told = disperse($crowd);
	ok((grep { /^503 [123]/ } @told) > 0, 'others were told so too');
};
all_answer('after the freeze');

undef $stack;
done_testing;
