#!/usr/bin/perl
# Looking a certificate up: three values, one answer, at an address of its own.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(encode);
use Test::More;
use Time::Local qw(timegm);

my $stack = Ecert::Stack->new(rows => 200)->start;
my @samples = $stack->samples;
my %heading = (
	issued => '证书有效', suspended => '证书暂停使用，状态可能恢复',
	revoked => '证书已撤销', superseded => '该证书已更正',
	approved => '未查询到',		# not public before it is issued
);

# The three values of a person with some of them changed.
sub with {
	my ($person, %other) = @_;
	return { %$person, %other };
}

subtest 'every sample looks up to the words of its state' => sub {
	my %seen;
	for my $s (@samples) {
		my ($sent, $page) = $stack->lookup($s);
		my (undef, $model) = $stack->lookup($s,
		    { Accept => 'application/xml' });
		my $state = $s->{state} eq 'approved' ? 'not-found'
		    : $s->{state};
		$seen{"$s->{style} $s->{state}"}++;
		is($sent->{status}, 303, "$s->{name} is sent on");
		is(heading($page->{text}), $heading{ $s->{state} },
		    "$s->{name}: $heading{ $s->{state} }");
		is(verdict_state($model->{text}), $state,
		    "$s->{name}: $state in the model");
		my $shown = index($page->{text}, "<dd>$s->{name}</dd>") >= 0;
		is($shown, $state ne 'not-found', 'with the face, or without');
		my $offered = $page->{text} =~ m{/certificate\.xml"};
		is(!!$offered, $state eq 'issued',
		    'a download only when in force');
	}
	is(keys %seen, 10, 'both styles in all five states were tried');
};

my $abdu = sample($stack, name => '阿卜杜拉·买买提');
my $wei = sample($stack, name => '𬱖');

subtest 'the ticket is long, new each time, and says nothing' => sub {
	my %ticket;
	for (1 .. 20) {
		my ($sent) = $stack->lookup($abdu);
		my ($ticket) = $sent->{headers}{location}
		    =~ m{^/result/([A-Za-z0-9_-]{40,})$};
		ok($ticket, 'base64url') or return;
		$ticket{$ticket}++;
		is($sent->{content}, '', 'the redirection has no body')
		    if $_ == 1;
	}
	is(keys %ticket, 20, 'no two are the same');
	my %head = map { substr($_, 0, 6) => 1 } keys %ticket;
	is(keys %head, 20, 'not even at their beginning');
};

subtest 'the answer tells when it was checked, in China\'s time' => sub {
	for my $who ($abdu, { %$abdu, name => '无此人' }) {
		my $asked = time;
		my (undef, $model) = $stack->lookup($who,
		    { Accept => 'application/xml' });
		my @at = map { seconds($_) } $model->{text}
		    =~ /<check at="([^"]*)" until="([^"]*)"/;
		cmp_ok($at[0] - $asked, '>=', 0, 'not before it was asked');
		cmp_ok($at[0] - $asked, '<=', 3, 'nor long after');
		cmp_ok(abs($at[1] - $at[0] - 600), '<=', 3, 'for ten minutes');
	}
};

sub seconds {
	my ($stamp) = @_;
	my @t = $stamp =~ /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\+08:00$/;
	return timegm(@t[5, 4, 3, 2], $t[1] - 1, $t[0]) - 8 * 3600;
}

my $nobody = 'CS2021000000000001';	# as a management number: not given
my %wrong = (
	name => with($abdu, name => '阿卜杜拉·买买'),
	'rare name' => with($wei, name => '𠮷'),
	'ID number' => with($abdu, id_number => $wei->{id_number}),
	'management number' => with($abdu, management_no => $nobody),
	'all three' => with($abdu, name => '无此人',
	    id_number => '110000199001010013', management_no => $nobody),
	'not issued yet' => sample($stack, state => 'approved'),
);

subtest 'whatever is wrong, the answer is the same bytes' => sub {
	my ($sent, $first) = $stack->lookup($wrong{'all three'});
	for my $what (sort keys %wrong) {
		my ($s, $page) = $stack->lookup($wrong{$what});
		is(length $s->{headers}{location},
		    length $sent->{headers}{location}, "$what: address as long");
		is(join(' ', sort keys %{ $s->{headers} }),
		    join(' ', sort keys %{ $sent->{headers} }),
		    "$what: same headers of the redirection");
		is($page->{status}, $first->{status}, "$what: same status");
		is(without_time($page->{text}), without_time($first->{text}),
		    "$what: same page");
		my %a = %{ $page->{headers} };
		my %b = %{ $first->{headers} };
		delete $_->{date} for \%a, \%b;
		is_deeply(\%a, \%b, "$what: same headers");
	}
};

# Reads of rows and statements, by the server's own counters; entries of the
# index passed by on the way to the one that is read are left out.
sub work_of {
	my ($person) = @_;
	my $sql = "SHOW GLOBAL STATUS WHERE Variable_name LIKE 'Handler_read%'"
	    . " OR Variable_name IN ('Com_stmt_execute', 'Com_select', 'Rows_sent')";
	my %before = map { @$_ } $stack->db->rows($sql);
	$stack->lookup($person);
	my %after = map { @$_ } $stack->db->rows($sql);
	my $passed = delete($after{Handler_read_prev})
	    - delete $before{Handler_read_prev};
	cmp_ok($passed, '<=', 2, 'few passed by') if $passed > 2;
	return join ' ', map { "$_=" . ($after{$_} - $before{$_}) }
	    grep { $after{$_} != $before{$_} } sort keys %after;
}

subtest 'wrong name, wrong number, none and unissued are one work' => sub {
	my (%nobody, %work);
	work_of($wrong{'all three'}) for 1 .. 6;	# both processes warm
	# What it takes to find nobody, whose number lies where it may; rare
	# places are looked for only when somebody's lies in one.
	my $nobodies = 0;
	my $more = sub {
		$nobody{ work_of(with($wrong{'all three'},
		    id_number => sprintf 'E1%05d', $nobodies++)) }++;
	};
	$more->() for 1 .. 50;
	for my $what (sort keys %wrong) {
		my $work = work_of($wrong{$what});
		# A process that answers for the first time proves its key besides,
		# and the server may be busy with itself; a difference that stays
		# is one of ours.
		for (1 .. 3) {
			last if $nobody{$work};
			$work = work_of($wrong{$what});
		}
		$more->() while !$nobody{$work} && $nobodies < 600;
		ok($nobody{$work}, "$what: the work that nobody takes")
		    or diag $work, explain \%nobody;
		$work{$work}++;
	}
	for my $work (keys %work) {
		like($work, qr/Com_stmt_execute=2\b/,
		    'in one statement, and one that records it');
		unlike($work, qr/rnd_next=[1-9]\d\d/, 'by an index');
	}
	ok(!$nobody{ work_of($abdu) }, 'the count can differ at all');
};

subtest 'no answer shows a whole ID number' => sub {
	for my $s (@samples) {
		for my $type ('text/html', 'application/xml') {
			my (undef, $page) = $stack->lookup($s,
			    { Accept => $type });
			is(index($page->{text}, $s->{id_number}), -1,
			    "$s->{state}, $type");
		}
	}
	my (undef, $page) = $stack->lookup($abdu);
	like($page->{text}, qr/630\*{11}1032/, 'three and four digits remain');
};

subtest 'what is typed in another width or case is understood' => sub {
	my $x = (grep { $_->{id_number} =~ /X$/ } @samples)[0];
	(my $wide = $abdu->{id_number}) =~ tr/0-9/０-９/;
	my %typed = (
		'full-width digits' => with($abdu, id_number => $wide),
		'full-width management number' => with($abdu,
		    management_no => $abdu->{management_no} =~ tr/0-9/０-９/r),
		'blanks round and inside' => with($abdu,
		    name => "　$abdu->{name} ", id_number => ' '
		    . $abdu->{id_number} =~ s/(.{6})/$1 /r . "\t",
		    management_no => " $abdu->{management_no}\n"),
		'lower-case x' => with($x, id_number => lc $x->{id_number}),
		'full-width x' => with($x,
		    id_number => $x->{id_number} =~ s/X/ｘ/r),
	);
	for my $what (sort keys %typed) {
		my (undef, $page) = $stack->lookup($typed{$what});
		is(heading($page->{text}),
		    $heading{ $what =~ /x$/ ? $x->{state} : 'issued' }, $what);
	}
};

subtest 'a look-alike separator gets a hint and one button' => sub {
	my ($sent) = $stack->lookup(with($abdu, name => '阿卜杜拉•买买提'));
	is($sent->{status}, 422, 'it is not changed in silence');
	like($sent->{text}, qr/U\+00B7/, 'the right sign is named');
	like($sent->{text}, qr/name="use_suggestion" value="阿卜杜拉·买买提"/,
	    'the button carries the name');
	my $again = $stack->post('/lookup', { name => '阿卜杜拉•买买提',
	    use_suggestion => '阿卜杜拉·买买提',
	    map { $_ => $abdu->{$_} } qw(id_number management_no) });
	is($again->{status}, 303, 'the button looks up');
	is(heading($stack->get($again->{headers}{location})->{text}),
	    $heading{issued}, 'and finds');
};

my %fault = (		# field => [value, Chinese, English]
	name => [['', '请输入姓名', 'Enter the name'],
	    ['张' x 101, '姓名过长', 'too long'],
	    ["张\x{E000}", '自造字', 'private-use']],
	id_number => [['', '请输入证件号码', 'Enter the ID number'],
	    ['63000019871028103', '应为 18 位。您输入了 17 位。',
		'18 characters. You typed 17.'],
	    ['6300 0019 8710 2810 331', '您输入了 19 位', 'You typed 19'],
	    ['630000198710281033', '校验位不正确', 'check digit'],
	    ['110000199002300018', '出生日期不存在', 'date of birth']],
	management_no => [['', '请输入管理号', 'Enter the management number'],
	    ['2021年', '6 至 32 位', '6 to 32']],
);

subtest 'a fault of a field is named in both languages' => sub {
	for my $field (sort keys %fault) {
		for my $case (@{ $fault{$field} }) {
			my ($value, $zh, $en) = @$case;
			my $form = { (map { $_ => $abdu->{$_} }
			    qw(name id_number management_no)),
			    $field => $value };
			my $page = $stack->post('/lookup', $form);
			is($page->{status}, 422, "$field: 422");
			like(main_part($page->{text}),
			    qr/id="$field-error".*\Q$zh\E/s, $zh);
			is(index($page->{text}, $form->{id_number}), -1,
			    'the ID number is not echoed')
			    if length $form->{id_number};
			$page = $stack->post('/lookup?lang=en', $form);
			is($page->{status}, 422, "$field: 422");
			like(main_part($page->{text}),
			    qr/id="$field-error".*\Q$en\E/s, $en);
		}
	}
};

subtest 'SQL in a name is a name that nobody has' => sub {
	my $count = sub { $stack->db->value('SELECT COUNT(*) FROM certificate') };
	my $before = $count->();
	for my $name ("' OR '1'='1", "$abdu->{name}' -- ", "$abdu->{name}\\'",
	    "'; DELETE FROM certificate; -- ", "$abdu->{name}%", '%', '_') {
		my ($sent, $page) = $stack->lookup(with($abdu, name => $name));
		is($sent->{status}, 303, $name);
		is(heading($page->{text}), '未查询到', "$name: not found");
	}
	is($count->(), $before, 'and the registry is as it was');
};

subtest 'an altered ticket leads nowhere' => sub {
	my ($sent) = $stack->lookup($abdu);
	my ($ticket) = $sent->{headers}{location} =~ m{([^/]+)$};
	my $bad = 0;
	for my $at (0 .. length($ticket) - 1) {
		my $other = $ticket;
		substr($other, $at, 1) =~ tr/A-Za-z0-9_-/B-ZAb-za1-90\-_/;
		$bad++ if $stack->get("/result/$other")->{status} != 404;
	}
	is($bad, 0, 'one changed character anywhere');
	is($stack->get("/result/$_")->{status}, 404, 'cut or longer')
	    for substr($ticket, 0, -1), $ticket . 'A', 'A', 'x' x 1500;
};

sub restart_ahead {
	my ($library, $minutes) = @_;
	$stack->stop_responder;
	Ecert::Process::sweep_clocks();
	$stack->{responder} = Ecert::Process->start(name => 'ecert.fcgi',
	    log => $stack->dir . '/log/ahead.log', umask => 027,
	    env => { LD_PRELOAD => $library, FAKETIME => "+${minutes}m",
	    FAKETIME_DONT_FAKE_MONOTONIC => 1 },
	    command => [$stack->program('ecert.fcgi'), '-c',
	    $stack->conf_path]);
	$stack->{responder}->wait_socket($stack->socket_path, 20);
}

subtest 'a ticket is good for ten minutes' => sub {
	my ($library) = glob '/usr/lib/*/faketime/libfaketimeMT.so.1';
	plan skip_all => 'libfaketime is not installed' unless $library;
	my ($sent) = $stack->lookup($abdu);
	my $to = $sent->{headers}{location};
	restart_ahead($library, 9);
	is($stack->get($to)->{status}, 200, 'nine minutes later it answers');
	restart_ahead($library, 11);
	for my $path ($to, "$to/certificate.xml") {
		my $page = $stack->get($path);
		is($page->{status}, 410, 'eleven minutes later it is gone');
		like($page->{text}, qr/不代表证书无效/, 'and says no more');
	}
	$stack->stop_responder;
	$stack->start_responder;
};

subtest 'a wrong check digit is told before the database is asked' => sub {
	$stack->stop_database;
	my $page = $stack->post('/lookup', with($abdu,
	    id_number => '630000198710281033'));
	is($page->{status}, 422, 'with the database stopped');
	like($page->{text}, qr/校验位不正确/, 'the check digit is named');
	my ($sent) = $stack->lookup($abdu);
	is($sent->{status}, 503, 'a right one would need the database');
};

undef $stack;
done_testing;
