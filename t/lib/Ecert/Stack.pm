# The whole product in one folder: a private MariaDB with a population, keys,
# the responder, and nginx on a port of 127.0.0.1.  The demo is one that stays;
# a test's is gone with its object.
#
#	my $stack = Ecert::Stack->new(rows => 200)->start;
#	my $home = $stack->get('/');		# {status, headers, text, ...}
#	my ($sample) = $stack->samples;		# {style, state, name, ...}
#	$stack->kill_database;
#
# Text that goes in and comes out is characters, not bytes.
package Ecert::Stack;

use strict;
use warnings;

use Carp qw(croak);
use Cwd qw(abs_path);
use parent qw(Ecert::Bureaus Ecert::Metrics);
use Ecert::Database;
use Ecert::Keys;
use Ecert::Process;
use Ecert::Seals;
use Encode qw(decode encode);
use Fcntl qw(:flock);
use File::Basename qw(dirname);
use File::Copy qw(copy);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use HTTP::Tiny;
use IO::Socket::INET;
use Time::HiRes qw(sleep time);

my $source = abs_path(dirname(__FILE__) . '/../../..');

# A socket's path must fit in 108 bytes; what is added to the folder is short.
use constant FOLDER_BYTES_MAX => 80;

# Everybody comes from one address here: a site's limits would measure that.
my %limits = (RATE_ALL => '5000r/s', BURST_ALL => 5000,
    RATE_LOOKUP => '1000r/s', BURST_LOOKUP => 1000, RATE_BATCH => '1000r/s',
    BURST_BATCH => 1000, CONNECTIONS => 2000, PLACES => 10, PLACES_BEGUN => 10,
    PLACES_COSTLY => 2, PLACES_ADMIN => 2, RATE_BUREAU => '5000r/s',
    BURST_BUREAU => 5000, CONNECTIONS_BUREAU => 500, COSTLY_BUREAU => 500,
    PLACES_BUREAU => 100);

# new([dir =>], [port =>], [rows => 200], [conf => {section => {key => value}}],
#     [database => [options of mariadbd]], [fast => 1], [limits => {RATE_... =>}],
#     [clock => 1], [kept => 1], [admin => 'gateway', administrators => {...}],
#     [bureau => 1], [bureau_port =>], [bureau_conf => {section => {}}])
#
# bureau has bureaus served too: a responder of their own, a TLS server on a port
# of its own, and the bureaus of @bureaus registered (bureau_request()).
# admin is who may come to the administrators' pages (nginx/admin-*.conf.in).
# kept: pages for everybody are as old as a second (nginx/kept-pages.conf.in).
# fast leaves the database's durability aside; it is the preset of a stack
# without a folder of its own, and off in a folder that stays.
#
# clock has database, responder and commands read the time from a clock that
# set_clock() moves while they run; clock_missing() says what that would need.
sub new {
	my ($class, %opt) = @_;
	my $self = bless {
		rows => 200, host => '127.0.0.1', owner => $$,
		fast => !defined $opt{dir}, conf => {}, limits => {},
		admin => 'loopback',
		build => abs_path($ENV{ECERT_BUILD_DIR} || "$source/build"),
		%opt,
	}, $class;
	$self->{dir} = tempdir('ecert-XXXXXX', TMPDIR => 1, CLEANUP => 1)
	    unless defined $opt{dir};
	return $self;
}

sub start {
	my ($self) = @_;
	$self->prepare;
	$self->start_database;
	$self->migrate;
	$self->populate($self->{rows});
	$self->install_seals;
	$self->start_responder;
	$self->start_bureaus if $self->{bureau};
	$self->start_nginx;
	$self->wait_ready;
	return $self;
}

# Folders, lock, keys.
sub prepare {
	my ($self) = @_;
	my $old = umask 027;
	make_path($self->{dir});
	chmod 0750, $self->{dir};
	$self->{dir} = abs_path($self->{dir});
	$self->_lock;
	$self->{short} = $self->_short_name;
	make_path(map { "$self->{dir}/$_" } qw(db run log nginx static
	    seal-keys));
	chmod 0700, "$self->{dir}/db";
	Ecert::Keys::make($self->{dir});
	Ecert::Keys::bureaus($self->bureau_dir) if $self->{bureau};
	$self->set_clock(0) if $self->{clock};
	$self->_write_sender;
	$self->_empty_trust;
	$self->_write_conf;
	umask $old;
	return $self;
}

sub _lock {
	my ($self) = @_;
	open $self->{lock}, '>>', "$self->{dir}/lock"
	    or croak "$self->{dir}/lock: $!";
	flock $self->{lock}, LOCK_EX | LOCK_NB
	    or croak "$self->{dir} is in use by another one that runs\n";
}

# The folder, or a link to it when its path is too long for sockets.
sub _short_name {
	my ($self) = @_;
	return $self->{dir} if length $self->{dir} <= FOLDER_BYTES_MAX;
	my $link = tempdir('ecert-XXXXXX', DIR => '/tmp', CLEANUP => 1) . '/d';
	symlink $self->{dir}, $link or croak "$link: $!";
	return $link;
}

sub _write_conf {
	my ($self) = @_;
	my ($dir, $short) = @{$self}{qw(dir short)};
	my %conf = (
		service => {
			name_zh => '专业技术人员职业资格电子证书查询验证',
			name_en => 'Verification of Professional Qualification Certificates',
			operator_zh => '样本运营单位',
			operator_en => 'Specimen Operator',
			specimen => 'yes', demo_download => 'yes',
		},
		listen => { socket => "$short/run/ecert.sock",
		    socket_mode => '0660', processes => 2, threads => 48 },
		database => { socket => "$short/db/db.sock", name => 'ecert',
		    user => 'ecert_web' },
		seal => { key_dir => "$dir/seal-keys",
		    trust_file => "$dir/seal-ca.pem",
		    report_seal => 'service' },
		holder => { sign_in => 'code',
		    send_program => "$dir/send-code" },
		keys => { match_key_file => "$dir/match.key",
		    ticket_key_file => "$dir/ticket.key" },
		signing => { key_file => "$dir/sign-key.pem",
		    certificate_file => "$dir/sign-cert.pem",
		    trust_file => "$dir/ca.pem",
		    crl_file => "$dir/ca-crl.pem" },
		paths => { xsl_dir => "$source/xsl", sql_dir => "$source/sql",
		    schema_dir => "$source/doc/schema" },
		log => { level => 'info' },
	);
	for my $section (keys %{ $self->{conf} }) {
		%{ $conf{$section} } = (%{ $conf{$section} || {} },
		    %{ $self->{conf}{$section} });
	}
	$conf{service}{base_url} ||= $self->url if $self->{port};
	_write_ini("$dir/ecert.conf", \%conf);
	for my $account (qw(owner admin backup report)) {
		$conf{database}{user} = "ecert_$account";
		_write_ini("$dir/$account.conf", \%conf);
	}
	$self->_write_bureau_conf(\%conf) if $self->{bureau};
}

sub _write_ini {
	my ($file, $conf) = @_;
	my $text = '';
	for my $section (sort keys %$conf) {
		$text .= "[$section]\n";
		$text .= "$_ = $conf->{$section}{$_}\n"
		    for sort keys %{ $conf->{$section} };
		$text .= "\n";
	}
	utf8::encode($text) if utf8::is_utf8($text);
	_write($file, $text);
}

# ---- the clock

sub _clock_library {
	my ($found) = glob '/usr/lib/*/faketime/libfaketimeMT.so.1';
	return $found;
}

sub clock_missing { return _clock_library() ? () : 'faketime' }

# What has a program live by the stack's clock.
sub clock_env {
	my ($self) = @_;
	return {} unless $self->{clock};
	Ecert::Process::sweep_clocks();
	return { LD_PRELOAD => _clock_library(),
	    FAKETIME_TIMESTAMP_FILE => "$self->{dir}/clock",
	    FAKETIME_NO_CACHE => 1, FAKETIME_DONT_FAKE_MONOTONIC => 1 };
}

# So many seconds ahead of the machine's own clock, from now on.
sub set_clock {
	my ($self, $seconds) = @_;
	$self->{ahead} = $seconds;
	_write("$self->{dir}/clock", sprintf "%+d\n", $seconds);
	return $self;
}

sub now { my ($self) = @_; return time + ($self->{ahead} || 0) }

# ---- the pieces

sub start_database {
	my ($self) = @_;
	if ($self->{db}) {
		$self->{db}->up;
		return $self;
	}
	$self->stop_stray_database;
	$self->{db} = Ecert::Database->start(dir => "$self->{short}/db",
	    options => $self->{database} || [], fast => $self->{fast},
	    env => $self->clock_env);
	return $self;
}

sub stop_database { my ($self) = @_; $self->{db}->stop; return $self }
sub kill_database { my ($self) = @_; $self->{db}->kill9; return $self }

# A server of this folder that is not our child: started by hand, or left by
# a run that was killed.
sub stop_stray_database {
	my ($self, $bound) = @_;
	my $pid = $self->stray_database or return;
	kill 'TERM', $pid;
	my $end = time + ($bound || 10);
	sleep 0.05 while $self->stray_database && time < $end;
	kill 'KILL', $pid if $self->stray_database;
	sleep 0.05 while $self->stray_database && time < $end + 2;
}

sub stray_database {
	my ($self) = @_;
	my $pid = _slurp("$self->{dir}/db/db.pid") =~ /^(\d+)$/m ? $1 : 0;
	return 0 unless $pid;
	my $child = $self->{db} && $self->{db}->process;
	return 0 if $child && $child->alive && $child->pid == $pid;
	my $command = _slurp("/proc/$pid/cmdline");
	return $command =~ /mariadbd/ && $command =~ m{/db/data\0} ? $pid : 0;
}

# The command line that starts this folder's database again.
sub database_command {
	my ($self) = @_;
	return @{ $self->{db}->process->{command} };
}

sub migrate {
	my ($self) = @_;
	my ($status, $text) = $self->ecert('migrate');
	croak "ecert migrate: $text" if $status;
	return $self;
}

# What sends one-time codes: to a file, which who runs this reads.
sub _write_sender {
	my ($self) = @_;
	my $file = "$self->{dir}/send-code";
	_write($file, "#!/bin/sh\n# Phone and code, one a line, into a file.\n"
	    . "read -r phone; read -r code\n"
	    . "printf '%s\\t%s\\n' \"\$phone\" \"\$code\" >>'$self->{dir}/codes'\n");
	chmod 0700, $file;
}

# The codes that were sent so far: [phone, code], ...
sub codes {
	my ($self) = @_;
	return map { [split /\t/] } split /\n/, _slurp("$self->{dir}/codes");
}

# Until seals are made, nobody's are believed; the file must be there.
sub _empty_trust {
	my ($self) = @_;
	my $file = "$self->{dir}/seal-ca.pem";
	copy("$self->{dir}/ca.pem", $file) or croak "$file: $!"
	    unless -e $file;
}

# Specimen seals for the whole catalogue.  A demo makes its own; tests share
# those of the build folder, for they are drawn but once.
sub install_seals {
	my ($self) = @_;
	my @seals = map { [map { decode('UTF-8', $_) } @$_] } $self->{db}->rows(
	    'SELECT code, name_zh, valid_from FROM seal ORDER BY code');
	my $from = $self->{seals_from} || "$self->{build}/specimen-seals";
	Ecert::Seals::make(from => $from, dir => $self->{dir},
	    seals => \@seals, ecert => sub { $self->ecert(@_) });
	Ecert::Seals::import_into(from => $from, ecert => sub {
	    $self->ecert(@_) }, codes => [map { $_->[0] } @seals]);
	return $self;
}

# Whose configuration a command needs, unless the responder's does.
my %account = (migrate => 'owner', purge => 'admin', report => 'report',
    seal => 'admin', import => 'admin', bureau => 'admin', backup => 'backup',
    restore => 'owner', audit => 'admin');

# Run the administration command: (wait status, output).
sub ecert {
	my ($self, $verb, @arguments) = @_;
	my $conf = $account{$verb} || 'ecert';
	local %ENV = (%ENV, %{ $self->clock_env });
	return Ecert::Process->run($self->program('ecert'), '-c',
	    "$self->{dir}/$conf.conf", $verb, @arguments);
}

# The same in characters, with the exit status: (status, output).
sub command {
	my ($self, @words) = @_;
	my ($status, $text) = $self->ecert(map { encode('UTF-8', $_) } @words);
	return ($status >> 8, decode('UTF-8', $text));
}

# Fill the registry up to so many invented certificates, in chunks; more than
# before adds to them, fewer keeps them.  progress->(done, wanted) is called
# after each chunk.  Returns how many there are.
sub populate {
	my ($self, $rows, $progress, $chunk) = @_;
	$chunk ||= 100_000;
	my $done = $self->population;
	return $done if $done >= $rows;
	my $key = _slurp("$self->{dir}/match.key");
	$key =~ s/\s//g;
	$self->{db}->run_file($_) for sort glob "$source/sql/demo/*.sql";
	while ($done < $rows) {
		my ($first, $last) = ($done + 1, $done + $chunk);
		$last = $rows if $last > $rows;
		$self->{db}->query("CALL demo_populate($first, $last, '$key')");
		$done = $last;
		_write("$self->{dir}/population", "$done\n");
		$progress->($done, $rows) if $progress;
	}
	return $done;
}

sub population {
	my ($self) = @_;
	return _slurp("$self->{dir}/population") =~ /^(\d+)$/ ? $1 : 0;
}

sub samples {
	my ($self) = @_;
	my @keys = qw(style state name id_number management_no);
	my @found;
	for my $row ($self->{db}->rows(
	    'SELECT ' . join(', ', @keys) . ' FROM demo_sample')) {
		my %sample;
		@sample{@keys} = map { decode('UTF-8', $_) } @$row;
		push @found, \%sample;
	}
	return @found;
}

sub start_responder {
	my ($self) = @_;
	my $socket = "$self->{short}/run/ecert.sock";
	$self->{responder} = Ecert::Process->start(name => 'ecert.fcgi',
	    log => "$self->{dir}/log/responder.log", umask => 027,
	    env => $self->clock_env, command => [$self->program('ecert.fcgi'), '-c',
	    "$self->{dir}/ecert.conf"]);
	$self->{responder}->wait_socket($socket, 20);
	return $self;
}

sub stop_responder {
	my ($self, $bound) = @_;
	$self->{responder}->stop($bound || 3) if $self->{responder};
	return $self;
}

sub kill_responder { my ($self) = @_; $self->{responder}->kill9; return $self }

sub start_nginx {
	my ($self) = @_;
	$self->_link_static;
	for my $try (1 .. 10) {
		my $port = $self->{port} || free_port($self->{host});
		$self->_pick_ports;
		$self->_write_nginx($port);
		return $self if $self->_try_nginx($port);
	}
	croak 'nginx found no free port', $self->{nginx}->log_tail;
}

sub stop_nginx {
	my ($self, $bound) = @_;
	$self->{nginx}->stop($bound || 2) if $self->{nginx};
	return $self;
}

# True once it answers; false when another took the picked port before us.
sub _try_nginx {
	my ($self, $port) = @_;
	my $log = "$self->{dir}/log/nginx.out";
	unlink $log;
	$self->{nginx} = Ecert::Process->start(name => 'nginx', log => $log,
	    command => [_nginx(), '-e', "$self->{dir}/log/nginx.log", '-p',
	    "$self->{short}/run", '-c', "$self->{dir}/nginx/demo.conf"]);
	my $up = eval { $self->{nginx}->wait_for("pid file", 10,
	    sub { -s "$self->{dir}/run/nginx.pid" }) };
	if ($up) {
		$self->{used_port} = $port;
		return 1;
	}
	die $@ if $self->{port}
	    || $self->{nginx}->log_text !~ /Address already in use/;
	return 0;
}

sub _nginx {
	my @found = grep { -x } qw(/usr/sbin/nginx /usr/local/sbin/nginx);
	return $found[0] || 'nginx';
}

# One folder for what nginx serves: files as shipped, pages as built.
sub _link_static {
	my ($self) = @_;
	my $static = "$self->{dir}/static";
	unlink glob "$static/*";
	for my $file (glob("$source/nginx/static/*"),
	    glob("$self->{build}/nginx/static/*.{html,xml,json}")) {
		my ($name) = $file =~ m{([^/]+)$};
		symlink $file, "$static/$name" or croak "$static/$name: $!";
	}
}

sub _write_nginx {
	my ($self, $port) = @_;
	my $dir = $self->{dir};
	unlink "$dir/run/nginx.pid";
	my %value = (%limits, %{ $self->{limits} },
		LISTEN => "$self->{host}:$port",
		SERVER_NAMES => '127.0.0.1 localhost',
		SOCKET => "$self->{short}/run/ecert.sock",
		STATIC_DIR => "$dir/static", NGINX_DIR => "$dir/nginx",
		%{ $self->{gateway} || {} }, %{ $self->{administrators} || {} },
		$self->_doors,
		RUN_DIR => "$dir/run", LOG_DIR => "$dir/log", CACHE_DIR => "$dir/run/pages",
		USER_LINE => $> == 0 ? 'user root;' : '');
	for my $template (glob "$source/nginx/*.conf.in") {
		next if $template =~ m{/(gateway|kept)} && !$self->{$1};
		next if $template =~ m{/(?:responder-)?bureau} && !$self->{bureau};
		next if $template =~ m{/admin-(\w+)} && $1 ne $self->{admin};
		my ($name) = $template =~ m{([^/]+)\.in$};
		my $text = _slurp($template);
		$text =~ s{\@([A-Z_]+)\@}{
		    defined $value{$1} ? $value{$1}
		    : croak "$template: $1 has no value" }ge;
		_write("$dir/nginx/$name", $text);
	}
}

sub wait_ready {
	my ($self, $seconds) = @_;
	my $end = time + ($seconds || 20);
	my $last;
	do {
		$last = $self->get('/');
		return $self if $last->{status} == 200;
		sleep 0.05;
	} while (time < $end);
	croak "the first page answers $last->{status}\n",
	    $self->{responder}->log_tail, $self->{nginx}->log_tail;
}

# Stop all within some 4 seconds; may be called again.
sub stop {
	my ($self) = @_;
	$_ && $_->signal('TERM')
	    for @{$self}{qw(nginx responder bureau_responder)};
	$self->stop_nginx(1);
	$self->stop_responder(1);
	$self->stop_bureau_responder(1);
	# At the very end of a program its parts may have gone before it.
	if ($self->{db} && $self->{db}->process) {
		$self->{db}->process->stop(2);
		$self->stop_stray_database(1);
	}
	return $self;
}

# ---- what a test asks

sub dir { return $_[0]{dir} }
sub db { return $_[0]{db} }
sub port { return $_[0]{used_port} || $_[0]{port} }
sub conf_path { return "$_[0]{dir}/ecert.conf" }
sub socket_path { return "$_[0]{short}/run/ecert.sock" }
sub responder { return $_[0]{responder} }
sub nginx { return $_[0]{nginx} }
sub responder_log { return $_[0]{responder}->log_text }
sub nginx_log { return _slurp("$_[0]{dir}/log/nginx.log") }
sub access_log { return _slurp("$_[0]{dir}/log/access.log") }

sub url {
	my ($self, $path) = @_;
	return "http://$self->{host}:" . $self->port
	    . (defined $path ? $path : '');
}

sub program {
	my ($self, $name) = @_;
	my $path = "$self->{build}/$name";
	croak "$path is not built: run ./bootstrap\n" unless -x $path;
	return $path;
}

# request(method, path, [headers => {}], [content => bytes], [timeout => s]):
# HTTP::Tiny's answer, redirections not followed, with the body as characters
# in {text}.
sub request {
	my ($self, $method, $path, %opt) = @_;
	my $http = HTTP::Tiny->new(max_redirect => 0, keep_alive => 0,
	    timeout => $opt{timeout} || 15, agent => 'ecert-test');
	my $url = $path =~ m{^http://} ? $path : $self->url($path);
	my $answer = $http->request($method, $url, {
	    headers => $opt{headers} || {},
	    defined $opt{content} ? (content => $opt{content}) : () });
	$answer->{text} = decode('UTF-8', $answer->{content});
	return $answer;
}

sub get {
	my ($self, $path, $headers) = @_;
	return $self->request('GET', $path, headers => $headers);
}

# A form as [name => value, ...] or {name => value}.
sub post {
	my ($self, $path, $form, $headers) = @_;
	my @pairs = ref $form eq 'HASH' ? map { ($_, $form->{$_}) }
	    sort keys %$form : @$form;
	my @parts;
	while (my ($name, $value) = splice @pairs, 0, 2) {
		push @parts, join '=', map { _escape($_) } $name, $value;
	}
	return $self->request('POST', $path, content => join('&', @parts),
	    headers => { 'Content-Type' =>
	    'application/x-www-form-urlencoded', %{ $headers || {} } });
}

# Look a person up as the form does: the answer to the POST, and the page it
# leads to.
sub lookup {
	my ($self, $sample, $headers) = @_;
	my $sent = $self->post('/lookup', [ map { $_ => $sample->{$_} }
	    qw(name id_number management_no) ]);
	my $to = $sent->{headers}{location};
	return ($sent, undef) unless $sent->{status} == 303 && defined $to;
	return ($sent, $self->get($to, $headers));
}

sub _escape {
	my ($text) = @_;
	my $bytes = encode('UTF-8', $text);
	$bytes =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ge;
	return $bytes;
}

sub free_port {
	my ($host) = @_;
	my $socket = IO::Socket::INET->new(LocalAddr => $host, LocalPort => 0,
	    Listen => 1, Proto => 'tcp') or croak "no free port: $!";
	return $socket->sockport;
}

sub _slurp {
	my ($file) = @_;
	open my $in, '<:raw', $file or return '';
	local $/;
	my $text = <$in>;
	return defined $text ? $text : '';
}

sub _write {
	my ($file, $text) = @_;
	open my $out, '>:raw', "$file.new" or croak "$file: $!";
	print $out $text;
	close $out or croak "$file: $!";
	rename "$file.new", $file or croak "$file: $!";
}

sub DESTROY {
	my ($self) = @_;
	return unless $self->{owner} == $$;
	local ($?, $!, $@);
	eval { $self->stop };
}

1;
