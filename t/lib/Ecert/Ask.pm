# The registry's C functions put to a database: build/t/db/ask, kept running,
# a question at a time.
#
#	my $ask = Ecert::Ask->new($stack);		# as ecert_web
#	my ($reason, @rows) = $ask->put('quota', 3);	# 'ok', [0, 3, 0]
package Ecert::Ask;

use strict;
use warnings;

use Carp qw(croak);
use Encode qw(decode encode);
use IPC::Open2 qw(open2);

# new(stack, [account => 'admin'], [conf => path])
sub new {
	my ($class, $stack, %opt) = @_;
	my $conf = $opt{conf} || $stack->dir . '/'
	    . ($opt{account} || 'ecert') . '.conf';
	my $self = bless {}, $class;
	$self->{pid} = open2(my $out, my $in, "$stack->{build}/t/db/ask",
	    $conf);
	@{$self}{qw(in out)} = ($in, $out);
	$in->autoflush(1);
	return $self;
}

# Send a question, not waiting for its answer.
sub send {
	my ($self, @words) = @_;
	print { $self->{in} } encode('UTF-8', join("\t", @words)), "\n";
	return $self;
}

# One line of an answer to come: its words.
sub line {
	my ($self) = @_;
	my $line = readline $self->{out};
	croak 'ask has ended' unless defined $line;
	chomp $line;
	return [ split /\t/, decode('UTF-8', $line), -1 ];
}

# The rest of the answer: reason, rows.
sub answer {
	my ($self) = @_;
	my @rows;
	while (1) {
		my $row = $self->line;
		if ($row->[0] =~ /^\.(.*)/) {
			$self->{detail} = $row->[1];
			return ($1, @rows);
		}
		push @rows, $row;
	}
}

sub put { my ($self, @words) = @_; return $self->send(@words)->answer }
sub detail { return $_[0]{detail} }

sub DESTROY {
	my ($self) = @_;
	local ($?, $!, $@);
	close $self->{in};
	close $self->{out};
	waitpid $self->{pid}, 0 if $self->{pid};
}

1;
