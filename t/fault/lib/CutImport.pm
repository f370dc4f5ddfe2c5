# Imports that are cut off: a file given again and again while something dies,
# and what must hold of the registry each time.
#
#	my $cut = CutImport->new;
#	$cut->start; ... ; my $status = $cut->wait;
#	$cut->holds('round 3');
package CutImport;

use strict;
use warnings;
use utf8;

use Ecert::Intake qw(person write_csv);
use Ecert::Stack;
use File::Temp qw(tempdir);
use POSIX qw(WNOHANG);
use Test::More;
use Time::HiRes qw(sleep time);

my $rows = 20_000;

sub new {
	my ($class) = @_;
	my $self = bless { dir => tempdir(CLEANUP => 1), files => 0 }, $class;
	# Durable: what is told as done must be there after the crash.
	$self->{stack} = Ecert::Stack->new(rows => 20, fast => 0,
	    database => [ '--innodb-buffer-pool-size=128M' ]);
	$self->{stack}->prepare->start_database->migrate;
	$self->next_file;
	return $self;
}

sub stack { return $_[0]{stack} }
sub db { return $_[0]{stack}->db }

# Other people, once one file is in.
sub next_file {
	my ($self) = @_;
	my $first = 1 + $rows * $self->{files}++;
	$self->{file} = write_csv("$self->{dir}/$self->{files}.csv",
	    [ map { person($_) } $first .. $first + $rows - 1 ]);
	return $self;
}

sub start {
	my ($self) = @_;
	my $pid = fork;
	die "fork: $!" unless defined $pid;
	if ($pid == 0) {
		open STDOUT, '>', "$self->{dir}/out";
		open STDERR, '>&', \*STDOUT;
		no warnings 'exec';
		exec $self->stack->program('ecert'), '-c',
		    $self->stack->dir . '/admin.conf', 'import', $self->{file},
		    '--qualification', '14', '--approved', '2022-01-10',
		    '--source', 'cut off';
		POSIX::_exit(127);
	}
	$self->{pid} = $pid;
	$self->{status} = undef;
	return $self;
}

# A random moment of it: of the check, or of the loading, which is waited for,
# since a busy machine takes its time.
sub some_moment {
	my ($self) = @_;
	sleep rand 0.5;
	return $self if rand() < 0.25;
	my $more = int rand 3;
	my $aim = $self->loaded + 4000 * $more;
	my $end = time + 30;
	sleep 0.02 while $more && time < $end && $self->loaded < $aim
	    && !$self->ended;
	sleep rand 0.2;
	return $self;
}

# Rows that are in, of the file that is given now.
sub loaded {
	my ($self) = @_;
	return $self->db->value('SELECT IFNULL(SUM(loaded), 0) FROM import_file');
}

sub ended {
	my ($self) = @_;
	if (!defined $self->{status} && waitpid($self->{pid}, WNOHANG) != 0) {
		$self->{status} = $?;
	}
	return defined $self->{status};
}

sub kill9 {
	my ($self) = @_;
	kill 'KILL', $self->{pid} unless $self->ended;
	return $self;
}

# Its wait status; a minute is never needed.
sub wait {
	my ($self) = @_;
	my $end = time + 60;
	sleep 0.02 while !$self->ended && time < $end;
	ok($self->ended, 'the import ends') or $self->kill9;
	sleep 0.02 until $self->ended;
	return $self->{status};
}

sub said {
	my ($self) = @_;
	open my $in, '<', "$self->{dir}/out" or return '';
	local $/;
	return scalar <$in>;
}

# Of every import: what is told is there, and an approval is whole.
sub holds {
	my ($self, $when) = @_;
	my @wrong = $self->db->rows('SELECT * FROM (SELECT i.state, i.loaded, '
	    . '(SELECT COUNT(*) FROM certificate c WHERE c.batch = i.batch) AS n, '
	    . '(SELECT COUNT(*) FROM event e WHERE e.batch = i.batch) AS approved '
	    . 'FROM import_file i) t WHERE n <> loaded '
	    . "OR approved <> (state = 'approved') OR loaded % 4000 <> 0 "
	    . "OR (state = 'approved' AND n <> $rows)");
	is_deeply(\@wrong, [], "$when: nothing is half done");
	is($self->db->value('SELECT COUNT(*) FROM event_chain_fault'), 0,
	    "$when: the chain is whole");
	return $self;
}

sub is_done {
	my ($self) = @_;
	return $self->db->value('SELECT COUNT(*) FROM import_file '
	    . "WHERE state = 'approved'") == $self->{files};
}

# Given once more in peace: all rows of all files, each once.
sub ends {
	my ($self) = @_;
	is($self->start->wait, 0, 'given again, it completes')
	    or diag $self->said;
	$self->holds('at the end');
	my $last = $rows * $self->{files};
	is($self->db->value('SELECT COUNT(*) FROM certificate'), $last,
	    'no row is lost');
	is($self->db->value('SELECT COUNT(DISTINCT management_no) FROM certificate '
	    . "WHERE RIGHT(management_no, 9) BETWEEN 1 AND $last"), $last,
	    'and none is doubled');
	is($self->start->wait, 0, 'and again, it is told');
	like($self->said, qr/imported before/, 'that it is there');
	return $self;
}

1;
