# One MariaDB server of a cluster: started, killed, and brought back as the
# service of Debian does it, from the position where its data stands.
package Ecert::Node;

use strict;
use warnings;

use parent 'Ecert::Database';

use Carp qw(croak);
use Ecert::Process;
use File::Path qw(make_path);
use Time::HiRes qw(sleep time);

my @small = qw(--skip-networking=OFF --binlog-format=ROW
    --innodb-autoinc-lock-mode=2 --innodb-buffer-pool-size=24M
    --log-bin-trust-function-creators=ON
    --wsrep-cluster-name=ecert-test --wsrep-sst-method=mariabackup
    --wsrep-sst-auth=root:
    --wsrep-slave-threads=1 --wsrep-retry-autocommit=0);
my @replicated = qw(--wsrep-on=ON
    --wsrep-provider=/usr/lib/galera/libgalera_smm.so);
# As doc/cluster.md advises.
my $timing = join ';', 'gcache.size=32M', 'gcache.page_size=16M',
    'evs.keepalive_period=PT0.4S', 'evs.suspect_timeout=PT1.5S',
    'evs.inactive_timeout=PT3S', 'evs.inactive_check_period=PT0.2S',
    'evs.join_retrans_period=PT0.3S';

# new(name =>, dir => with data in it, of => cluster, address =>, ports => {},
#     net => network it is in, unless it is here)
sub new {
	my ($class, %opt) = @_;
	my $self = bless { %opt, socket => "$opt{dir}/db.sock",
	    data => "$opt{dir}/data", cnf => "$opt{dir}/my.cnf", env => {},
	    node => $opt{name}, name => 'ecert' }, $class;
	make_path("$opt{dir}/tmp", { mode => 0700 });
	$self->_write_settings;
	return $self;
}

sub inside {
	my ($self, @command) = @_;
	return $self->{net} ? $self->{net}->inside($self->{node}, @command)
	    : @command;
}

sub address { my ($self) = @_; return "$self->{address}:$self->{ports}{sql}" }

sub _options {
	my ($self, $others) = @_;
	my ($ip, $ports) = @{$self}{qw(address ports)};
	return (Ecert::Database::small(), @small, @replicated,
	    "--bind-address=$ip",
	    "--port=$ports->{sql}", "--wsrep-node-name=$self->{node}",
	    "--wsrep-node-address=$ip:$ports->{group}",
	    "--wsrep-sst-receive-address=$ip:$ports->{sst}",
	    "--wsrep-cluster-address=gcomm://$others",
	    "--wsrep-provider-options=gmcast.listen_addr="
	    . "tcp://$ip:$ports->{group};ist.recv_addr=$ip:$ports->{ist};"
	    . $timing);
}

# Start it: the first of a new cluster, or one that joins the others.  Settings
# are in its file, where mariadb-backup finds them when it brings another one
# into step.
sub join {
	my ($self, %opt) = @_;
	$self->{options} = $opt{first} ? ['--wsrep-new-cluster']
	    : [$self->_position];
	$self->_write_settings;
	open my $out, '>>:raw', $self->{cnf} or croak "$self->{cnf}: $!";
	for my $option ($self->_options($opt{others})) {
		my ($name, $value) = $option =~ /^--([\w-]+)(?:=(.*))?$/s
		    or croak "option $option";
		print $out $name, defined $value ? " = $value" : '', "\n";
	}
	close $out or croak "$self->{cnf}: $!";
	$self->up;
	return $self;
}

# Where the data of a server that was killed stands (galera_recovery does so).
sub _position {
	my ($self) = @_;
	my $log = "$self->{dir}/recover.log";
	unlink $log;
	$self->_write_settings;
	my $run = Ecert::Process->start(name => 'recovery', log => $log,
	    command => [ Ecert::Database::server(),
	    "--defaults-file=$self->{cnf}", "--datadir=$self->{data}",
	    "--socket=$self->{dir}/recover.sock",
	    "--tmpdir=$self->{dir}/tmp", Ecert::Database::account(),
	    Ecert::Database::small(), @small, @replicated,
	    '--wsrep-recover', '--wsrep-cluster-address=gcomm://' ]);
	my $end = time + 60;
	sleep 0.05 while $run->alive && time < $end;
	croak "no position\n", $run->log_tail if $run->alive;
	$run->log_text =~ /Recovered position:\s*([\w-]+:-?\d+)/
	    or croak "no position\n", $run->log_tail;
	return "--wsrep-start-position=$1";
}

sub status {
	my ($self, $name) = @_;
	my ($failed, $text) = $self->try("SHOW GLOBAL STATUS LIKE '$name'",
	    user => 'root', database => '');
	return $failed ? '' : (split /\s+/, $text)[1] // '';
}

sub is_synced {
	my ($self) = @_;
	return $self->status('wsrep_local_state_comment') eq 'Synced'
	    && $self->status('wsrep_cluster_status') eq 'Primary';
}

sub wait_synced {
	my ($self, $seconds) = @_;
	$self->process->wait_for("$self->{node} in step", $seconds || 60,
	    sub { $self->is_synced });
	return $self;
}

1;
