# Who uses the service while its servers fail, each in a process of its own, with
# a ledger of what was answered:
#
#	visitors	look people up, and know what the answer must be
#	a holder	signs in and makes copies
#	an office	revokes, two persons, and imports files
#	a watcher	asks beside each server about what was revoked
package Crowd;

use strict;
use warnings;
use utf8;

use Carp qw(croak);
use Ecert::Intake qw(write_csv);
use Ecert::Mistakes qw(engineer);
use Encode qw(encode);
use Holding;
use POSIX ();
use Test::More ();
use Time::HiRes qw(sleep time);

use constant ROWS => 12;	# of each file that is imported

# Accounts for the two persons of the office, in a stack before it is a cluster.
sub admit {
	my ($stack) = @_;
	$stack->db->query("CREATE USER '$_'\@'%' IDENTIFIED BY ''; "
	    . "GRANT ecert_role_person TO '$_'\@'%'; "
	    . "SET DEFAULT ROLE ecert_role_person FOR '$_'\@'%'",
	    user => 'root') for qw(wang li);
}

sub new {
	my ($class, $cluster) = @_;
	my $self = bless { cluster => $cluster, stack => $cluster->stack,
	    dir => $cluster->dir . '/crowd', owner => $$, pids => [] }, $class;
	mkdir $self->{dir} or croak "$self->{dir}: $!";
	# Some are only looked up, some get copies, some are revoked; who has
	# two certificates is none of them.
	my @people = map { utf8::decode($_->{name}); $_ } map { {
	    name => $_->[0], id_number => $_->[1], management_no => $_->[2] } }
	    $self->{stack}->db->rows(q{SELECT MIN(name), id_number,
	    MIN(management_no) FROM certificate_status
	    WHERE id_type = '111' GROUP BY id_number
	    HAVING COUNT(*) = 1 AND MIN(state) = 'issued'
	    ORDER BY id_number});
	push @{ $self->{ (qw(asked holding revoking))[$_ % 3] } }, $people[$_]
	    for 0 .. $#people;
	# Their tickets, from a time when they were good.
	for my $person (@{ $self->{revoking} }) {
		my $sent = $self->_send($person);
		$person->{ticket} = $sent->{headers}{location}
		    or croak 'no ticket';
	}
	$self->{conf}{$_} = $cluster->conf("office-$_", $cluster->hosts,
	    user => $_) for qw(wang li ecert_admin);
	return $self;
}

sub _send {
	my ($self, $person) = @_;
	return $self->{stack}->post('/lookup', [ map { $_ => $person->{$_} }
	    qw(name id_number management_no) ], { Accept => 'application/xml' });
}

sub start {
	my ($self) = @_;
	$self->_fork("visitor$_", \&_visit) for 1, 2;
	$self->_fork('holder', \&_hold);
	$self->_fork('office', \&_work);
	$self->_fork('watcher', \&_watch);
	return $self;
}

sub _fork {
	my ($self, $name, $does) = @_;
	my $pid = fork;
	croak "fork: $!" unless defined $pid;
	if ($pid) {
		push @{ $self->{pids} }, $pid;
		return;
	}
	$SIG{$_} = 'DEFAULT' for qw(INT TERM HUP);
	$self->{name} = $name;
	my $done = eval { $does->($self) while !-e "$self->{dir}/stop"
	    && getppid == $self->{owner}; 1 };
	$self->_note('died', $@) unless $done;
	POSIX::_exit(0);
}

sub stop {
	my ($self) = @_;
	return if $self->{owner} != $$ || !@{ $self->{pids} };
	open my $out, '>', "$self->{dir}/stop" or croak $!;
	my $end = time + 60;
	for my $pid (splice @{ $self->{pids} }) {
		sleep 0.05 while waitpid($pid, POSIX::WNOHANG()) == 0
		    && time < $end;
		kill 'KILL', $pid and waitpid $pid, 0 if time >= $end;
	}
}

sub DESTROY { my ($self) = @_; local ($?, $!, $@); $self->stop }

# ---- the ledger

sub _note {
	my ($self, $what, @more) = @_;
	s/[\t\n]+/ /g for @more;
	open my $out, '>>', "$self->{dir}/$self->{name}" or croak $!;
	syswrite $out, encode('UTF-8', join("\t", sprintf('%.3f', time), $what,
	    @more) . "\n");
}

# [time, what, ...] of everybody, in no order.
sub ledger {
	my ($self, $want) = @_;
	my @lines;
	for my $file (glob "$self->{dir}/*") {
		open my $in, '<', $file or croak "$file: $!";
		push @lines, map { chomp; [ split /\t/ ] } <$in>;
	}
	return grep { !$want || $_->[1] eq $want } @lines;
}

sub count { my ($self, $what) = @_; return scalar(() = $self->ledger($what)) }

# Until this much more was done than before, but not for ever; what was too
# little.
sub until_more {
	my ($self, $seconds, %want) = @_;
	my %had = map { $_ => $self->count($_) } keys %want;
	my $end = time + $seconds;
	my @left;
	do {
		sleep 0.2;
		@left = grep { $self->count($_) < $had{$_} + $want{$_} }
		    keys %want;
	} while (@left && time < $end && !$self->count('died'));
	return @left ? "too few: @left" : '';
}

# What those who looked up since then were told, how long the longest took, and
# of who was not answered when it was, with what, and why.
sub tell_since {
	my ($self, $what, $begun) = @_;
	my %count = (right => 0, wrong => 0, failed => 0);
	my $longest = 0;
	for my $line (sort { $a->[0] <=> $b->[0] } $self->ledger) {
		next if $line->[0] < $begun || !defined $count{ $line->[1] };
		$count{ $line->[1] }++;
		$longest = $line->[2] if $line->[2] > $longest;
		$self->_tell_failed($begun, @$line) if $line->[1] ne 'right';
	}
	Test::More::diag sprintf '%s: %d look-ups, %d failed, %d wrong; the longest %.1f s',
	    $what, $count{right} + $count{failed} + $count{wrong},
	    @count{qw(failed wrong)}, $longest;
}

sub _tell_failed {
	my ($self, $begun, @line) = @_;
	my ($at, $outcome, $seconds, $status, undef, $step, $code, $id) = @line;
	Test::More::diag sprintf '  %s at %.1f s, after %.1f s: %s: %s %s', $outcome,
	    $at - $begun, $seconds, $step, $status, $code;
	Test::More::diag "    $_" for $id ? $self->{cluster}->said_of($id) : ();
}

# ---- what they do, over and over

sub _state {
	my ($answer) = @_;
	return $answer->{text} =~ /<verdict state="([a-z-]+)"/ ? $1 : 'none';
}

# What an answer without a verdict says instead, and the number of its request.
sub _problem {
	my ($answer) = @_;
	return ($answer->{text} =~ /<code>([\w-]+)</ ? $1
	    : substr($answer->{text}, 0, 60),
	    $answer->{text} =~ /urn:ecert:request:(\w+)/ ? $1 : '');
}

# right, wrong, or failed: the last is any answer that says nothing of it.
sub _visit {
	my ($self) = @_;
	my $asked = $self->{asked};
	my $begun = time;
	my $sent = $self->_send($asked->[rand @$asked]);
	my $to = $sent->{headers}{location};
	my $page = $sent->{status} == 303 && $to ? $self->{stack}->get($to,
	    { Accept => 'application/xml' }) : $sent;
	my $outcome = $page->{status} == 200 && _state($page) eq 'issued'
	    ? 'right' : $page->{status} == 503 || $page->{status} == 599
	    ? 'failed' : 'wrong';
	$self->_note($outcome, sprintf('%.3f', time - $begun),
	    $page->{status}, _state($page), $outcome eq 'right' ? ()
	    : ($page == $sent ? 'form' : 'page', _problem($page)));
	sleep 0.03;
}

# Three copies each is what a holder may have.
sub _hold {
	my ($self) = @_;
	my $person = shift @{ $self->{holding} } or return sleep 0.2;
	my $holder = Holding->new($self->{stack});
	my $certificate = eval { ($holder->sign_in($person)->certificates)[0] };
	return sleep 0.2 unless $certificate;
	for (1 .. 3) {
		my $sent = $holder->annotate($certificate, days => 30);
		my ($code) = ($sent->{headers}{location} || '')
		    =~ m{/holder/copies/(\w{26})$};
		$self->_note($code ? ('copied', $code)
		    : ('not-copied', $sent->{status}));
		sleep 0.1;
	}
}

sub _command {
	my ($self, $who, @words) = @_;
	return $self->{cluster}->command($self->{conf}{$who}, @words);
}

sub _work {
	my ($self) = @_;
	$self->_revoke;
	$self->_import;
	sleep 0.3;
}

# Acknowledged is what the command says; from then on nobody may say otherwise.
sub _revoke {
	my ($self) = @_;
	my $person = shift @{ $self->{revoking} } or return;
	my ($status, $text) = $self->_command('wang', 'revoke',
	    $person->{management_no}, '--reason', 'issued-in-error');
	my ($number) = $text =~ /proposal: (\d+)/;
	return $self->_note('not-revoked', $text) if $status || !$number;
	($status, $text) = $self->_command('li', 'revoke', '--confirm',
	    $number);
	return $self->_note('not-revoked', $text) if $status;
	$self->_note('revoked', $person->{management_no}, $person->{ticket});
	$self->_ask_nodes($person->{ticket});
}

sub _ask_nodes {
	my ($self, $ticket) = @_;
	for my $n (1 .. 3) {
		my $state = $self->{cluster}->asks($n, $ticket);
		$self->_note('told', $n, $state, $ticket);
	}
}

sub _import {
	my ($self) = @_;
	my $n = 1000 + ROWS * $self->{imports}++;
	my $file = write_csv("$self->{dir}.csv",
	    [ map { engineer($_) } $n .. $n + ROWS - 1 ]);
	my ($status, $text) = $self->_command('ecert_admin', 'import', $file,
	    '--qualification', '08', '--approved', '2022-01-10', '--source',
	    encode('UTF-8', '样本考试中心'));
	unlink $file;
	return $self->_note('not-imported', $text) if $status;
	$self->_note('imported', map { engineer($_)->{管理号} }
	    $n .. $n + ROWS - 1);
}

sub _watch {
	my ($self) = @_;
	my @revoked = $self->ledger('revoked');
	$self->_ask_nodes($revoked[rand @revoked][3]) if @revoked;
	sleep 0.1;
}

1;
