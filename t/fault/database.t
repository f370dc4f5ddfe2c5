#!/usr/bin/perl
# The database dies under the running service: no answer becomes a wrong one,
# and the service comes back by itself.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Stack;
use Test::More;
use Time::HiRes qw(sleep time);

# Durable: this server is killed with work in it.
my $stack = Ecert::Stack->new(rows => 50, fast => 0)->start;
my $person = sample($stack, name => '阿卜杜拉·买买提');
my $absent = { %$person, name => '无此人' };
my ($sent) = $stack->lookup($person);
my $result = $sent->{headers}{location};
my $xml = { Accept => 'application/xml' };

sub post_lookup {
	my ($who, $headers) = @_;
	return $stack->post('/lookup', { map { $_ => $who->{$_} }
	    qw(name id_number management_no) }, $headers);
}

# No verdict on a certificate, in words or as a heading.
sub says_nothing_of_it {
	my ($answer, $what) = @_;
	my $main = main_part($answer->{text});
	unlike($main, qr/未查询到|证书有效|已撤销|证书无效(?<!不代表证书无效)/,
	    "$what: no verdict");
	unlike($main, qr/class="verdict (?!unchecked)/, "$what: nor its look");
	like($main, qr/不代表证书无效/, "$what: and that is said");
}

# Kept by the processes that are asked, all of them but for chance.
$stack->get('/catalogue') for 1 .. 40;
my $catalogue = $stack->get('/catalogue')->{text};

$stack->kill_database;

subtest 'pages that need the registry answer 503 in their own frame' => sub {
	my %answer = (
		'a look-up' => post_lookup($person),
		'a look-up of nobody' => post_lookup($absent),
		'a result' => $stack->get($result),
		'a download' => $stack->get("$result/certificate.xml"),
	);
	for my $what (sort keys %answer) {
		my $got = $answer{$what};
		is($got->{status}, 503, "$what: 503");
		is($got->{headers}{'retry-after'}, 5, "$what: Retry-After");
		is($got->{headers}{'cache-control'}, 'no-store', $what);
		like($got->{text}, qr/class="service".*class="operator"/s,
		    "$what: in the frame");
		is(heading($got->{text}), '暂时无法核验', "$what: its heading");
		says_nothing_of_it($got, $what);
	}
};

subtest 'somebody and nobody cannot be told apart meanwhile' => sub {
	my ($a, $b) = map { main_part(post_lookup($_)->{text})
	    =~ s{<code>[0-9a-f]{16}</code>}{}r } $person, $absent;
	is($a, $b, 'the same page');
};

subtest 'pages that need no registry stay' => sub {
	for my $path ('/', '/help', '/?lang=en') {
		is($stack->get($path)->{status}, 200, $path);
	}
	my @kept = grep { $_->{status} == 200 }
	    map { $stack->get('/catalogue') } 1 .. 10;
	cmp_ok(scalar @kept, '>', 0, '/catalogue is answered as it was kept');
	is(scalar(grep { $_->{text} ne $catalogue } @kept), 0, 'the same page');
	for my $headers (map { $_->{headers} } @kept) {
		is($headers->{'cache-control'}, 'no-store', 'not for long');
		is($headers->{etag}, undef, 'and not to be compared with');
	}
	like($stack->responder_log,
	    qr/ route=\/catalogue status=200 .* reason=database-unavailable /,
	    'the log says so');
	my $never = $stack->get('/catalogue?lang=en');
	is($never->{status}, 503, 'what was never asked for is not kept');
	is($never->{headers}{'retry-after'}, 5, 'Retry-After');
	is($stack->get('/healthz')->{status}, 503, '/healthz tells it');
};

subtest 'who asks for XML gets a problem in XML' => sub {
	for my $got (post_lookup($person, $xml), $stack->get($result, $xml)) {
		is($got->{status}, 503, 'it is 503');
		is($got->{headers}{'retry-after'}, 5, 'Retry-After');
		like($got->{headers}{'content-type'},
		    qr{^application/problem\+xml}, 'its type');
		like($got->{text}, qr{problem:database-unavailable<},
		    'its name');
		unlike($got->{text}, qr/not-found|<verdict/, 'no verdict');
	}
};

my @before = responder_pids($stack);
$stack->start_database;
my $began = time;
ok(within(5, sub { (post_lookup($person))->{status} == 303 }),
    'within five seconds of its return a look-up is answered');
diag(sprintf 'resumed after %.2f s', time - $began) if time - $began > 2;

subtest 'and answered right, by the same processes' => sub {
	my ($s, $page) = $stack->lookup($person);
	is(heading($page->{text}), '证书有效', 'found');
	($s, $page) = $stack->lookup($absent);
	is(heading($page->{text}), '未查询到', 'not found');
	is($stack->get($result)->{status}, 200, 'the old result too');
	my $failed = grep { $stack->get($result)->{status} != 200 } 1 .. 40;
	is($failed, 0, 'forty times over, whichever connection it takes');
	is_deeply([responder_pids($stack)], \@before, 'nothing was restarted');
};

subtest 'a database that hangs does not hang the service' => sub {
	$stack->db->process->freeze;
	my $start = time;
	my $got = $stack->request('GET', $result, timeout => 20);
	my $took = time - $start;
	kill 'CONT', $stack->db->process->pid;
	is($got->{status}, 503, 'it is 503');
	cmp_ok($took, '<', 10, 'within ten seconds');
	unlike(main_part($got->{text}), qr/未查询到/, 'no verdict');
	ok(within(6, sub { $stack->get($result)->{status} == 200 }),
	    'and it recovers');
};

undef $stack;
done_testing;
