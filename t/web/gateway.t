#!/usr/bin/perl
# Signing in through the organisation's own identity service: what nginx was
# told of by it counts, and nothing that a visitor can send.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(encode);
use File::Temp qw(tempdir);
use Holding;
use Test::More;

# The identity service is an nginx of its own: it knows one visitor by a cookie.
my $dir = tempdir(CLEANUP => 1);
my $port = Ecert::Stack::free_port('127.0.0.1');

sub start_identity {
	my ($person) = @_;
	my $name = join '', map { sprintf '%%%02X', ord }
	    split //, encode('UTF-8', $person->{name});
	open my $out, '>', "$dir/nginx.conf" or die "nginx.conf: $!";
	print $out <<"CONF";
@{[ $> == 0 ? 'user root;' : '' ]}
daemon off;
pid $dir/nginx.pid;
error_log $dir/error.log;
events { worker_connections 64; }
http {
	access_log off;
	client_body_temp_path $dir/body;
	proxy_temp_path $dir/proxy;
	fastcgi_temp_path $dir/fastcgi;
	uwsgi_temp_path $dir/uwsgi;
	scgi_temp_path $dir/scgi;
	map \$cookie_org \$who { default 0; known 1; }
	server {
		listen 127.0.0.1:$port;
		location / {
			if (\$who = 0) { return 401; }
			add_header X-Holder-Name "$name";
			add_header X-Holder-Id-Number "$person->{id_number}";
			return 204;
		}
	}
}
CONF
	close $out or die "nginx.conf: $!";
	my $service = Ecert::Process->start(name => 'identity',
	    log => "$dir/out.log", command => [Ecert::Stack::_nginx(), '-e',
	    "$dir/error.log", '-p', $dir, '-c', "$dir/nginx.conf"]);
	$service->wait_for('pid file', 10, sub { -s "$dir/nginx.pid" });
	return $service;
}

my $stack = Ecert::Stack->new(rows => 50,
    conf => { holder => { sign_in => 'gateway' } },
    gateway => { IDENTITY_URL => "http://127.0.0.1:$port/",
    IDENTITY_PAGE => 'https://id.example/' })->start;
my $person = sample($stack, name => '阿卜杜拉·买买提');
my $other = sample($stack, name => '𬱖');
my $service = start_identity($person);
my $known = { Cookie => 'org=known' };

subtest 'who is verified is signed in by name and number' => sub {
	my $holder = Holding->new($stack);
	my $page = $holder->get('/sign-in/gateway', $known);
	is($page->{status}, 200, 'the list comes at once');
	like(main_part($page->{text}), qr/\Q$person->{management_no}\E/,
	    'with the certificate');
	is($holder->get('/holder')->{status}, 200, 'the session holds');
	like($stack->get('/sign-in')->{text}, qr{href="/sign-in/gateway"},
	    'the sign-in page leads there');
};

subtest 'who is not is sent to the service' => sub {
	my $page = $stack->get('/sign-in/gateway');
	is($page->{status}, 302, 'sent away');
	is($page->{headers}{location}, 'https://id.example/', 'to its page');
};

subtest 'no header of a visitor is taken for the service' => sub {
	my $name = $other->{name};
	utf8::encode($name);
	$name =~ s/(.)/sprintf '%%%02X', ord $1/ge;
	my %forged = map { ($_ => $name, (s/NAME|Name|name/ID_NUMBER/r)
	    => $other->{id_number}) } qw(ECERT_HOLDER_NAME Ecert-Holder-Name
	    X-Holder-Name HTTP_ECERT_HOLDER_NAME X-Ecert-Holder-Name);
	$forged{'X-Holder-Id-Number'} = $other->{id_number};
	my $page = $stack->get('/sign-in/gateway', { %forged, %$known });
	unlike($page->{text}, qr/\Q$other->{management_no}\E/, 'nobody else');
	like($page->{text}, qr/\Q$person->{management_no}\E/, 'but who it is');
	is($stack->get('/sign-in/gateway', \%forged)->{status}, 302,
	    'and nobody without the service');
	for my $path ('/holder', '/sign-in', '/holder/',
	    '/sign-in/gateway/', '//sign-in/gateway', '/_identity',
	    '/sign-in/gateway?ECERT_HOLDER_NAME=' . $name) {
		my $answer = $stack->get($path, \%forged);
		unlike($answer->{text}, qr/\Q$other->{management_no}\E/, $path);
		is($answer->{headers}{'set-cookie'}, undef,
		    "$path: no session") unless $path eq '/sign-in';
	}
};

subtest 'codes are not offered beside it' => sub {
	is($stack->post('/sign-in', { name => $person->{name},
	    id_number => $person->{id_number} })->{status}, 404, 'no code');
};

subtest 'a service that is away signs nobody in' => sub {
	$service->stop(3);
	my $page = $stack->get('/sign-in/gateway', $known);
	isnt($page->{status}, 200, 'no list');
	cmp_ok($page->{status}, '>=', 500, 'the fault is ours to tell');
	is($page->{headers}{'set-cookie'}, undef, 'no session');
};

undef $stack;
done_testing;
