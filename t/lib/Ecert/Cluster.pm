# Three MariaDB servers in one Galera cluster, with the registry of a stack, and
# responders of that stack that ask them: two for visitors behind nginx, and one
# beside each server that asks it alone.
#
#	my $cluster = Ecert::Cluster->new(rows => 60)->start;
#	$cluster->node(1)->kill9; $cluster->rejoin(1);
#	$cluster->cut(1); $cluster->mend(1);	# where cannot_cut() is ''
#	my $state = $cluster->asks(2, $ticket);	# what node 2's responder says
package Ecert::Cluster;

use strict;
use warnings;

use Carp qw(croak);
use Ecert::Network;
use Ecert::Node;
use Ecert::Process;
use Ecert::Stack;
use Fcgi;
use File::Copy qw(copy);
use Time::HiRes qw(sleep time);

my @accounts = qw(ecert_web ecert_admin ecert_owner ecert_report);

sub new {
	my ($class, %opt) = @_;
	my $self = bless { owner => $$, rows => 60, %opt,
	    cannot_cut => Ecert::Network::missing() }, $class;
	$self->{net} = Ecert::Network->new if $self->{cannot_cut} eq '';
	$self->{stack} = Ecert::Cluster::Stack->new(rows => $self->{rows}, fast => 0);
	return $self;
}

sub cannot_cut { return $_[0]{cannot_cut} }
sub stack { return $_[0]{stack} }
sub node { my ($self, $n) = @_; return $self->{node}{$n} }
sub nodes { my ($self) = @_; return map { $self->{node}{$_} } 1 .. 3 }
sub dir { return $_[0]{stack}->dir }

sub start {
	my ($self, $more) = @_;
	my $stack = $self->{stack};
	$stack->prepare->start_database->migrate;
	$stack->populate($self->{rows});
	$stack->install_seals;
	$self->_open_accounts;
	$more->($stack) if $more;
	$stack->stop_database;
	# Once by itself, so that its data knows which cluster it belongs to.
	$self->_make_node(1, "$stack->{short}/db");
	$self->node(1)->join(first => 1, others => '')->wait_synced->stop;
	$self->_make_node($_, "$stack->{short}/n1") for 2, 3;
	$self->node(1)->join(first => 1, others => '');
	$self->node($_)->join(others => $self->_others($_)) for 2, 3;
	$_->wait_synced for $self->nodes;
	$stack->{db} = $self->node(1);	# whom tests ask
	$self->_start_responders;
	return $self;
}

# Programs come by TCP here, from another address than the server's own.
sub _open_accounts {
	my ($self) = @_;
	my $db = $self->{stack}->db;
	for my $account (@accounts) {
		my $role = $account =~ s/^ecert_/ecert_role_/r;
		$db->query("CREATE USER '$account'\@'%' IDENTIFIED BY ''; "
		    . ($account eq 'ecert_owner'
		    ? "GRANT ALL PRIVILEGES ON ecert.* TO '$account'\@'%' "
		    . 'WITH GRANT OPTION'
		    : "GRANT $role TO '$account'\@'%'; "
		    . "SET DEFAULT ROLE $role FOR '$account'\@'%'"),
		    user => 'root');
	}
}

# Each begins with a copy of the data, as from a backup.
sub _make_node {
	my ($self, $n, $from) = @_;
	my $dir = "$self->{stack}{short}/n$n";
	mkdir $dir, 0700 or croak "$dir: $!";
	my ($status, $text) = Ecert::Process->run('cp', '-a', "$from/data",
	    "$from/key", $dir);
	croak "cp: $text" if $status;
	unlink "$dir/data/gvwstate.dat";	# who the first one is
	my $net = $self->{net};
	my $address = $net ? $net->add("n$n") : '127.0.0.1';
	my %ports = $net ? (sql => 3306, group => 4567, ist => 4568,
	    sst => 4444) : map { $_ => Ecert::Stack::free_port('127.0.0.1') }
	    qw(sql group ist sst);
	$self->{node}{$n} = Ecert::Node->new(name => "n$n", dir => $dir,
	    address => $address, ports => \%ports,
	    net => $net);
}

sub _others {
	my ($self, $n) = @_;
	return join ',', map { "$_->{address}:$_->{ports}{group}" }
	    map { $self->node($_) } grep { $_ != $n } 1 .. 3;
}

sub rejoin {
	my ($self, $n) = @_;
	$self->node($n)->join(others => $self->_others($n));
	return $self->node($n)->wait_synced;
}

sub cut { my ($self, $n) = @_; $self->{net}->cut("n$n") }
sub mend { my ($self, $n) = @_; $self->{net}->mend("n$n") }

# ---- responders

# A responder of the stack with another socket and another list of servers.
sub _responder {
	my ($self, $name, $hosts, $at) = @_;
	my $stack = $self->{stack};
	my $conf = $self->conf($name, $hosts,
	    socket => "$stack->{short}/run/$name.sock");
	my @command = ($stack->program('ecert.fcgi'), '-c', $conf);
	@command = $self->{net}->inside($at, @command) if $self->{net};
	my $process = Ecert::Process->start(name => $name, umask => 027,
	    log => "$stack->{dir}/log/$name.log", command => \@command);
	$self->{responder}{$name} = $process;
	return "$stack->{short}/run/$name.sock";
}

# A configuration of the stack's with these servers and other keys; its path.
sub conf {
	my ($self, $name, $hosts, %more) = @_;
	my $dir = $self->{stack}->dir;
	my %new = (host => $hosts, timeout_s => 3, %more);
	open my $in, '<:raw', "$dir/ecert.conf" or croak "ecert.conf: $!";
	my $text = do { local $/; <$in> };
	for my $key (sort keys %new) {
		my $section = $key =~ /^(?:socket|threads)$/ ? 'listen'
		    : $key eq 'sql_dir' ? 'paths' : 'database';
		$text =~ s/^(\[$section\]\n(?:\w.*\n)*?)$key = .*\n/$1/m;
		$text =~ s/^(\[$section\]\n)/$1$key = $new{$key}\n/m;
	}
	open my $out, '>:raw', "$dir/$name.conf" or croak "$name.conf: $!";
	print $out $text;
	close $out;
	return "$dir/$name.conf";
}

sub hosts {
	my ($self) = @_;
	return join ', ', map { $_->address } $self->nodes;
}

sub _start_responders {
	my ($self) = @_;
	my ($net, $stack) = @{$self}{qw(net stack)};
	$net->add('front') if $net;
	my @front = map { $self->_responder($_, $self->hosts, 'front') }
	    qw(front1 front2);
	$self->{beside}{$_} = $self->_responder("beside$_",
	    $self->node($_)->address, "n$_") for 1 .. 3;
	$_->wait_for('socket', 20, sub {
	    Ecert::Process::socket_answers("$stack->{short}/run/"
	    . $_->name . '.sock') }) for values %{ $self->{responder} };
	$stack->{upstream} = \@front;
	$stack->{responder} = $self->{responder}{front1};
	$stack->start_nginx->wait_ready;
}

# What the responder beside a node says to whoever has a ticket: the state of
# the verdict, or 'unanswered' when it says that it could not look.
sub asks {
	my ($self, $n, $path) = @_;
	my $answer = Fcgi::get($self->{beside}{$n}, $path,
	    HTTP_ACCEPT => 'application/xml');
	return 'unanswered' if $answer->{status} == 503;
	return "status $answer->{status}" if $answer->{status} != 200;
	return $answer->{content} =~ /<verdict state="([a-z-]+)"/ ? $1 : 'none';
}

# What the responders behind nginx wrote of the request of this number.
sub said_of {
	my ($self, $id) = @_;
	return map { my $name = $_; map { "$name: $_" }
	    grep { /\bid=\Q$id\E\b/ }
	    split /^/, $self->{responder}{$name}->log_text } qw(front1 front2);
}

# The command with all servers in its list.
sub command {
	my ($self, $conf, @words) = @_;
	my @command = ($self->{stack}->program('ecert'), '-c', $conf, @words);
	@command = $self->{net}->inside('front', @command) if $self->{net};
	my ($status, $text) = Ecert::Process->run(@command);
	return ($status >> 8, $text);
}

sub stop {
	my ($self) = @_;
	return unless $self->{owner} == $$;
	$_->signal('TERM') for values %{ $self->{responder} || {} };
	$self->{stack}->stop_nginx(1);
	$_->stop(1) for values %{ $self->{responder} || {} };
	$_->kill9 for grep { $_ && $_->process } values %{ $self->{node} || {} };
	delete $self->{stack}{db};
}

sub DESTROY {
	my ($self) = @_;
	return unless $self->{owner} == $$;
	local ($?, $!, $@);
	eval { $self->stop };
	undef $self->{net};
}

# A stack whose nginx has several responders, as the shipped file has them.
package Ecert::Cluster::Stack;

use parent -norequire, 'Ecert::Stack';

sub _write_nginx {
	my ($self, @more) = @_;
	$self->SUPER::_write_nginx(@more);
	my ($several, $site) = map { Ecert::Stack::_slurp(
	    "$self->{dir}/nginx/$_.conf") } qw(upstream-several ecert);
	my $groups = 0;
	while ($several =~ /^upstream (\w+) \{\n(.*?)^\}\n/gms) {
		my ($name, $lines) = ($1, $2);
		my @sockets = @{ $self->{upstream} };
		$lines =~ s/^\tserver \S+/@sockets
		    ? qq{\tserver "unix:} . shift(@sockets) . '"'
		    : die "servers of $name"/gme;
		$groups += $site =~
		    s/^(upstream $name \{\n).*?^\}\n/$1$lines}\n/ms;
	}
	die 'groups of responders' unless $groups
	    && $groups == (() = $site =~ /^upstream /mg);
	Ecert::Stack::_write("$self->{dir}/nginx/ecert.conf", $site);
}

1;
