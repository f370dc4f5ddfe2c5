# A private MariaDB server in a folder: its own data, a unix socket and nothing
# else, the settings that are shipped (sql/mariadb.cnf).  It ends with its
# object or with the program, whichever is first.
#
#	my $db = Ecert::Database->start;	# a folder of its own
#	$db->load;				# what `ecert migrate` applies
#	my @rows = $db->rows('SELECT code, name_zh FROM qualification');
#	my ($status, $message) = $db->try("CALL ...", user => 'ecert_admin');
package Ecert::Database;

use strict;
use warnings;

use Carp qw(croak);
use Cwd qw(abs_path);
use Ecert::Process;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir tempfile);
use POSIX ();

my $sql = abs_path(dirname(__FILE__) . '/../../../sql');

# unix(7): sun_path holds 108 bytes with its end.
use constant SOCKET_BYTES_MAX => 107;

# Room for small machines: many tests, one server each.
my @small = qw(
	--skip-networking --innodb-buffer-pool-size=32M
	--innodb-log-file-size=16M --innodb-log-buffer-size=4M
	--key-buffer-size=1M --aria-pagecache-buffer-size=4M
	--performance-schema=OFF --max-connections=200
	--table-open-cache=200 --skip-log-bin
);

# start([dir => folder], [options => [more of mariadbd's]], [fast => 1],
#     [env => {}])
#
# A folder that already has data is taken up again.  fast leaves durability
# aside: not for tests that kill the server.
sub start {
	my ($class, %opt) = @_;
	my $dir = $opt{dir} || tempdir('ecert-db-XXXXXX', TMPDIR => 1,
	    CLEANUP => 1);
	make_path("$dir/tmp", { mode => 0700 });
	my $self = bless {
		dir => $dir, socket => "$dir/db.sock", name => 'ecert',
		data => "$dir/data", cnf => "$dir/my.cnf",
		env => $opt{env} || {},
		options => [ @small, $opt{fast} ? _fast() : (),
		    @{ $opt{options} || [] } ],
	}, $class;
	croak "socket path too long: $self->{socket}"
	    if length $self->{socket} > SOCKET_BYTES_MAX;
	$self->_write_settings;
	my $new = !-d "$self->{data}/mysql";
	$self->_install_data if $new;
	$self->up;
	# Also over data that is there: it adds what is new, as an upgrade does.
	$self->_install_accounts;
	return $self;
}

sub small { return @small }

sub _fast {
	return qw(--innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=OFF
	    --innodb-flush-method=fsync --innodb-encrypt-log=OFF);
}

sub _write_settings {
	my ($self) = @_;
	my $key = "$self->{dir}/key";
	if (!-e $key) {
		open my $random, '<:raw', '/dev/urandom' or croak $!;
		read($random, my $bytes, 32) == 32 or croak 'urandom';
		_write($key, '1;' . unpack('H*', $bytes) . "\n");
		chmod 0600, $key;
	}
	my $text = _read("$sql/mariadb.cnf");
	$text =~ s/\@KEY_FILE\@/$key/;
	_write($self->{cnf}, $text);
}

sub _install_data {
	my ($self) = @_;
	# A server that starts deletes every other one's temporary tables that
	# it finds beside its own.
	local $ENV{TMPDIR} = "$self->{dir}/tmp";
	make_path($ENV{TMPDIR});
	my ($status, $out) = Ecert::Process->run('mariadb-install-db',
	    '--no-defaults', "--datadir=$self->{data}", account(),
	    '--auth-root-authentication-method=normal', '--skip-test-db',
	    '--skip-name-resolve', '--innodb-log-file-size=4M');
	croak "mariadb-install-db: $out" if $status;
}

# mariadbd refuses to run as root unless told so by name.
sub account {
	return $> == 0 ? ('--user=root') : ();
}

sub server {
	my @found = grep { -x } qw(/usr/sbin/mariadbd /usr/local/sbin/mariadbd
	    /usr/libexec/mariadbd);
	return $found[0] || 'mariadbd';
}

# Start the server (again) on the same data.
sub up {
	my ($self) = @_;
	$self->{process} = Ecert::Process->start(name => 'mariadbd',
	    log => "$self->{dir}/mariadbd.log", env => $self->{env},
	    command => [ $self->inside(server(),
	    "--defaults-file=$self->{cnf}", "--datadir=$self->{data}",
	    "--socket=$self->{socket}", "--pid-file=$self->{dir}/db.pid",
	    # Of its own: a server that starts removes every #sql file there.
	    "--tmpdir=$self->{dir}/tmp",
	    account(), @{ $self->{options} }) ]);
	# One that was killed reads its log first: minutes, when it has millions.
	$self->{process}->wait_socket($self->{socket}, 600);
	return $self;
}

# The command line that runs it where it is to run: here.
sub inside {
	my ($self, @command) = @_;
	return @command;
}

sub stop {
	my ($self) = @_;
	$self->{process}->stop(20) if $self->{process};
}

sub kill9 {
	my ($self) = @_;
	$self->{process}->kill9 if $self->{process};
}

sub dir { return $_[0]{dir} }
sub socket { return $_[0]{socket} }
sub process { return $_[0]{process} }

# install.sql makes accounts for the operating system's accounts of the same
# name; here one person runs everything, so they sign in without a password.
sub _install_accounts {
	my ($self) = @_;
	$self->_must(_read("$sql/install.sql"), user => 'root', database => '');
	$self->_must("ALTER USER '$_'\@'localhost' IDENTIFIED BY ''",
	    user => 'root', database => '')
	    for qw(ecert_owner ecert_web ecert_admin ecert_report
	    ecert_backup ecert_bureau);
}

# The files that `ecert migrate` applies, in its order.
sub files {
	return (sort(glob "$sql/schema/*.sql"), sort(glob "$sql/routine/*.sql"),
	    sort(glob "$sql/view/*.sql"), "$sql/catalogue.sql",
	    "$sql/report.sql", "$sql/role.sql");
}

sub load {
	my ($self) = @_;
	$self->run_file($_) for files();
	return $self;
}

# The invented population: $rows persons, matched under the key (64 hex).
sub populate {
	my ($self, $rows, $key) = @_;
	$self->run_file($_) for sort glob "$sql/demo/*.sql";
	for (my $first = 1; $first <= $rows; $first += 100_000) {
		my $last = $first + 99_999 < $rows ? $first + 99_999 : $rows;
		$self->query("CALL demo_populate($first, $last, '$key')");
	}
	return $self;
}

# One file as one batch of statements, as the program sends it.
sub run_file {
	my ($self, $file) = @_;
	return $self->_must(_read($file), what => $file);
}

# Tab-separated rows as one text; dies when refused.
sub query {
	my ($self, $statement, %opt) = @_;
	return $self->_must($statement, %opt);
}

# The same as a list of array references; NULL is undef.
sub rows {
	my ($self, $statement, %opt) = @_;
	return map { [ map { _value($_) } split /\t/, $_, -1 ] }
	    split /\n/, $self->query($statement, %opt);
}

# The first column of the first row.
sub value {
	my ($self, $statement, %opt) = @_;
	my ($row) = $self->rows($statement, %opt);
	return $row ? $row->[0] : undef;
}

# mariadb --batch writes tab, newline and backslash as \t, \n and \\.
sub _value {
	my ($text) = @_;
	return undef if $text eq 'NULL';
	my %plain = (t => "\t", n => "\n", 0 => "\0", '\\' => '\\');
	$text =~ s/\\([tn0\\])/$plain{$1}/g;
	return $text;
}

# (0, output) or (status, error message).
sub try {
	my ($self, $statement, %opt) = @_;
	utf8::encode($statement) if utf8::is_utf8($statement);
	my ($in, $in_name) = tempfile(UNLINK => 1);
	print $in $statement;
	close $in;
	my $database = defined $opt{database} ? $opt{database} : $self->{name};
	my @command = ('mariadb', '--no-defaults', "--socket=$self->{socket}",
	    '--user=' . ($opt{user} || 'ecert_owner'), '--batch',
	    '--skip-column-names', '--default-character-set=utf8mb4',
	    '--delimiter=$$never$$', length $database ? $database : ());
	my ($status, $out, $err) = _client($in_name, @command);
	unlink $in_name;
	return $status ? ($status, $err) : (0, $out);
}

sub _client {
	my ($in_name, @command) = @_;
	my ($err, $err_name) = tempfile(UNLINK => 1);
	my $pid = open my $from, '-|';
	croak "fork: $!" unless defined $pid;
	if ($pid == 0) {
		open STDIN, '<', $in_name;
		open STDERR, '>&', $err;
		no warnings 'exec';
		exec { $command[0] } @command;
		POSIX::_exit(127);
	}
	local $/;
	my $out = <$from>;
	close $from;
	my $status = $?;
	my $message = _read($err_name);
	unlink $err_name;
	return ($status, defined $out ? $out : '', $message);
}

sub _must {
	my ($self, $statement, %opt) = @_;
	my ($status, $text) = $self->try($statement, %opt);
	return $text unless $status;
	croak(($opt{what} || substr($statement, 0, 200)), ": $text");
}

sub _read {
	my ($file) = @_;
	open my $in, '<:raw', $file or croak "$file: $!";
	local $/;
	my $text = <$in>;
	return defined $text ? $text : '';
}

sub _write {
	my ($file, $text) = @_;
	open my $out, '>:raw', $file or croak "$file: $!";
	print $out $text;
	close $out or croak "$file: $!";
}

sub DESTROY {
	my ($self) = @_;
	local ($?, $!, $@);
	$self->{process}->stop(20) if $self->{process};
}

1;
