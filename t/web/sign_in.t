#!/usr/bin/perl
# Signing in with a code: who exists cannot be told from who does not, a code is
# good for a while and a few tries, a session for its browser alone.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Holding;
use Test::More;
use Time::HiRes qw(time);

my $stack = Ecert::Stack->new(rows => 200)->start;
my $abdu = sample($stack, name => '阿卜杜拉·买买提');
my $wei = sample($stack, name => '𬱖');
my $nobody = { name => '无此人', id_number => '110000199001010013',
	nobody => 1 };
my $wrong_name = { %$abdu, name => '阿卜杜拉', nobody => 1 };

subtest 'a holder signs in with the code that was sent' => sub {
	my $holder = Holding->new($stack);
	my $code = $holder->ask_code($abdu);
	like($code, qr/^\d{6}$/, 'six digits were sent');
	like(($stack->codes)[-1][0], qr/^120\d{8}$/,
	    'to a number that nobody can have');
	my $sent = $holder->post('/sign-in/code', { code => $code });
	is($sent->{status}, 303, 'the code is taken');
	like($sent->{headers}{location}, qr{^/holder$}, 'and leads to the list');
	my $page = $holder->get('/holder');
	is($page->{status}, 200, 'which is shown');
	like(main_part($page->{text}), qr/\Q$abdu->{management_no}\E/,
	    'with the certificate');
	is($page->{headers}{'cache-control'}, 'no-store', 'kept nowhere');
	unlike($page->{text}, qr/\Q$abdu->{id_number}\E/,
	    'without the whole ID number');
};

subtest 'the session cookie is for no script and no other site' => sub {
	my $holder = Holding->new($stack);
	my $code = $holder->ask_code($wei);
	my $sent = $holder->post('/sign-in/code', { code => $code });
	my ($cookie) = grep { /^ecert_session/ }
	    map { ref ? @$_ : $_ } $sent->{headers}{'set-cookie'};
	like($cookie, qr/^ecert_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/,
	    'HttpOnly, SameSite=Strict, until the browser closes');
	isnt($holder->cookies->{ecert_session},
	    Holding->new($stack)->sign_in($wei)->cookies->{ecert_session},
	    'a new one each time');
};

sub blanked {
	my ($text) = @_;
	$text =~ s/value="[0-9a-f]{32}"/value=""/g;
	return without_time($text);
}

subtest 'who exists and who does not get the same answer' => sub {
	my %got;
	for my $who ($abdu, $nobody, $wrong_name) {
		my $holder = Holding->new($stack);
		$holder->ask_code($who);
		my $sent = $holder->asked;
		my $page = $holder->get('/sign-in/code');
		my $headers = join "\n", map { "$_: " . (/cookie|date/ ? ''
		    : $sent->{headers}{$_}) } sort keys %{ $sent->{headers} };
		$got{"$sent->{status}\n$headers\n" . blanked($page->{text})}++;
	}
	is(keys %got, 1, 'status, headers and page');
	my $before = () = $stack->codes;
	Holding->new($stack)->ask_code($_) for $nobody, $wrong_name;
	is(scalar(() = $stack->codes), $before, 'no code is sent to nobody');
};

subtest 'a wrong code is refused, the fifth ends the attempt' => sub {
	my $person = sample($stack, name => '欧阳明远');
	my $holder = Holding->new($stack);
	my $code = $holder->ask_code($person);
	my $other = $code eq '000000' ? '000001' : '000000';
	for my $try (1 .. 4) {
		my $sent = $holder->post('/sign-in/code', { code => $other });
		is($sent->{status}, 422, "try $try: refused");
		like($sent->{text}, qr/验证码不正确/, 'and told so');
	}
	is($holder->post('/sign-in/code', { code => '12ab' })->{status}, 422,
	    'what is no code costs no try');
	is($holder->post('/sign-in/code', { code => $other })->{status}, 422,
	    'the fifth try');
	my $late = $holder->post('/sign-in/code', { code => $code });
	isnt($late->{status}, 303, 'the right code is too late then');
	like($late->{text}, qr/重新获取验证码/, 'and what to do is said');
	is($holder->get('/holder')->{status}, 403, 'nobody is signed in');
};

subtest 'a code is good once, five minutes, in its own browser' => sub {
	my $person = sample($stack, style => 2, state => 'issued');
	my $holder = Holding->new($stack);
	my $code = $holder->ask_code($person);
	my $thief = Holding->new($stack);
	$thief->ask_code($nobody);
	isnt($thief->post('/sign-in/code', { code => $code })->{status}, 303,
	    'not in another browser');
	$stack->db->query('UPDATE sign_in SET begun_at = begun_at - INTERVAL '
	    . '301 SECOND', user => 'ecert_owner');
	isnt($holder->post('/sign-in/code', { code => $code })->{status}, 303,
	    'not after five minutes');
	$code = $holder->ask_code($person);
	my %kept = %{ $holder->cookies };
	is($holder->post('/sign-in/code', { code => $code })->{status}, 303,
	    'a fresh one is');
	%{ $holder->cookies } = %kept;
	$holder->get('/sign-in/code');
	isnt($holder->post('/sign-in/code', { code => $code })->{status}, 303,
	    'but not twice');
};

subtest 'a form that is not from our page changes nothing' => sub {
	my $holder = Holding->new($stack)->sign_in($abdu);
	my $before = () = $stack->codes;
	for my $csrf ('', 'x' x 32, '0' x 32) {
		is($holder->post('/sign-out', { csrf => $csrf })->{status}, 403,
		    "sign-out with '$csrf'");
		is($holder->post('/sign-in', { csrf => $csrf,
		    name => $wei->{name}, id_number => $wei->{id_number} })
		    ->{status}, 403, "sign-in with '$csrf'");
	}
	is($holder->get('/holder')->{status}, 200, 'still signed in');
	is(scalar(() = $stack->codes), $before, 'no code was sent');
	is(Holding->new($stack)->post('/sign-in', { name => $abdu->{name},
	    id_number => $abdu->{id_number} })->{status}, 403,
	    'nor without any cookie');
};

subtest 'a session ends: signed out, idle, or not one of ours' => sub {
	my $holder = Holding->new($stack)->sign_in($wei);
	my %old = %{ $holder->cookies };
	is($holder->post('/sign-out')->{status}, 303, 'signed out');
	is($holder->cookies->{ecert_session}, undef, 'the cookie is gone');
	%{ $holder->cookies } = %old;
	my $page = $holder->get('/holder');
	is($page->{status}, 403, 'and its old value worth nothing');
	like($page->{text}, qr{href="/sign-in"}, 'the way back is shown');
	$holder = Holding->new($stack)->sign_in(sample($stack, style => 2,
	    state => 'issued'));
	$stack->db->query('UPDATE session SET begun_at = begun_at - INTERVAL '
	    . '899 SECOND, seen_at = seen_at - INTERVAL 890 SECOND',
	    user => 'ecert_owner');
	is($holder->get('/holder')->{status}, 200, 'idle for 14 minutes');
	$stack->db->query('UPDATE session SET begun_at = begun_at - INTERVAL '
	    . '901 SECOND, seen_at = seen_at - INTERVAL 901 SECOND',
	    user => 'ecert_owner');
	is($holder->get('/holder')->{status}, 403, 'idle for 15 minutes');
	for my $cookie ('x', '0' x 64, 'a' x 200, "' OR 1=1") {
		is($stack->get('/holder', { Cookie => "ecert_session=$cookie" })
		    ->{status}, 403, 'an invented cookie');
	}
};

subtest 'faults of a field are told before anything is sent' => sub {
	my $holder = Holding->new($stack);
	$holder->get('/sign-in');
	my $page = $holder->post('/sign-in', { name => '',
	    id_number => '110000199001010014' });
	is($page->{status}, 422, 'refused');
	like($page->{text}, qr/id="name-error".*请输入姓名/s, 'the name');
	like($page->{text}, qr/id="id_number-error".*校验位/s, 'the number');
	unlike($page->{text}, qr/110000199001010014/, 'which is not repeated');
	$page = $holder->post('/sign-in', { name => "\x{1}", id_number => '' });
	is($page->{status}, 422, 'a character that no page can carry');
};

subtest 'nothing of it is in a log' => sub {
	my $log = $stack->responder_log . $stack->access_log;
	my @codes = map { $_->[1] } $stack->codes;
	is(scalar(grep { $log =~ /\b$_\b/ } @codes), 0, 'no code');
	unlike($log, qr/(?<![0-9a-f])120\d{8}(?![0-9a-f])/, 'no telephone number');
	unlike($log, qr/ecert_session|[0-9a-f]{64}/, 'no token');
};

undef $stack;
done_testing;
