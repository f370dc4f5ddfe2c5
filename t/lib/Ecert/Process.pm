# A child process in a group of its own, with its output in a file: started,
# waited for, stopped, and never left behind.
#
#	my $p = Ecert::Process->start(name => 'nginx', log => "$dir/nginx.out",
#	    command => ['nginx', '-c', $conf]);
#	$p->wait_port('127.0.0.1', 8080, 10);
#	$p->stop(2);
package Ecert::Process;

use strict;
use warnings;

use Carp qw(croak);
use Errno qw(EINTR);
use IO::Socket::INET;
use IO::Socket::UNIX;
use POSIX qw(WNOHANG setpgid);
use Scalar::Util qw(weaken);
use Time::HiRes qw(sleep time);

my %live;		# pid => object, of this process's own children
my $owner = $$;

# The kernel's word that a child dies with its parent, for the case that no
# handler of ours gets to run (kill -9).
my $setpriv = (grep { -x } map { "$_/setpriv" } qw(/usr/bin /bin))[0];

for my $name (qw(INT TERM HUP)) {
	next if defined $SIG{$name} && $SIG{$name} ne 'DEFAULT';
	$SIG{$name} = sub {
		stop_all();
		$SIG{$name} = 'DEFAULT';
		kill $name, $$;
	};
}

END {
	my $status = $?;
	stop_all();
	$? = $status;
}

# start(name, command, log, [env => {}], [dir => path], [umask => bits])
sub start {
	my ($class, %opt) = @_;
	for my $key (qw(name command log)) {
		croak "start: $key is missing" unless defined $opt{$key};
	}
	my $self = bless { %opt, started => time }, $class;
	my $pid = fork;
	croak "fork: $!" unless defined $pid;
	_become(%opt) if $pid == 0;
	setpgid($pid, $pid);	# the child does too: whoever is first
	$self->{pid} = $pid;
	$live{$pid} = $self;
	weaken $live{$pid};
	return $self;
}

sub _become {
	my (%opt) = @_;
	%live = ();
	$SIG{$_} = 'DEFAULT' for qw(INT TERM HUP PIPE CHLD);
	setpgid(0, 0);
	umask $opt{umask} if defined $opt{umask};
	my $ok = open(STDIN, '<', '/dev/null')
	    && open(STDOUT, '>>', $opt{log})
	    && open(STDERR, '>&', \*STDOUT)
	    && (!defined $opt{dir} || chdir $opt{dir});
	if ($ok) {
		local %ENV = (%ENV, %{ $opt{env} || {} });
		my @command = @{ $opt{command} };
		unshift @command, $setpriv, '--pdeathsig', 'TERM', '--'
		    if $setpriv;
		no warnings 'exec';
		exec { $command[0] } @command;
	}
	print STDERR "$opt{name}: $!\n";
	POSIX::_exit(127);
}

sub pid { return $_[0]{pid} }
sub name { return $_[0]{name} }

sub alive {
	my ($self) = @_;
	return 0 unless $self->{pid} && $live{ $self->{pid} };
	my $got = waitpid $self->{pid}, WNOHANG;
	return 1 if $got == 0;
	$self->{status} = $got == $self->{pid} ? $? : -1;
	delete $live{ $self->{pid} };
	return 0;
}

# The wait status once it has ended, undef before.
sub status { my ($self) = @_; $self->alive; return $self->{status} }

sub ended_how {
	my ($self) = @_;
	my $status = $self->status;
	return 'is running' unless defined $status;
	return 'was ended by signal ' . ($status & 127) if $status & 127;
	return 'ended with status ' . ($status >> 8);
}

sub signal {
	my ($self, $name) = @_;
	return $self->alive ? kill($name, $self->{pid}) : 0;
}

# Stop it where it is until it gets CONT.  The signal takes its time to reach
# every thread, and one that still runs could still answer.
sub freeze {
	my ($self) = @_;
	kill 'STOP', $self->{pid};
	return $self->wait_for('stop of every thread', 10, sub {
		!grep { !_is_stopped($_) } glob "/proc/$self->{pid}/task/*" });
}

sub _is_stopped {
	my ($task) = @_;
	open my $in, '<', "$task/stat" or return 1;	# it has ended
	return <$in> =~ /\) [Tt] /;
}

# TERM, then KILL to the whole group once the bound is over.
sub stop {
	my ($self, $bound) = @_;
	return $self->{status} unless $self->{pid};
	$self->signal('TERM');
	my $end = time + (defined $bound ? $bound : 3);
	sleep 0.02 while $self->alive && time < $end;
	if ($self->alive) {
		$self->{killed} = 1;
		kill 'KILL', $self->{pid};
		$self->_reap;
	}
	kill 'KILL', -$self->{pid};	# whatever it left in its group
	return $self->{status};
}

sub kill9 {
	my ($self) = @_;
	return unless $self->alive;
	kill 'KILL', -$self->{pid};
	$self->_reap;
}

sub _reap {
	my ($self) = @_;
	my $got;
	do { $got = waitpid $self->{pid}, 0 } while $got < 0 && $! == EINTR;
	$self->{status} = $?;
	delete $live{ $self->{pid} };
}

# Newest first: what was started later leans on what was started before.
sub stop_all {
	return unless $$ == $owner;
	my @all = sort { $b->{started} <=> $a->{started} } values %live;
	$_->stop for @all;
}

sub log_text {
	my ($self) = @_;
	open my $in, '<', $self->{log} or return '';
	local $/;
	my $text = <$in>;
	return defined $text ? $text : '';
}

sub log_tail {
	my ($self, $lines) = @_;
	my @all = split /^/, $self->log_text;
	my $from = @all > ($lines || 20) ? @all - ($lines || 20) : 0;
	return join '', map { "  $self->{name}: $_" } @all[$from .. $#all];
}

# Wait until the code says yes; die with the log when the child ends first or
# the time is over.
sub wait_for {
	my ($self, $what, $seconds, $ready) = @_;
	my $end = time + $seconds;
	while (1) {
		return 1 if $ready->();
		croak "$self->{name} ", $self->ended_how, " before $what\n",
		    $self->log_tail unless $self->alive;
		last if time >= $end;
		sleep 0.03;
	}
	croak "$self->{name}: no $what within $seconds s\n", $self->log_tail;
}

sub wait_socket {
	my ($self, $path, $seconds) = @_;
	return $self->wait_for("socket $path", $seconds || 10,
	    sub { socket_answers($path) });
}

sub wait_port {
	my ($self, $host, $port, $seconds) = @_;
	return $self->wait_for("port $port", $seconds || 10,
	    sub { port_answers($host, $port) });
}

sub wait_line {
	my ($self, $pattern, $seconds) = @_;
	return $self->wait_for("line $pattern", $seconds || 10,
	    sub { $self->log_text =~ /$pattern/m });
}

sub socket_answers {
	my ($path) = @_;
	return 0 unless -S $path;
	return IO::Socket::UNIX->new(Peer => $path) ? 1 : 0;
}

sub port_answers {
	my ($host, $port) = @_;
	return IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port,
	    Timeout => 1) ? 1 : 0;
}

# Run to the end: (status, output).  For short commands only.
sub run {
	my ($class, @command) = @_;
	my $pid = open my $from, '-|';
	croak "fork: $!" unless defined $pid;
	if ($pid == 0) {
		%live = ();
		open STDIN, '<', '/dev/null';
		open STDERR, '>&', \*STDOUT;
		no warnings 'exec';
		exec { $command[0] } @command;
		print "$command[0]: $!\n";
		POSIX::_exit(127);
	}
	local $/;
	my $text = <$from>;
	close $from;
	return ($?, defined $text ? $text : '');
}

sub DESTROY {
	my ($self) = @_;
	local ($?, $!, $@);
	$self->stop if $$ == $owner && $self->{pid} && $live{ $self->{pid} };
}

# libfaketime names a semaphore by its process, and one whose process was killed
# stays: the next process of that number would not start.
sub sweep_clocks {
	for my $file (glob '/dev/shm/sem.faketime_sem_* /dev/shm/faketime_shm_*') {
		my ($pid) = $file =~ /_(\d+)$/ or next;
		unlink $file unless -e "/proc/$pid";
	}
}

1;
