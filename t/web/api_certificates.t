#!/usr/bin/perl
# What bureaus are told of certificates: their own province's in full, others by
# the exact triple alone; whatever is told is written down with its call.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Encode qw(decode encode);
use JSON::PP ();
use MIME::Base64 qw(decode_base64);
use Digest::SHA qw(sha256_hex);
use Test::More;

my $stack = Ecert::Stack->new(rows => 3000, bureau => 1)->start;
my $db = $stack->db;
my $misfits = 0;

sub value { return decode('UTF-8', $db->value($_[0])) }

# A certificate of a province ('' for any) in a state, the newest version.
sub certificate {
	my ($province, $state, $skip) = @_;
	$skip ||= 0;
	my ($row) = $db->rows('SELECT serial, version, management_no, name, '
	    . "id_type, id_number, province, state FROM certificate_status "
	    . "WHERE state = '$state' " . ($province ? "AND province = "
	    . "'$province' " : '') . "AND id_type = '111' ORDER BY serial LIMIT "
	    . "$skip, 1");
	die "no $state certificate in '$province'\n" unless $row;
	my %c;
	@c{qw(serial version management_no name id_type id_number province
	    state)} = map { decode('UTF-8', $_) } @$row;
	return \%c;
}

sub element {
	my ($name, $text) = @_;
	return '' unless defined $text;
	$text =~ s/([<>&"])/'&#' . ord($1) . ';'/ge;
	return "<$name>$text</$name>";
}

sub post {
	my ($path, $body, %opt) = @_;
	my $answer = $stack->bureau_request('POST', $path,
	    headers => { 'Content-Type' => $opt{type} || 'application/xml' },
	    content => ref $body ? $$body : encode('UTF-8', $body),
	    cert => $opt{cert} || 'beijing');
	fits($answer);
	return $answer;
}

sub get {
	my ($path, %opt) = @_;
	my $answer = $stack->bureau_get($path, cert => 'beijing', %opt);
	fits($answer);
	return $answer;
}

# Every answer that is no problem is as the schema has it.
sub fits {
	my ($answer) = @_;
	return if $answer->{status} >= 300 || $answer->{content} !~ /^</;
	return if fits_schema('api-certificate.xsd', $answer->{content});
	$misfits++;
	diag $answer->{text};
}

sub refused {
	my ($what, $answer, $status, $code) = @_;
	is("$answer->{status} " . ($answer->{text} =~ m{<code>([^<]*)</code>}
	    ? $1 : '-'), "$status $code", $what) or diag $answer->{text},
	    $stack->bureau_log;
}

sub holder_body {
	my ($type, $number) = @_;
	return '<holder xmlns="urn:ecert:api:1">' . element('idType', $type)
	    . element('idNumber', $number) . '</holder>';
}

sub checks_body {
	my ($items, %opt) = @_;
	return '<checks xmlns="urn:ecert:api:1"'
	    . ($opt{signed} ? qq{ signed="$opt{signed}"} : '') . '><items>'
	    . join('', map { my $i = $_; '<item>' . join('', map {
	    element($_->[0], $i->{$_->[1]}) } [name => 'name'],
	    [idNumber => 'id_number'], [managementNo => 'management_no'])
	    . '</item>' } @$items) . '</items></checks>';
}

# [outcome, state or code], ... of the results, in order.
sub results {
	my ($answer) = @_;
	my @found;
	while ($answer->{text} =~ m{<result\b([^>]*?)(?:/>|>(.*?)</result>)}gs) {
		my ($attributes, $inside) = ($1, $2 // '');
		my ($outcome) = $attributes =~ /outcome="([^"]*)"/;
		my ($state) = $attributes =~ /state="([^"]*)"/;
		my @codes = $inside =~ /<error[^>]* code="([^"]*)"/g;
		push @found, join ' ', $outcome, $state // @codes;
	}
	return \@found;
}

# What was written down since: channel, certificate, outcome, bureau.
my $seen = 0;
sub told {
	my @rows = $db->rows("SELECT e.access, CONCAT_WS(' ', e.channel, IFNULL("
	    . "CONCAT(e.serial, '.', e.version), '-'), e.outcome, b.code, "
	    . 'c.item_code) FROM access_event e JOIN bureau_call c USING '
	    . '(bureau_call) JOIN bureau b ON b.bureau = c.bureau AND e.actor_name = '
	    . "b.name_zh WHERE e.access > $seen ORDER BY e.access");
	$seen = $rows[-1][0] if @rows;
	return [map { decode('UTF-8', $_->[1]) } @rows];
}

my $own = certificate('11', 'issued');
my $other = certificate('31', 'issued');
my $waiting = certificate('11', 'approved');

subtest 'of its own province a bureau is told everything' => sub {
	my $answer = get("certificates/$own->{management_no}");
	is($answer->{status}, 200, 'told') or diag $answer->{text}, $stack->bureau_log;
	like($answer->{text}, qr{<record [^>]*state="issued"}, 'its state');
	like($answer->{text}, qr{<idNumber [^>]*>$own->{id_number}<}, 'its number');
	like($answer->{text}, qr{<statusEntry list="[^"]+" index="\d+"/>},
	    'where it stands in the status lists');
	like($answer->{text}, qr{<versions><version number="1" state="issued"},
	    'and its versions');
	is_deeply(told(), ["bureau $own->{serial}.$own->{version} issued beijing "
	    . '11-0000-001'], 'written down with its purpose');
	like($answer->{headers}{'cache-control'}, qr/no-store/, 'nobody keeps it');
	for my $state (qw(suspended revoked superseded)) {
		my $c = eval { certificate('11', $state) } or next;
		my $text = get("certificates/$c->{management_no}")->{text};
		my $newest = value('SELECT state FROM certificate_status WHERE '
		    . "management_no = '$c->{management_no}' ORDER BY version "
		    . 'DESC LIMIT 1');
		like($text, qr{<record [^>]*state="$newest"}, "one that is $state");
		like($text, qr{<version number="$c->{version}" state="$state"},
		    'in the list of versions');
	}
	told();
};

# Three bureaus, and the certificates of two provinces, waiting ones, and none.
my %case = (own => [$own, 'beijing'], other => [$other, 'shanghai'],
    waiting => [$waiting, ''], none => [{ %$own,
    management_no => '20229999999999999999', serial => 0 }, '']);

subtest 'who is told of what' => sub {
	my @refusals;
	for my $what (sort keys %case) {
		my ($c, $whose) = @{ $case{$what} };
		for my $bureau (qw(beijing shanghai ministry corps)) {
			my $may = $bureau eq $whose;
			my $answer = get("certificates/$c->{management_no}",
			    cert => $bureau);
			is($answer->{status}, $may ? 200 : 404,
			    "$what by number, to $bureau");
			push @refusals, $answer->{text} =~ s/[0-9a-f]{16}//r
			    unless $may;
			is_deeply(told(), ['bureau ' . ($may
			    ? "$c->{serial}.$c->{version} issued" : '- not-found')
			    . " $bureau 11-0000-001"], 'written down');
		}
	}
	my %different = map { $_ => 1 } @refusals;
	is(keys %different, 1, 'not yours and not there are the same answer');
	for my $what (sort keys %case) {
		my ($c) = @{ $case{$what} };
		for my $bureau (qw(beijing shanghai ministry)) {
			my $answer = post('certificates/checks',
			    checks_body([$c]), cert => $bureau);
			is_deeply(results($answer), [$what =~ /own|other/
			    ? 'found issued' : 'not-found'],
			    "$what by triple, to $bureau") or diag $answer->{text};
		}
	}
	told();
};

subtest 'what a person holds is told of by their number' => sub {
	my $answer = post('holders/certificates', holder_body('111',
	    $own->{id_number}));
	is($answer->{status}, 200, 'told') or diag $answer->{text};
	my @held = $answer->{text} =~ m{<managementNo>([^<]*)<}g;
	is(join(' ', sort @held), value('SELECT GROUP_CONCAT(DISTINCT '
	    . "management_no ORDER BY management_no SEPARATOR ' ') FROM "
	    . "certificate_status WHERE id_number = '$own->{id_number}' AND state "
	    . "<> 'approved' AND province = '11'"), 'all of the own province');
	is(scalar @{ told() }, scalar @held, 'each is written down');
	my $strip = sub { $_[0]{text} =~ s/ at="[^"]*"//r };
	my $none = post('holders/certificates', holder_body('111',
	    '11010519491231002X'));
	is($none->{status}, 200, 'nobody is no fault');
	is_deeply(told(), ['bureau - not-found beijing 11-0000-001'],
	    'and written down');
	for my $try (['of another province', $other, 'beijing'],
	    ['not issued yet', $waiting, 'beijing'],
	    ['to a body of a ministry', $own, 'ministry']) {
		my ($what, $c, $bureau) = @$try;
		my $number = $c->{id_number};
		next if $c == $waiting && value('SELECT COUNT(*) FROM '
		    . "certificate_status WHERE id_number = '$number' AND state "
		    . "<> 'approved'");
		$answer = post('holders/certificates', holder_body('111', $number),
		    cert => $bureau);
		is($strip->($answer), $strip->($none), "$what: as none");
	}
	$answer = post('holders/certificates', holder_body('414',
	    $own->{id_number}));
	is($strip->($answer), $strip->($none), 'nor with another type');
	told();
	for my $body (holder_body(undef, $own->{id_number}), holder_body('abc', 'x'),
	    '<holder xmlns="urn:ecert:api:1"><idType>111<b/></idType></holder>',
	    '<person xmlns="urn:ecert:api:1"/>') {
		refused('what is no such body', post('holders/certificates', $body),
		    422, 'body-unfit');
	}
	refused('a number that is none', post('holders/certificates',
	    holder_body('111', '110105194912310021')), 422, 'body-unfit');
	refused('another type of content', post('holders/certificates', 'x',
	    type => 'text/plain'), 415, 'body-type');
	is_deeply(told(), [], 'nobody was told of anything');
};

subtest 'many are checked at once, each with its own result' => sub {
	my %no = (%$own, name => '无此人');
	my @items = ($own, $other, $waiting, \%no, { %$own,
	    id_number => '110105194912310021', name => '' }, $own,
	    { name => $own->{name} }, { %$own, id_number => '11010519491231002X' },
	    { %$own, management_no => $other->{management_no} });
	push @items, eval { certificate('', 'revoked') }, eval {
	    certificate('', 'suspended') };
	my $answer = post('certificates/checks', checks_body(\@items));
	is($answer->{status}, 200, 'answered') or diag $answer->{text}, $stack->bureau_log;
	is_deeply(results($answer), ['found issued', 'found issued', 'not-found',
	    'not-found', 'invalid name-empty id-check-digit', 'found issued',
	    'invalid id-empty management-no-empty', 'not-found', 'not-found',
	    'found revoked', 'found suspended'], 'in their order')
	    or diag $answer->{text};
	unlike($answer->{text}, qr{<idNumber[^>]*>\d{17}}, 'numbers are masked');
	like($answer->{text}, qr{ found="5" notFound="4" couldNotCheck="0" invalid="2"},
	    'and counted');
	like($answer->{text}, qr{request="@{[ sha256_hex(encode('UTF-8',
	    checks_body(\@items))) ]}"}, 'the answer names its question');
	is(scalar @{ told() }, 9, 'each that was looked for is written down');
};

subtest 'the same is asked and told as JSON' => sub {
	my $json = JSON::PP->new->utf8->canonical;
	my @items = ($own, $waiting, { name => $own->{name} });
	my $ask = sub { $json->encode({ @_, items => [map { my $i = $_; +{
	    map { defined $i->{$_->[1]} ? ($_->[0] => $i->{$_->[1]}) : () }
	    [name => 'name'], [idNumber => 'id_number'],
	    [managementNo => 'management_no'] } } @items] }) };
	my $body = $ask->();
	my $answer = $stack->bureau_request('POST', 'certificates/checks',
	    headers => { 'Content-Type' => 'application/json',
	    Accept => 'application/json' }, content => $body);
	is($answer->{status}, 200, 'answered') or diag $answer->{text};
	my $told = $json->decode($answer->{content});
	is_deeply([map { $_->{outcome} } @{ $told->{results} }], [qw(found
	    not-found invalid)], 'result by result');
	is_deeply([@{$told}{qw(found notFound invalid couldNotCheck)}],
	    [1, 1, 1, 0], 'counted');
	is($told->{request}, sha256_hex($body), 'for what was sent');
	is_deeply([map { $_->{code} } @{ $told->{results}[2]{errors} }],
	    [qw(id-empty management-no-empty)], 'faults of one');
	is($told->{results}[0]{certificate}{managementNo}, $own->{management_no},
	    'with the certificate');
	$answer = $stack->bureau_request('POST', 'certificates/checks',
	    headers => { 'Content-Type' => 'application/json',
	    Accept => 'application/json' }, content => $ask->(signed =>
	    JSON::PP::true()));
	$told = $json->decode($answer->{content});
	ok(xmlsec_accepts($stack->dir . '/ca.pem', decode_base64(
	    $told->{signed} // '')), 'signed XML in it, which xmlsec1 takes');
	$answer = get("certificates/$own->{management_no}",
	    headers => { Accept => 'application/json' });
	$told = $json->decode($answer->{content});
	is($told->{certificate}{holder}{idNumber}{value}, $own->{id_number},
	    'one by its number');
	is_deeply([map { $_->{number} } @{ $told->{versions} }], [1],
	    'with its versions');
	$answer = $stack->bureau_request('POST', 'holders/certificates',
	    headers => { 'Content-Type' => 'application/json',
	    Accept => 'application/json' }, content => $json->encode({
	    idType => '111', idNumber => $own->{id_number} }));
	cmp_ok(scalar @{ $json->decode($answer->{content})->{records} }, '>', 0,
	    'what a person holds');
	$answer = $stack->bureau_get('certificates/20229999999999999999',
	    headers => { Accept => 'application/json' });
	is($answer->{headers}{'content-type'}, 'application/problem+json',
	    'refusals too');
	is($json->decode($answer->{content})->{code}, 'certificate-not-found',
	    'with their code');
	told();
};

subtest 'bounds of a check' => sub {
	refused('none', post('certificates/checks', checks_body([])), 422,
	    'body-unfit');
	refused('too many', post('certificates/checks', checks_body([($own) x
	    1001])), 422, 'too-many-items');
	refused('a field twice', post('certificates/checks', checks_body([$own])
	    =~ s{</item>}{<name>x</name></item>}r), 422, 'body-unfit');
	refused('another element', post('certificates/checks', checks_body([$own])
	    =~ s{</item>}{<age>9</age></item>}r), 422, 'body-unfit');
	refused('a list twice', post('certificates/checks', checks_body([$own])
	    =~ s{</checks>}{<items/></checks>}r), 422, 'body-unfit');
	refused('signed in another way', post('certificates/checks',
	    checks_body([$own], signed => 'perhaps')), 422, 'body-unfit');
	is($stack->bureau_request('POST', 'certificates/checks', headers => {
	    'Content-Type' => 'application/xml' }, content => 'x' x 1_100_000)
	    ->{status}, 413, 'too large');
	is_deeply(told(), [], 'nobody was told of anything');
	my $answer = $stack->bureau_get('certificates/checks');
	isnt($answer->{status}, 200, 'checks are asked by POST');
	told();
};

subtest 'an answer may be kept: signed, and checked by tools of others' => sub {
	my $answer = post('certificates/checks', checks_body([$own, { %$own,
	    name => '无此人' }], signed => 'true'));
	is_deeply(results($answer), ['found issued', 'not-found'], 'answered');
	ok(xmlsec_accepts($stack->dir . '/ca.pem', $answer->{content}), 'xmlsec1 takes it')
	    or diag $answer->{text};
	my $altered = $answer->{content} =~ s/outcome="not-found"/outcome="found"/r;
	isnt($altered, $answer->{content}, 'altered');
	ok(!xmlsec_accepts($stack->dir . '/ca.pem', $altered), 'it does not take that');
	told();
};

subtest 'what cannot be checked is neither valid nor not found' => sub {
	# A record that no certificate can be made of: its own item alone is lost.
	my $spoil = sub { $db->query('SET SESSION check_constraint_checks = 0; '
	    . "UPDATE qualification_edition q JOIN qualification_variant v USING "
	    . "(qualification, edition) JOIN certificate c USING (variant) SET "
	    . "q.licence_type = $_[0] WHERE c.serial = $own->{serial}") };
	my $type = value('SELECT licence_type FROM certificate_status WHERE serial = '
	    . $own->{serial});
	$spoil->("'X'");
	my $answer = post('certificates/checks', checks_body([$own, $other, { %$own,
	    name => '无此人' }]));
	is_deeply(results($answer), ['could-not-check record-unreadable',
	    'found issued', 'not-found'], 'one that cannot be read')
	    or diag $answer->{text};
	like($answer->{text}, qr{couldNotCheck="1"}, 'is counted as such');
	is_deeply(told(), ["bureau $other->{serial}.$other->{version} issued "
	    . 'beijing 11-0000-001', 'bureau - not-found beijing 11-0000-001'],
	    'nobody was told of it');
	refused('nor by its number', get("certificates/$own->{management_no}"), 500,
	    'record-unreadable');
	$spoil->("'$type'");
	told();
	$db->query('RENAME TABLE variant_face TO face_away');
	$answer = post('certificates/checks', checks_body([$own, $other]));
	refused('the whole, when nothing is known', $answer, 503,
	    'database-unavailable');
	refused('nor one by its number', get("certificates/$own->{management_no}"),
	    503, 'database-unavailable');
	$db->query('RENAME TABLE face_away TO variant_face');
	is_deeply(told(), [], 'nothing was told, nothing written down');
	$db->query('RENAME TABLE access_event TO access_away');
	for my $try (sub { post('certificates/checks', checks_body([$own])) },
	    sub { get("certificates/$own->{management_no}") },
	    sub { post('holders/certificates', holder_body('111',
	    $own->{id_number})) }) {
		my $told = $try->();
		is($told->{status}, 503, 'what cannot be written down is not told');
		unlike($told->{text}, qr/$own->{id_number}/, 'no number in it');
	}
	$db->query('RENAME TABLE access_away TO access_event');
	is(get("certificates/$own->{management_no}")->{status}, 200, 'and then it is');
};

told();
subtest 'a thousand are checked in one call' => sub {
	my @items = map { my %c; @c{qw(name id_number management_no)} =
	    map { decode('UTF-8', $_) } @$_; \%c } $db->rows('SELECT name, '
	    . "id_number, management_no FROM certificate_status WHERE state = "
	    . "'issued' ORDER BY serial LIMIT 1000");
	is(@items, 1000, 'a thousand');
	my $body = checks_body(\@items);
	my $answer = post('certificates/checks', $body);
	my $found = grep { $_ eq 'found issued' } @{ results($answer) };
	is($found, 1000, 'all are found');
	is(scalar(grep { / issued / } @{ told() }), 1000, 'and written down');
};

is($misfits, 0, 'all answers are as the schema says');
unlike($stack->bureau_log_said, qr/\d{15}[0-9X]/,
    'no number of a person in the log');

undef $stack;
done_testing;
