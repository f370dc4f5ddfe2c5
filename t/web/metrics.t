#!/usr/bin/perl
# /metrics: what the responder counts of itself, told to its own machine alone.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use IO::Socket::UNIX;
use Test::More;

my $stack = Ecert::Stack->new(rows => 50, bureau => 1)->start;
my $db = $stack->db;
my $url = $stack->metrics_url;
my $threads = 2 * (slurp($stack->conf_path) =~ /^threads = (\d+)$/m)[0];

# What moved between two readings: {name => difference}, without what did not.
sub moved {
	my ($code, $whose) = @_;
	my $before = $stack->metrics($whose);
	$code->();
	my $after = $stack->metrics($whose);
	return { map { my $by = $after->{$_} - ($before->{$_} || 0);
	    $by ? ($_ => $by) : () } keys %$after };
}

sub only {
	my ($moved, $pattern) = @_;
	return { map { $_ => $moved->{$_} } grep { /$pattern/ } keys %$moved };
}

# A request as nginx would hand it over, straight to the socket: the answer.
sub handed {
	my ($socket, %param) = @_;
	my $to = IO::Socket::UNIX->new(Peer => $socket) or die "$socket: $!\n";
	my $params = join '', map { pack 'CC', length, length $param{$_} and
	    pack('CC', length $_, length $param{$_}) . $_ . $param{$_} }
	    sort keys %param;
	my $record = sub { pack('CCnnCx', 1, $_[0], 1, length $_[1], 0) . $_[1] };
	print $to $record->(1, pack 'nCx5', 1, 0), $record->(4, $params),
	    $record->(4, ''), $record->(5, '');
	$to->flush;
	my ($out, $head, $body) = '';
	while ((read $to, $head, 8) == 8) {
		my (undef, $type, undef, $length, $pad) = unpack 'CCnnC', $head;
		read $to, $body, $length + $pad if $length + $pad;
		$out .= substr $body, 0, $length if $type == 6;
	}
	return $out;
}

sub status_handed {
	my ($socket, %param) = @_;
	return handed($socket, REQUEST_METHOD => 'GET', QUERY_STRING => '',
	    REQUEST_URI => '/metrics', REMOTE_ADDR => '127.0.0.1', %param)
	    =~ /^Status: (\d+)/ ? $1 : 0;
}

# Every line by the text format 0.0.4: HELP, TYPE, then samples of that family,
# each family once, each sample once; buckets that only grow, up to the count.
sub faults {
	my ($text) = @_;
	my (@fault, %family, %sample, %bucket, $name, $type);
	push @fault, 'no line end' unless $text =~ /\n\z/;
	for (split /\n/, $text) {
		if (/^# HELP ([a-z_]+) (\S.*)$/) {
			push @fault, "twice: $_" if $family{$1}++;
			($name, $type) = ($1, undef);
		} elsif (/^# TYPE ([a-z_]+) (counter|gauge|histogram)$/) {
			push @fault, "out of place: $_" if $1 ne $name || $type;
			$type = $2;
		} elsif (/^([a-z_]+)(?:\{([^{}]*)\})? (\d+(?:\.\d+)?|\+Inf)$/) {
			my ($of, $labels, $value) = ($1, $2, $3);
			my @pairs = defined $labels ? split /,/, $labels : ();
			push @fault, "labels: $_" if grep {
			    !/^[a-z_]+="[^"\\]+"$/ } @pairs;
			push @fault, "twice: $_"
			    if $sample{$of . '{' . ($labels // '') . '}'}++;
			push @fault, "no type: $_" and next unless $type;
			push @fault, "not total: $_"
			    if $type eq 'counter' && $of !~ /_total$/;
			if ($type ne 'histogram') {
				push @fault, "of another family: $_"
				    if $of ne $name;
				next;
			}
			push @fault, "of another family: $_"
			    if $of !~ /^${name}_(bucket|sum|count)$/;
			my @others = grep { !/^le=/ } @pairs;
			my $series = "$name @others";
			if ($of =~ /_bucket$/) {
				my ($le) = map { /^le="(.*)"$/ } @pairs;
				my $last = $bucket{$series} || [0, 0];
				push @fault, "bucket shrinks: $_"
				    if $value < $last->[1];
				push @fault, "bound not above: $_"
				    if $le ne '+Inf' && $le <= $last->[0];
				$bucket{$series} = [$le, $value];
			} elsif ($of =~ /_count$/) {
				push @fault, "no +Inf bucket of it: $_"
				    unless $bucket{$series}
				    && $bucket{$series}[0] eq '+Inf'
				    && $bucket{$series}[1] == $value;
			}
		} else {
			push @fault, "no line: $_";
		}
	}
	return @fault;
}

my ($person) = sample($stack, state => 'issued');

subtest 'the format holds, and the text is for nobody to keep' => sub {
	$stack->lookup($person);
	my $got = $stack->get($url);
	is($got->{status}, 200, 'answered');
	is($got->{headers}{'content-type'},
	    'text/plain; version=0.0.4; charset=utf-8', 'as what it is');
	is($got->{headers}{'cache-control'}, 'no-store', 'not kept');
	is_deeply([faults($got->{text})], [], 'every line is one');
	like($got->{text}, qr/^ecert_info\{version="[\d.]+",serves="public"\} 1$/m,
	    'it says whose they are');
	is($stack->get($url, { Accept => 'image/png' })->{status}, 200,
	    'it has one form, whatever is accepted');
	unlike($got->{text}, qr/\Q$_\E/, 'nothing of a person')
	    for @{$person}{qw(name id_number management_no)};
	is($stack->request('POST', $url, content => '')->{status}, 405,
	    'it is read only');
	isnt($stack->get("$url/x")->{status}, 200, 'and alone there');
	isnt($stack->get($url =~ s{/metrics}{/}r)->{status}, 200,
	    'no page of the public is beside it');
};

subtest 'counts move as requests are made, neither more nor less' => sub {
	my $calm = moved(sub { });
	is_deeply(only($calm, qr/requests_total|answers_total/), {
	    'ecert_requests_total{method="GET",route="/metrics",status="2xx"}' => 1,
	    'ecert_answers_total{reason="ok"}' => 1 }, 'reading counts itself');
	my $bytes = 0;
	my $moved = moved(sub {
		$stack->lookup($person) for 1 .. 7;
		$stack->lookup({ %$person, management_no => '1' }) for 1 .. 2;
		$bytes = length $stack->get('/help')->{content};
		$stack->request('HEAD', '/help');
		$stack->get('/no/such/page/' . $person->{id_number});
		$stack->get('/lookup');
		$stack->get('/result/forged');
	});
	my $requests = only($moved, qr/^ecert_requests_total/);
	delete $requests->{'ecert_requests_total{method="GET",route="/metrics",status="2xx"}'};
	is_deeply($requests, { map {
	    sprintf('ecert_requests_total{method="%s",route="%s",status="%s"}',
	    @$_[0 .. 2]) => $_->[3] } ['POST', '/lookup', '3xx', 7],
	    ['POST', '/lookup', '4xx', 3], ['GET', '/result/:ticket', '2xx', 7],
	    ['GET', '/help', '2xx', 2], ['other', 'none', '4xx', 1],
	    ['GET', '/result/:ticket', '4xx', 1] }, 'by route and class')
	    or diag explain $requests;
	is($moved->{'ecert_answers_total{reason="page-not-found"}'}, 2,
	    'and by reason');
	is($moved->{'ecert_answers_total{reason="method-not-allowed"}'}, 1,
	    '... each');
	cmp_ok($moved->{ecert_sent_bytes_total}, '>', 7 * 1000 + $bytes,
	    'bytes');
	cmp_ok($moved->{ecert_database_questions_total}, '>=', 14, 'questions');
	unlike($stack->get($url)->{text}, qr/\Q$person->{id_number}\E|forged/,
	    'what was asked for is no label');
};

# Written after the last byte has gone: wait for it.
sub count_of { return $stack->metrics->{$_[0]} || 0 }

subtest 'the time of a request is the sum of its stages' => sub {
	my $name = 'ecert_stage_seconds_count{stage="%s"}';
	my %before = map { $_ => count_of(sprintf $name, $_) }
	    qw(parse select model transform serialise send admit);
	$stack->lookup($person) for 1 .. 5;
	ok(within(10, sub { count_of(sprintf $name, 'transform')
	    >= $before{transform} + 5 }), 'each page is transformed once');
	for my $stage (qw(parse select model serialise send)) {
		cmp_ok(count_of(sprintf $name, $stage), '>=',
		    $before{$stage} + 5, "$stage is seen");
	}
	is(count_of(sprintf $name, 'admit'), $before{admit},
	    'nobody has to be let in');
	ok(within(10, sub {
		my $m = $stack->metrics;
		my $sum = 0;
		$sum += $m->{$_} for grep { /^ecert_stage_seconds_sum/ } keys %$m;
		return abs($sum - $m->{ecert_request_seconds_sum}) < 0.000001;
	}), 'no gap and no overlap');
	is(count_of('ecert_threads{process="0"}')
	    + count_of('ecert_threads{process="1"}'), $threads, 'all threads');
	ok(within(10, sub { my $m = $stack->metrics;
	    1 == $m->{'ecert_threads_busy{process="0"}'}
	    + $m->{'ecert_threads_busy{process="1"}'} }), 'one is busy: this');
};

subtest 'only this machine is told, by its own door' => sub {
	my $socket = $stack->socket_path;
	my $ours = { ECERT_METRICS => 'loopback' };
	for my $address (qw(127.0.0.1 127.9.8.7 ::1 ::ffff:127.0.0.1)) {
		is(status_handed($socket, %$ours, REMOTE_ADDR => $address), 200,
		    "$address is loopback's");
	}
	for my $address (qw(192.0.2.1 10.0.0.1 128.0.0.1 126.255.255.255 ::2
	    ::ffff:192.0.2.1 2001:db8::1 ::127.0.0.1 127.1 localhost
	    127.0.0.1.example 0.0.0.0), '', 'unix:', '127.0.0.1, 192.0.2.1') {
		is(status_handed($socket, %$ours, REMOTE_ADDR => $address), 404,
		    "'$address' is not");
	}
	is(status_handed($socket, ECERT_METRICS => $_), 404,
	    "'$_' is no door") for '', '1', 'yes', 'LOOPBACK';
	is(status_handed($socket), 404, 'nor is none');
	is(status_handed($socket, REMOTE_ADDR => '192.0.2.1',
	    HTTP_X_FORWARDED_FOR => '127.0.0.1', HTTP_X_REAL_IP => '127.0.0.1',
	    %$ours), 404, 'no header makes an address');
	for my $forged ({}, { 'Ecert-Metrics' => 'loopback' },
	    { 'X-Forwarded-For' => '127.0.0.1', 'X-Real-IP' => '127.0.0.1',
	    Forwarded => 'for=127.0.0.1', ECERT_METRICS => 'loopback' }) {
		my $got = $stack->get('/metrics', $forged);
		is($got->{status}, 404, 'not on the public\'s port');
		unlike($got->{text}, qr/ecert_\w+_total/, '... none of it');
	}
	for my $path ('/metrics/', '/%6Detrics', '//metrics', '/x/../metrics',
	    '/metrics?ECERT_METRICS=loopback') {
		my $got = $stack->get($path);
		is($got->{status}, 404, "not as $path");
		unlike($got->{text}, qr/ecert_\w+_total/, '... none of it');
	}
	my $moved = moved(sub { $stack->get('/metrics') for 1 .. 3 });
	is($moved->{'ecert_requests_total{method="other",route="none",'
	    . 'status="4xx"}'}, 3, 'who is refused finds no such page');
};

subtest 'bureaus have numbers of their own, and are not told them' => sub {
	my $calls = $db->value('SELECT COUNT(*) FROM bureau_call');
	my $text = $stack->get($stack->metrics_url('bureau'))->{text};
	is_deeply([faults($text)], [], 'the same format');
	like($text, qr/^ecert_info\{.*,serves="bureaus"\} 1$/m, 'of theirs');
	is($db->value('SELECT COUNT(*) FROM bureau_call'), $calls,
	    'reading is no call of a bureau');
	my $moved = moved(sub {
		$stack->bureau_get('caller') for 1 .. 4;
		$stack->bureau_get('caller', cert => undef);
		$stack->lookup($person);
	}, 'bureau');
	is($moved->{'ecert_requests_total{method="GET",route="/api/v1/caller",'
	    . 'status="2xx"}'}, 4, 'calls that were answered');
	is($moved->{'ecert_answers_total{reason="bureau-no-certificate"}'}, 1,
	    'and one that was refused');
	is_deeply(only($moved, qr/lookup/), {}, 'none of the public\'s');
	is_deeply(only($stack->metrics, qr{/api/v1/caller}), {},
	    'nor theirs among the public\'s');
	cmp_ok($stack->metrics('bureau')->{'ecert_stage_seconds_count{stage="admit"}'},
	    '>=', 5, 'letting in is a stage');
	for my $cert ('beijing', undef) {
		my $got = $stack->bureau_get('/metrics', cert => $cert,
		    headers => { 'X-Forwarded-For' => '127.0.0.1' });
		is($got->{status}, defined $cert ? 404 : 403, 'not a bureau');
		unlike($got->{text}, qr/ecert_\w+_total/, '... none of it');
	}
	is($db->value('SELECT COUNT(*) FROM bureau_call'), $calls + 7,
	    'such a call is written down');
	is(status_handed($stack->bureau_socket, ECERT_METRICS => 'loopback',
	    ECERT_BUREAU_VERIFY => 'NONE', REMOTE_ADDR => '192.0.2.1'), 403,
	    'nor another machine');
};

subtest 'a process that died has lost nothing of what was counted' => sub {
	my $name = 'ecert_requests_total{method="POST",route="/lookup",status="3xx"}';
	my $before = count_of($name);
	my @pids = responder_pids($stack);
	kill 'KILL', $pids[0];
	ok(within(20, sub { my $m = eval { $stack->metrics } || {};
	    ($m->{'ecert_process_ends_total{cause="died"}'} || 0) == 1 }),
	    'its end is counted');
	ok(within(20, sub { my @now = responder_pids($stack);
	    @now == 2 && $now[0] != $pids[0] && $now[1] != $pids[0] }),
	    'another is there');
	is(count_of($name), $before, 'and the numbers are what they were');
	$stack->responder->signal('HUP');
	ok(within(30, sub { my $m = eval { $stack->metrics } || {};
	    ($m->{'ecert_process_ends_total{cause="replaced"}'} || 0) == 2 }),
	    'replaced ones are told apart');
	is(count_of($name), $before, 'and lose nothing either');
	ok(within(20, sub { my $m = eval { $stack->metrics } || {};
	    $threads == ($m->{'ecert_threads{process="0"}'} || 0)
	    + ($m->{'ecert_threads{process="1"}'} || 0) }),
	    'no more threads than there are');
};

subtest 'a database that is away shows, and that it came back' => sub {
	my $count = sub {
		my ($m, @kinds) = @_;
		my $n = 0;
		$n += $m->{"ecert_database_errors_total{kind=\"$_\"}"} for @kinds;
		return $n;
	};
	$stack->lookup($person) for 1 .. 4;
	my $before = $stack->metrics;
	$stack->stop_database;
	$stack->lookup($person) for 1 .. 3;
	my $gone = $stack->metrics;
	cmp_ok($count->($gone, qw(connect away)), '>',
	    $count->($before, qw(connect away)), 'in the counter of errors');
	is($gone->{'ecert_answers_total{reason="database-unavailable"}'}
	    - ($before->{'ecert_answers_total{reason="database-unavailable"}'} || 0),
	    3, 'and in the answers');
	is($gone->{'ecert_requests_total{method="POST",route="/lookup",status="5xx"}'}
	    - ($before->{'ecert_requests_total{method="POST",route="/lookup",status="5xx"}'}
	    || 0), 3, 'by class');
	$stack->start_database;
	ok(within(20, sub { ($stack->lookup($person))[0]{status} == 303 }),
	    'it is back');
	cmp_ok($stack->metrics->{ecert_database_reconnects_total}, '>',
	    $before->{ecert_database_reconnects_total}, 'by a new connection');
};

undef $stack;
done_testing;
