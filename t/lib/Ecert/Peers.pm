# What the benchmarks measure beside ours, started over a stack's own database
# and served by its own nginx, on a port of its own with the same log: a floor, a
# plain program in C, PHP (t/bench/).
#
#	my $peers = Ecert::Peers->new(stack => $stack, dir => $dir);
#	$peers->write_nginx;		# before the stack's nginx starts
#	$peers->start($questions, $body);
package Ecert::Peers;

use strict;
use warnings;

use Carp qw(croak);
use Cwd qw(abs_path);
use Ecert::Process;
use File::Basename qw(dirname);
use File::Path qw(make_path);

my $source = abs_path(dirname(__FILE__) . '/../../..');

# Programs of the Debian packages that ./bootstrap bench installs.
my @programs = qw(/usr/sbin/php-fpm8.2);

use constant { KEPT => 8, FLOOR_THREADS => 64, REFERENCE_THREADS => 4,
    PHP_CHILDREN => 8 };

sub missing { return grep { !-x } @programs }

sub new {
	my ($class, %opt) = @_;
	my $self = bless { %opt, started => [] }, $class;
	$self->{dir} = "$opt{stack}{short}/run/peers";
	make_path($self->{dir}, { mode => 0755 });
	$self->{port} = Ecert::Stack::free_port('127.0.0.1');
	return $self;
}

sub port { return $_[0]{port} }
sub processes { return @{ $_[0]{started} } }

# As ours is served: kept connections to the floor, as many.  The plain program
# has too few threads for any (whoever is not lucky would wait for ever), and
# php-fpm keeps none.
sub write_nginx {
	my ($self) = @_;
	my ($stack, $dir) = @{$self}{qw(stack dir)};
	my $pass = join '', map { "\tfastcgi_param $_->[0] $_->[1];\n" } (
	    [qw(REQUEST_METHOD $request_method)], [qw(QUERY_STRING $args)],
	    [qw(DOCUMENT_URI $uri)], [qw(CONTENT_TYPE $content_type)],
	    [qw(CONTENT_LENGTH $content_length)],
	    [qw(REMOTE_ADDR $remote_addr)],
	    [SETTINGS => "$dir/settings.php"],
	    [SCRIPT_FILENAME => "$source/t/bench/preview.php"]);
	my $kept = KEPT;
	_write("$stack->{dir}/nginx/bureau-bench.conf", <<"CONF");
upstream bench_floor {
	server "unix:$dir/floor.sock" max_fails=0;
	keepalive $kept;
	keepalive_requests 10000;
}
server {
	listen 127.0.0.1:$self->{port};
	access_log "$stack->{dir}/log/access.log" ecert;
	keepalive_timeout 30s;
	fastcgi_buffers 16 16k;
	fastcgi_buffer_size 16k;
$pass
	location /floor/ {
		fastcgi_pass bench_floor;
		fastcgi_keep_conn on;
	}
	location /reference { fastcgi_pass "unix:$dir/reference.sock"; }
	location /php { fastcgi_pass "unix:$dir/php.sock"; }
	location /file/ {
		alias "$dir/file/";
		default_type "text/html; charset=UTF-8";
	}
}
CONF
	return $self;
}

# questions: those of a look-up (see t/bench/look-up); body: a page of ours.
sub start {
	my ($self, $questions, $body) = @_;
	my $dir = $self->{dir};
	my $stack = $self->{stack};
	my $socket = $stack->db->socket;
	my $first = _whole(@$questions);
	make_path("$dir/file");
	_write("$dir/file/page.html", $body);
	_write("$dir/questions", join '', map { join("\t", $_->{post} ? 'post'
	    : 'get', @{$_}{qw(letters sql)}) . "\n" } @$questions);
	_write("$dir/select", "$first->{letters}\t$first->{sql}");
	my @shared = ($socket, "$stack->{dir}/match.key");
	$self->_run(floor => $stack->program('t/bench/floor'),
	    "$dir/floor.sock", @shared, "$dir/questions",
	    "$dir/file/page.html", FLOOR_THREADS);
	$self->_run(reference => $stack->program('t/bench/reference'),
	    "$dir/reference.sock", @shared, "$dir/select",
	    "$source/xsl/page/result.xsl", REFERENCE_THREADS);
	$self->_start_php($first, @shared);
	return $self;
}

# Ours asks who it is, then for all of it; who answers at once asks both in one.
sub _whole {
	my (@questions) = @_;
	for my $post (grep { $_->{post} } @questions) {
		my ($where) = $post->{sql} =~ / FROM certificate_standing( .*)/s
		    or next;
		my ($all) = map { $_->{sql} =~ /^(SELECT .*? FROM
		    [ ]certificate_status) /sx } @questions or last;
		return { %$post, sql => $all . $where };
	}
	croak 'a look-up asks for no certificate';
}

sub _start_php {
	my ($self, $question, $socket, $key_file) = @_;
	my $dir = $self->{dir};
	open my $in, '<', $key_file or croak "$key_file: $!";
	my ($key) = join('', <$in>) =~ /(\w+)/;
	my %setting = (socket => $socket, key => $key,
	    letters => $question->{letters}, select => $question->{sql},
	    sheet => "$source/xsl/page/result.xsl");
	_write("$dir/settings.php", "<?php\nreturn [\n" . join('', map {
	    (my $value = $setting{$_}) =~ s/(['\\])/\\$1/g;
	    "\t'$_' => '$value',\n" } sort keys %setting) . "];\n");
	my $children = PHP_CHILDREN;
	my $account = $> == 0 ? "user = root\ngroup = root\n" : '';
	_write("$dir/php.conf", <<"CONF");
[global]
error_log = $dir/php.log
daemonize = no
[bench]
${account}listen = $dir/php.sock
listen.mode = 0600
pm = static
pm.max_children = $children
php_admin_value[opcache.enable] = 1
php_admin_value[opcache.validate_timestamps] = 0
CONF
	$self->_run(php => $programs[0], ($> == 0 ? '-R' : ()), '-F', '-y',
	    "$dir/php.conf");
}

sub _run {
	my ($self, $name, @command) = @_;
	my $process = Ecert::Process->start(name => $name,
	    log => "$self->{dir}/$name.log", command => \@command);
	$process->wait_socket("$self->{dir}/$name.sock", 20);
	push @{ $self->{started} }, $process;
}

sub stop {
	my ($self) = @_;
	$_->stop(3) for splice @{ $self->{started} };
}

sub _write {
	my ($file, $text) = @_;
	open my $out, '>:raw', $file or croak "$file: $!";
	print $out $text;
	close $out or croak "$file: $!";
}

1;
