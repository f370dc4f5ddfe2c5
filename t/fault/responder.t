#!/usr/bin/perl
# Processes of the responder die, stop and start: visitors do not notice, or
# are told when to come back; and the log tells nothing of them.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(encode);
use Test::More;
use POSIX ();
use Time::HiRes qw(sleep time);

my $stack = Ecert::Stack->new(rows => 50)->start;
my $person = sample($stack, name => '阿卜杜拉·买买提');
my ($sent) = $stack->lookup($person);
my $result = $sent->{headers}{location};

my @two = responder_pids($stack);
is(scalar @two, 2, 'there are two processes');

# One process dies amid requests for so many seconds.
sub fails_under {
	my ($signal, $seconds) = @_;
	my ($victim) = responder_pids($stack);
	my $end = time + $seconds;
	my ($failed, $asked) = (0, 0);
	my $back;
	while (time < $end) {
		kill $signal, $victim if $asked++ == 20;
		$failed++ if $stack->get($result)->{status} != 200;
		my @now = responder_pids($stack);
		$back = time if !$back && $asked > 21
		    && @now == 2 && !grep { $_ == $victim } @now;
	}
	return ($failed, $asked, $back, $end - $seconds);
}

for my $signal (qw(KILL SEGV ABRT)) {
	subtest "a process that dies of $signal costs no visitor an answer" =>
	    sub {
		my ($failed, $asked, $back, $began) = fails_under($signal, 2);
		cmp_ok($asked, '>', 25, "some asked ($asked)");
		is($failed, 0, 'all were answered');
		ok($back && $back - $began < 2,
		    'and another process is in its place within 2 s');
	};
}
like($stack->responder_log, qr/event=worker-died detail="signal 9"/,
    'its death is in the log');

subtest 'with none alive the web server says when to come back' => sub {
	my $supervisor = $stack->responder->pid;
	kill 'STOP', $supervisor;
	kill 'KILL', responder_pids($stack);
	sleep 0.2;
	# Nobody accepts: this waits for the web server's own limit.
	my $got = $stack->request('GET', '/', timeout => 20);
	is($got->{status}, 503, 'it is 503');
	kill 'CONT', $supervisor;
	ok(within(3, sub { $stack->get('/')->{status} == 200 }),
	    'and answers again once they are back');
	$stack->kill_responder;
	$got = $stack->get('/');
	is($got->{status}, 503, '503 when nobody listens at all');
	is($got->{headers}{'retry-after'}, 5, 'with Retry-After');
	like($got->{text}, qr/class="service".*<main.*不代表证书无效/s,
	    'in the frame of the site');
	$stack->start_responder;
	is($stack->get($result)->{status}, 200,
	    'results outlive the processes that gave them');
};

subtest 'the socket is for its group only' => sub {
	my @socket = stat $stack->socket_path;
	is(sprintf('%04o', $socket[2] & 07777), '0660', 'mode 0660');
	my @folder = stat $stack->dir . '/run';
	is(sprintf('%04o', $folder[2] & 07777), '0750', 'in a folder 0750');
};

subtest 'a second responder does not take the socket away' => sub {
	my ($status, $text) = Ecert::Process->run('timeout', '10',
	    $stack->program('ecert.fcgi'), '-c', $stack->conf_path);
	is($status >> 8, 1, 'it ends with 1');
	like($text, qr/another server listens/, 'and says why');
	is($stack->get('/')->{status}, 200, 'the first goes on');
};

subtest 'SIGHUP replaces the processes one after another' => sub {
	my @before = responder_pids($stack);
	$stack->responder->signal('HUP');
	my ($failed, $end) = (0, time + 2);
	while (time < $end) {
		$failed++ if $stack->get($result)->{status} != 200;
	}
	is($failed, 0, 'nobody goes without an answer');
	my %old = map { $_ => 1 } @before;
	my @now = responder_pids($stack);
	is(scalar @now, 2, 'two again');
	is(scalar(grep { $old{$_} } @now), 0, 'both are new');
};

subtest 'SIGTERM finishes what was begun, then ends' => sub {
	my $database = $stack->db->process->pid;
	$stack->db->process->freeze;	# a request will be held up in it
	my $pid = open my $from, '-|';
	if ($pid == 0) {
		print $stack->get($result)->{status};
		POSIX::_exit(0) if close STDOUT;
	}
	sleep 0.4;
	my $began = time;
	$stack->responder->signal('TERM');
	sleep 0.3;
	kill 'CONT', $database;
	my $status = <$from>;
	close $from;
	is($status, 200, 'the request under way was answered');
	$stack->responder->stop(8);
	is($stack->responder->status, 0, 'it ended by itself with 0');
	cmp_ok(time - $began, '<', 5, 'soon');
	ok(!-e $stack->socket_path, 'and took its socket away');
	like($stack->responder_log, qr/event=stopped/, 'the log says so');
	$stack->start_responder;
};

subtest 'the log has a line a request, and no person in it' => sub {
	my %canary = (name => '金丝雀·卡纳里', id_number =>
	    '110000199001010013', management_no => 'CANARY20219999');
	my $before = () = $stack->responder_log =~ /event=request/g;
	my ($s) = $stack->lookup(\%canary);
	my ($ticket) = $s->{headers}{location} =~ m{([^/]+)$};
	my $asked = 2;
	my $query = "/?name=CANARYQUERY&id=$canary{id_number}";
	for my $path ($query, "/CANARYPATH/$canary{id_number}",
	    '/result/CANARYTICKET', '/%zz%CANARY', "/help?lang=CANARYLANG") {
		my $got = $stack->get($path, { Cookie => 'CANARYCOOKIE=1',
		    Accept => 'text/html', Referer => 'http://CANARYREF/' });
		# What nginx answers by itself has a header of its files.
		$asked++ unless $got->{headers}{'x-frame-options'};
	}
	$stack->post('/lookup', { %canary, id_number =>
	    '110000199001010014' });
	$stack->post('/lookup', { %canary, name => "金丝雀\x{2022}甲" });
	$asked += 2;
	my $log = $stack->responder_log;
	my $after = () = $log =~ /event=request/g;
	is($after - $before, $asked, 'one line a request');
	my $all = $log . $stack->access_log . $stack->nginx_log
	    . slurp($stack->dir . '/log/error.log');
	unlike($all, qr/CANARY/, 'nothing of what was typed');
	unlike($all, qr/金丝雀|\xE9\x87\x91\xE4\xB8\x9D/, 'no name');
	unlike($all, qr/\Q$canary{id_number}\E|11000019900101/, 'no ID number');
	unlike($all, qr/\Q$ticket\E/, 'no ticket');
	unlike($all, qr/\Q$person->{management_no}\E/, 'no management number');
	my @odd = grep { !/^ts=\S+ level=\w+ event=\S+( [a-z]+=("[^"]*"|\S*))*$/ }
	    split /\n/, $log;
	is("@odd", '', 'every line has the same form');
};

subtest 'the number on an error page is found in both logs' => sub {
	my ($id) = $stack->get('/nowhere')->{text} =~ /<code>([0-9a-f]{16})</;
	ok($id, 'the page has a number');
	like($stack->responder_log, qr/ id=$id .* status=404 /, 'ours');
	like($stack->access_log, qr/ id=$id .* status=404 /, 'and nginx\'s');
};

subtest 'a request that hangs is ended by the watchdog' => sub {
	my $slow = Ecert::Stack->new(rows => 50, conf => {
	    listen => { request_s => 1 }, database => { timeout_s => 20 } })
	    ->start;
	my ($answer) = $slow->lookup(sample($slow, state => 'issued'));
	my $path = $answer->{headers}{location};
	my @before = responder_pids($slow);
	$slow->db->process->freeze;
	my $began = time;
	my $got = $slow->request('GET', $path, timeout => 20);
	my $took = time - $began;
	kill 'CONT', $slow->db->process->pid;
	is($got->{status}, 503, 'the visitor is told 503');
	cmp_ok($took, '<', 10, 'long before the database gives up');
	like($slow->responder_log, qr{event=watchdog}, 'the log says why');
	ok(within(5, sub { $slow->get($path)->{status} == 200 }),
	    'another process answers');
	isnt(join(' ', responder_pids($slow)), "@before",
	    'in place of the one that hung');
};

subtest 'a process that is frozen is noticed and replaced' => sub {
	my $short = Ecert::Stack->new(rows => 20,
	    conf => { listen => { request_s => 1 } })->start;
	my $replaced = sub {
		my ($victim, $what) = @_;
		ok(within(12, sub {
			my @now = responder_pids($short);
			return @now == 2 && !grep { $_ == $victim } @now;
		}), "$what: another is in its place");
		kill 'KILL', $victim;
		ok(within(3, sub { $short->get('/')->{status} == 200 }),
		    "$what: and answers");
	};
	my ($victim) = responder_pids($short);
	kill 'STOP', $victim;
	$replaced->($victim, 'by itself');
	like($short->responder_log, qr/event=worker-silent .*6 s/,
	    'the log says so');

	my @both = responder_pids($short);
	kill 'STOP', $both[0];
	$short->responder->signal('HUP');
	$replaced->($both[0], 'while the processes are replaced');
	ok(within(3, sub { !grep { $_ == $both[1] } responder_pids($short) }),
	    'the other is replaced after it');

	my $deaths = () = $short->responder_log =~ /event=worker-silent/g;
	my @now = responder_pids($short);
	kill 'STOP', $short->responder->pid, @now;
	sleep 7;
	kill 'CONT', $short->responder->pid;
	sleep 0.5;
	kill 'CONT', @now;
	my $later = () = $short->responder_log =~ /event=worker-silent/g;
	is($later, $deaths, 'after all of them were stopped nobody is called silent');
	$short->responder->signal('TERM');
	ok(within(5, sub { !$short->responder->alive }), 'it ends in order');
};

undef $stack;
done_testing;
