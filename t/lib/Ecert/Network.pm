# A small network of its own beside the machine's: hosts in network namespaces,
# all on one switch, and a cable that can be pulled.  It leaves the machine's own
# interfaces alone and goes with its object.
#
#	my $why = Ecert::Network::missing();	# '' when it can be had
#	my $net = Ecert::Network->new;
#	my $address = $net->add('n1');		# 10.7.0.1
#	my @command = $net->inside('n1', 'mariadbd', ...);
#	$net->cut('n1'); $net->mend('n1');
package Ecert::Network;

use strict;
use warnings;

use Carp qw(croak);
use Ecert::Process;

my ($ip) = grep { -x } qw(/usr/sbin/ip /sbin/ip /usr/bin/ip /bin/ip);
my ($nsenter) = grep { -x } qw(/usr/bin/nsenter /bin/nsenter);

sub _ip {
	my (@words) = @_;
	my ($status, $text) = Ecert::Process->run($ip, @words);
	croak "ip @words: $text" if $status;
}

# Why there can be none here; '' when there can.
sub missing {
	return 'ip and nsenter are not installed' unless $ip && $nsenter;
	return 'network namespaces need root' if $> != 0;
	sweep();
	my $why = eval { my $net = __PACKAGE__->new; $net->add('try'); 1 }
	    ? '' : "network namespaces are not permitted here: $@";
	$why =~ s/ at \S+ line.*//s;
	return $why;
}

# What one that was killed has left.
sub sweep {
	for my $file (glob '/run/netns/ecert-*') {
		my ($name, $pid) = $file =~ m{/(ecert-(\d+)-\w+)$} or next;
		Ecert::Process->run($ip, 'netns', 'del', $name)
		    unless -e "/proc/$pid";
	}
}

sub new {
	my ($class) = @_;
	my $self = bless { owner => $$, hosts => {} }, $class;
	_ip('netns', 'add', $self->_space('switch'));
	_ip('-n', $self->_space('switch'), 'link', 'add', 'name', 'hub', 'type',
	    'bridge');
	_ip('-n', $self->_space('switch'), 'link', 'set', 'hub', 'up');
	return $self;
}

sub _space { my ($self, $name) = @_; return "ecert-$self->{owner}-$name" }

# A host of this name on the switch; its address.
sub add {
	my ($self, $name) = @_;
	my ($space, $switch) = map { $self->_space($_) } $name, 'switch';
	my $n = 1 + keys %{ $self->{hosts} };
	_ip('netns', 'add', $space);
	$self->{hosts}{$name} = "10.7.0.$n";
	_ip('link', 'add', 'name', 'eth0', 'netns', $space, 'type', 'veth',
	    'peer', 'name', "p$n", 'netns', $switch);
	_ip('-n', $switch, 'link', 'set', "p$n", 'master', 'hub');
	_ip('-n', $switch, 'link', 'set', "p$n", 'up');
	_ip('-n', $space, 'addr', 'add', "10.7.0.$n/24", 'dev', 'eth0');
	_ip('-n', $space, 'link', 'set', $_, 'up') for qw(lo eth0);
	$self->{port}{$name} = "p$n";
	return $self->{hosts}{$name};
}

# The command line that runs a program there.
sub inside {
	my ($self, $name, @command) = @_;
	return ($nsenter, '--net=/run/netns/' . $self->_space($name), '--',
	    @command);
}

# The cable of a host: what it sends goes nowhere, and nothing says so.
sub cut { my ($self, $name) = @_; return $self->_plug($name, 'down') }
sub mend { my ($self, $name) = @_; return $self->_plug($name, 'up') }

sub _plug {
	my ($self, $name, $how) = @_;
	_ip('-n', $self->_space('switch'), 'link', 'set', $self->{port}{$name},
	    $how);
}

sub DESTROY {
	my ($self) = @_;
	return unless $self->{owner} == $$;
	local ($?, $!, $@);
	Ecert::Process->run($ip, 'netns', 'del', $self->_space($_))
	    for keys %{ $self->{hosts} }, 'switch';
}

1;
