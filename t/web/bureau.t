#!/usr/bin/perl
# Who calls: a bureau is let in by its certificate, purpose, scope and quota, and
# by nothing else; each call and each refusal is written down.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Keys;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode);
use File::Copy qw(copy);
use Test::More;

my $stack = Ecert::Stack->new(rows => 50, bureau => 1)->start;
my $db = $stack->db;
my $dir = $stack->bureau_dir;

sub calls { return $db->value('SELECT COUNT(*) FROM bureau_call') }

# outcome, bureau, route of the newest.
sub last_call {
	my ($row) = $db->rows('SELECT c.outcome, IFNULL(b.code, "-"), c.route '
	    . 'FROM bureau_call c LEFT JOIN bureau b ON b.bureau = c.bureau '
	    . 'ORDER BY c.bureau_call DESC LIMIT 1');
	return join ' | ', @{ $row || [] };
}

# Refused with that status and code, told so in a problem document, and written
# down in one row.
sub is_refused {
	my ($what, $status, $code, $bureau, %opt) = @_;
	my $before = calls();
	my $method = delete $opt{method} || 'GET';
	my $path = delete $opt{path} || 'caller';
	my $answer = $stack->bureau_request($method, $path, %opt);
	is($answer->{status}, $status, "$what: $status") or diag $answer->{text};
	like($answer->{text}, qr/\Q$code\E/, '... told why');
	unlike($answer->{text}, qr/<(?:caller|certificate)\b/, "... and nothing else");
	is(calls(), $before + 1, '... one row');
	like(last_call(), qr/^\Q$code\E \| \Q$bureau\E \|/, "... $code of $bureau");
	return $answer;
}

subtest 'a parameter that is not read is refused, not ignored' => sub {
	for my $path ('changes?aftr=x', 'snapshot?wait=1', 'batches?state=open', 'caller?x=1',
	    'status-lists?limit=1') {
		is_refused($path, 400, 'query-invalid', 'beijing', path => $path);
	}
	is_refused('a delivery', 400, 'query-invalid', 'beijing', method => 'POST',
	    path => 'batches?aprroved=2022-01-10', content => 'x');
	is($stack->bureau_get("$_&lang=en")->{status}, 200, "$_ is read")
	    for 'changes?limit=1', 'snapshot?limit=1', 'batches?limit=1';
};

subtest 'each answer has its number and what is left' => sub {
	my @left;
	for (1 .. 2) {
		my $answer = $stack->bureau_get('caller', cert => 'corps');
		my $headers = $answer->{headers};
		like($headers->{'trace-id'}, qr/^[0-9a-f]{16}\z/, 'a number');
		ok(scalar(grep { /id=$headers->{'trace-id'} / } split /\n/,
		    $stack->bureau_log), '... that the log has');
		is($headers->{'ratelimit-policy'},
		    '"minute";q=100000;w=60, "day";q=10000000;w=86400', 'the quota');
		like($headers->{ratelimit},
		    qr/^"minute";r=\d+;t=\d{1,2}, "day";r=\d+;t=\d+\z/, '... and its rest');
		push @left, $headers->{ratelimit} =~ /"day";r=(\d+)/;
	}
	is($left[1], $left[0] - 1, 'a call less each time');
	my $none = $stack->bureau_get('caller', cert => undef)->{headers};
	like($none->{'trace-id'}, qr/^[0-9a-f]{16}\z/, 'who is not let in has a number too');
	is($none->{ratelimit}, undef, '... and no quota');
};

subtest 'a registered certificate with a purpose is let in' => sub {
	for my $code (qw(beijing shanghai corps ministry)) {
		my $answer = $stack->bureau_get('caller', cert => $code);
		is($answer->{status}, 200, $code) or diag $answer->{text};
		like($answer->{text}, qr{<code>$code</code>}, '... as whom it is registered');
		is(last_call(), "admitted | $code | GET caller", '... and written down');
	}
	is_deeply([map { decode('UTF-8', $_) } @{ ($db->rows('SELECT item_code, item_name, cause, '
	    . 'officer FROM bureau_call ORDER BY bureau_call DESC LIMIT 1'))[0] }],
	    ['11-0000-001', '样本事项', '样本事由', '样本经办人'], 'with its purpose');
};

# ---- certificates

# Another authority, with the same name; and a key of ours with a name of theirs.
my $other = $stack->dir . '/other';
Ecert::Keys::bureaus($other);
Ecert::Keys::bureau($other, 'beijing');
copy("$other/beijing-$_.pem", "$dir/stranger-$_.pem") for qw(key cert);

my $twin = $stack->dir . '/twin';
mkdir $twin;
for my $file (map { m{([^/]+)$} } glob("$dir/ca*"), glob("$dir/index*")) {
	copy("$dir/$file", "$twin/$file");
}
Ecert::Keys::bureau($twin, 'beijing');
copy("$twin/beijing-$_.pem", "$dir/twin-$_.pem") for qw(key cert);

$stack->bureau_key('expired', from => '20200101000000Z', until => '20210101000000Z');
$stack->bureau_key('early', from => '20900101000000Z', until => '20910101000000Z');
$stack->bureau_key($_) for qw(nobody gone spare second closed);
$stack->bureau_add($_) for qw(expired early gone spare closed);
$stack->bureau_key_add('spare', 'second');

subtest 'no other certificate is' => sub {
	is_refused('none', 403, 'bureau-no-certificate', '-', cert => undef);
	is_refused('expired', 403, 'bureau-certificate-expired', 'expired', cert => 'expired');
	is_refused('not yet valid', 403, 'bureau-certificate-early', 'early', cert => 'early');
	is_refused('of another authority with the same names', 403,
	    'bureau-certificate-untrusted', '-', cert => 'stranger');
	is_refused('ours, with a bureau\'s name and another key', 403, 'bureau-unknown', '-',
	    cert => 'twin');
	is_refused('ours, of nobody', 403, 'bureau-unknown', '-', cert => 'nobody');
	is_refused('the server\'s own', 403, 'bureau-certificate-untrusted', '-', cert => 'server');
	my $before = calls();
	my $swapped = $stack->bureau_get('caller', cert => 'beijing', key => 'shanghai');
	is($swapped->{status}, 599, 'one bureau\'s certificate with another\'s key: no connection');
	is(calls(), $before, '... and no call');
};

subtest 'a revoked one is refused from the next connection on' => sub {
	is($stack->bureau_get('caller', cert => 'gone')->{status}, 200, 'before');
	Ecert::Keys::revoke($dir, "$dir/gone-cert.pem");
	Ecert::Keys::crl($dir);
	$stack->nginx->signal('HUP');
	ok(within(20, sub { $stack->bureau_get('caller', cert => 'gone')->{status} == 403 }),
	    'nginx read the list');
	is_refused('revoked', 403, 'bureau-certificate-revoked', 'gone', cert => 'gone');
	is($stack->bureau_get('caller')->{status}, 200, 'others are let in');
};

sub fingerprint { return $stack->bureau_fingerprint($_[0]) }

subtest 'keys overlap, and are disabled one by one' => sub {
	is($stack->bureau_get('caller', cert => $_)->{status}, 200, "both: $_")
	    for qw(spare second);
	my ($status, $text) = $stack->command('bureau', 'rotate', '--certificate',
	    "$dir/nobody-cert.pem", 'spare');
	is($status, 1, 'no third');
	like($text, qr/bureau-two-keys/, '... by name');
	($status) = $stack->command('bureau', 'disable', '--key', fingerprint('spare'),
	    '--why', '更换', 'spare');
	is($status, 0, 'one is disabled');
	is_refused('the one', 403, 'bureau-key-disabled', 'spare', cert => 'spare');
	is($stack->bureau_get('caller', cert => 'second')->{status}, 200, 'the other serves');
	($status, $text) = $stack->command('bureau', 'list', 'spare');
	like($text, qr/^spare\tkey\tdisabled\t${\fingerprint('spare')}\t/m, 'and is listed so');
	like($text, qr/^spare\tkey\tin-force\t${\fingerprint('second')}\t/m, 'as is the other');
	is(($stack->command('bureau', 'disable', '--key', fingerprint('beijing'), '--why', 'x',
	    'spare'))[0], 1, 'another bureau\'s key is not this one\'s');
	is(($stack->command('bureau', 'disable', '--why', '撤并', 'closed'))[0], 0, 'a whole bureau');
	is_refused('a disabled bureau', 403, 'bureau-disabled', 'closed', cert => 'closed');
	($status, $text) = $stack->command('bureau', 'rotate', '--certificate',
	    "$dir/nobody-cert.pem", 'closed');
	like($text, qr/bureau-disabled/, 'it gets no other key');
};

subtest 'what cannot be registered' => sub {
	my %why = ('ca.pem' => 'bureau-certificate-unfit', 'server-cert.pem' =>
	    'bureau-certificate-unfit', 'beijing-cert.pem' => 'bureau-key-present',
	    'ca-crl.pem' => 'bureau-certificate-unfit');
	for my $file (sort keys %why) {
		my ($status, $text) = $stack->command('bureau', 'add', '--name', '样本', '--scopes',
		    'read', '--certificate', "$dir/$file", 'another');
		is($status, 1, $file);
		like($text, qr/\[$why{$file}\]/, "... $why{$file}");
	}
	is($db->value("SELECT COUNT(*) FROM bureau WHERE code = 'another'"), 0, 'nothing is left of it');
	for my $case (['--scopes', 'all'], ['--scopes', 'read,read'], ['--province', '1'],
	    ['--proof', 'none'], ['--per-minute', '0'], ['--from', 'today']) {
		is(($stack->command('bureau', 'add', '--name', '样本', '--scopes', 'read', @$case,
		    '--certificate', "$dir/nobody-cert.pem", 'another'))[0], 64, "@$case: misuse");
	}
};

# ---- terms

subtest 'scope, dates and quota are those of the newest terms' => sub {
	$stack->bureau_key('poor');
	$stack->bureau_add('poor', scopes => 'verify', per_minute => 3, per_day => 5);
	my $answer = $stack->bureau_get('caller', cert => 'poor');
	is($answer->{status}, 200, 'any bureau may ask who it is');
	my ($feed) = grep { $_->[1] eq 'SCOPE_FEED' } routes();
	is_refused('a resource of another scope', 403, 'bureau-scope', 'poor', cert => 'poor',
	    method => $feed->[0], path => $feed->[2]) if $feed;
	$stack->bureau_get('caller', cert => 'poor') for 1 .. 3;
	my $over = $stack->bureau_get('caller', cert => 'poor');
	SKIP: {
		# The minute may have turned in between: then the day is used up.
		my ($code) = last_call() =~ /^(\S+)/;
		like($code, qr/^bureau-quota-(?:minute|day)$/, 'used up') or skip 'not used up', 1;
		is($over->{status}, 429, 'told so');
		like($over->{headers}{'retry-after'}, qr/^[1-9]\d*$/, 'and when to come again');
	}
	my $left = $db->value("SELECT day_calls FROM bureau_use u JOIN bureau b "
	    . "ON b.bureau = u.bureau WHERE b.code = 'poor'");
	cmp_ok($left, '<=', 5, 'what is refused is not counted against it');
	is(($stack->command('bureau', 'terms', '--per-minute', '1000', '--per-day', '1000',
	    'poor'))[0], 0, 'more is granted');
	is($stack->bureau_get('caller', cert => 'poor')->{status}, 200, 'and holds at once');
	$stack->command('bureau', 'terms', '--until', '2021-12-18', '--from', '2021-12-17', 'poor');
	is_refused('out of its dates', 403, 'bureau-not-in-force', 'poor', cert => 'poor');
	is($db->value("SELECT COUNT(*) FROM bureau_terms t JOIN bureau b ON b.bureau = t.bureau "
	    . "WHERE b.code = 'poor'"), 3, 'older terms stay on record');
};

# method, scope, path with something in place of each ":word".
sub routes {
	open my $in, '<', "$FindBin::Bin/../../fcgi/responder/route.c" or die $!;
	my $text = do { local $/; <$in> };
	my @routes;
	while ($text =~ /\{ METHOD_(\w+),\s+"([^"]+)",\s+\w+,\s+PRIVACY_\w+,\s+FORM_\w+,\s+(SCOPE_\w+)/g) {
		my ($method, $path, $scope) = ($1, $2, $3);
		$path =~ s/:\w+/A1B2C3D4/g;
		push @routes, [$method, $scope, $path];
	}
	return @routes;
}

# ---- purpose

my @purposes = ([undef, 'purpose-missing'], ['', 'purpose-missing'],
    ['cause=why', 'purpose-missing'], ['item=A-1', 'purpose-missing'],
    ['item=&cause=why', 'purpose-missing'], ['item=A_1&cause=why', 'purpose-unfit'],
    ['item=' . 'A' x 41 . '&cause=why', 'purpose-unfit'],
    ['item=A&cause=' . 'x' x 201, 'purpose-unfit'], ['item=A&cause=%FF', 'purpose-unfit'],
    ['item=A&cause=of+110101199003070011', 'purpose-unfit'],
    ['item=A&cause=of+11010119900307001X', 'purpose-unfit'],
    ['item=A&cause=a%0Ab', 'purpose-unfit'], ['item=A&item=B&cause=why', 'purpose-unfit'],
    ['item=A&cause=why&officer=' . 'x' x 51, 'purpose-unfit']);
subtest 'a purpose is needed, and fit to be written down' => sub {
	is_refused(defined $_->[0] ? substr($_->[0], 0, 40) : 'none', 400, $_->[1], 'beijing',
	    purpose => $_->[0]) for @purposes;
	is($db->value("SELECT COUNT(*) FROM bureau_call WHERE outcome LIKE 'purpose-%' AND "
	    . 'COALESCE(item_code, item_name, cause, officer) IS NOT NULL'), 0,
	    'of what is not fit nothing is kept');
	is($stack->bureau_get('caller', purpose => 'item=A-1&cause=why')->{status}, 200,
	    'name and officer may be left out');
};

# ---- forging

my %says = ('ECERT_BUREAU_VERIFY' => 'SUCCESS', 'Ecert-Bureau-Verify' => 'GATEWAY',
    'ECERT_BUREAU_CERT' => 'x', 'Ecert-Bureau-Cert' => 'x', 'X-SSL-Client-Verify' => 'SUCCESS',
    'Ssl-Client-Verify' => 'SUCCESS', 'X-Forwarded-Client-Cert' => 'x');
subtest 'nothing that a caller writes becomes who it is' => sub {
	my $pem = do { open my $in, '<', "$dir/beijing-cert.pem" or die $!; local $/; <$in> };
	(my $escaped = $pem) =~ s/([^A-Za-z0-9])/sprintf '%%%02X', ord $1/ge;
	my %headers = map { $_ => $says{$_} eq 'x' ? $escaped : $says{$_} } keys %says;
	my $query = "ECERT_BUREAU_VERIFY=SUCCESS&ECERT_BUREAU_CERT=$escaped";
	is_refused('headers that imitate', 403, 'bureau-no-certificate', '-', cert => undef,
	    headers => \%headers);
	is_refused('the same beside another\'s certificate', 403, 'bureau-unknown', '-',
	    cert => 'nobody', headers => \%headers);
	is_refused('query parameters that imitate', 403, 'bureau-no-certificate', '-',
	    cert => undef, path => '/api/v1/caller?ECERT_BUREAU_VERIFY=SUCCESS');
	is_refused('both', 403, 'bureau-no-certificate', '-', cert => undef, headers => \%headers,
	    path => '/api/v1/caller?ECERT_BUREAU_VERIFY=GATEWAY');
	like($stack->bureau_get('caller', cert => 'shanghai', headers => \%headers)->{text},
	    qr{<code>shanghai</code>}, 'a bureau does not become another one by them');
	my @odd = ('/api/v1/../v1/caller', '//api/v1/caller', '/api//v1/caller', '/api/v1/caller/',
	    '/API/v1/caller', '/api/v1/%63aller');
	for my $path (@odd) {
		my $answer = $stack->bureau_get($path, cert => undef);
		is($answer->{status}, 403, "$path without a certificate");
	}
};

# ---- every way in

subtest 'no resource is there without a certificate' => sub {
	my @routes = grep { $_->[1] ne 'SCOPE_PUBLIC' } routes();
	cmp_ok(scalar @routes, '>', 0, 'there are resources');
	for my $route (@routes) {
		my ($method, undef, $path) = @$route;
		my %body = $method eq 'POST' ? (content => '<x/>', headers => {
		    'Content-Type' => 'application/xml' }) : ();
		is_refused("$method $path", 403, 'bureau-no-certificate', '-', cert => undef,
		    method => $method, path => $path, %body);
		is_refused("$method $path, of nobody", 403, 'bureau-unknown', '-',
		    cert => 'nobody', method => $method, path => $path, %body);
		my $public = $stack->request($method, $path, %body);
		ok($public->{status} == 404 || $path eq '/api/v1/verifications',
		    '... nor at the public\'s server') or diag $public->{status};
	}
};

subtest 'the server of bureaus has no pages of the public or of administrators' => sub {
	for my $path (qw(/ /catalogue /lookup /verify /holder /sign-in /admin/reports /healthz
	    /static/ecert.css /v/ABCD /batch /robots.txt)) {
		my $answer = is_refused($path, 404, 'page-not-found', 'beijing', path => $path);
		like($answer->{headers}{'content-type'}, qr{^application/problem}, '... no page');
	}
	is_refused('a method that a resource has not', 405, 'method-not-allowed', 'beijing',
	    method => 'DELETE');
	# Not a certificate of the number "checks".
	my $answer = is_refused('GET of what takes POST', 405, 'method-not-allowed',
	    'beijing', path => 'certificates/checks');
	is($answer->{headers}{allow}, 'POST', '... and Allow names it alone');
	$answer = is_refused('POST of what is read', 405, 'method-not-allowed',
	    'beijing', method => 'POST', path => 'certificates/checked');
	is($answer->{headers}{allow}, 'GET, HEAD', '... likewise');
};

subtest 'no row, no answer' => sub {
	$db->query('CREATE TRIGGER never BEFORE INSERT ON bureau_call FOR EACH ROW '
	    . "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'never'");
	for my $cert ('beijing', undef) {
		my $answer = $stack->bureau_get('caller', cert => $cert);
		is($answer->{status}, 503, defined $cert ? $cert : 'nobody');
		unlike($answer->{text}, qr/<caller\b/, "... is told nothing");
	}
	$db->query('DROP TRIGGER never');
	$stack->kill_database;
	is($stack->bureau_get('caller')->{status}, 503, 'nor with the database away');
	$stack->start_database;
	ok(within(20, sub { $stack->bureau_get('caller')->{status} == 200 }), 'and after it is back');
};

subtest 'neither officers nor purposes are in a log' => sub {
	my $log = $stack->bureau_log . slurp($stack->dir . '/log/bureau.log');
	like($log, qr/caller/, 'there is one');
	unlike(decode('UTF-8', $log), qr/样本经办人|样本事由|%E6%A0%B7/, 'without them');
};

done_testing;
