# A wire to the database that breaks at a commit: before the server gets it, or
# after, when its answer would come.
package Between;

use strict;
use warnings;

use IO::Select;
use IO::Socket::UNIX;
use POSIX ();

# new(socket of the server, path of ours, 'before' or 'after')
sub new {
	my ($class, $server, $path, $when) = @_;
	my $listen = IO::Socket::UNIX->new(Local => $path, Listen => 5)
	    or die "$path: $!";
	my $pid = fork;
	die "fork: $!" unless defined $pid;
	if ($pid == 0) {
		$SIG{TERM} = sub { POSIX::_exit(0) };
		while (my $client = $listen->accept) {
			_carry($client, IO::Socket::UNIX->new(Peer => $server),
			    $when);
		}
		POSIX::_exit(0);
	}
	return bless { pid => $pid, path => $path }, $class;
}

sub socket { return $_[0]{path} }

# Until one side ends, or the client says COMMIT.
sub _carry {
	my ($client, $server, $when) = @_;
	my $both = IO::Select->new($client, $server);
	while (1) {
		for my $from ($both->can_read) {
			my $to = $from == $client ? $server : $client;
			sysread($from, my $bytes, 65536) or return;
			my $breaks = $from == $client
			    && $bytes =~ /\A.{4}\x03COMMIT\z/s;
			return if $breaks && $when eq 'before';
			syswrite $to, $bytes;
			next unless $breaks;
			sysread $server, $bytes, 65536;
			return;
		}
	}
}

sub DESTROY {
	my ($self) = @_;
	local ($?, $!, $@);
	kill 'TERM', $self->{pid};
	waitpid $self->{pid}, 0;
}

1;
