#!/usr/bin/perl
# Copies that bureaus make for administrative matters: sealed and signed like
# holders', for the bureau that made them, bounded, and shown to the holder.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Encode qw(decode encode);
use Holding;
use JSON::PP ();
use Test::More;

my $stack = Ecert::Stack->new(rows => 1000, bureau => 1)->start;
my $db = $stack->db;
my $misfits = 0;
my $calls = 0;

sub value { return decode('UTF-8', $db->value($_[0])) }

sub certificate {
	my ($province, $state, $skip) = @_;
	my ($row) = $db->rows('SELECT serial, version, management_no, name, '
	    . "id_type, id_number FROM certificate_status WHERE state = "
	    . "'$state' AND province = '$province' AND id_type = '111' ORDER BY "
	    . 'serial LIMIT ' . ($skip || 0) . ', 1');
	die "no $state certificate in $province\n" unless $row;
	my %c;
	@c{qw(serial version management_no name id_type id_number)}
	    = map { decode('UTF-8', $_) } @$row;
	return \%c;
}

sub order_body {
	my ($days, $c) = @_;
	return '<copyOrder xmlns="urn:ecert:api:1"><days>' . $days . '</days>'
	    . ($c ? "<name>$c->{name}</name><idNumber>$c->{id_number}</idNumber>"
	    : '') . '</copyOrder>';
}

my $purpose = join '&', map { join '=', $_->[0], encode('UTF-8', $_->[1])
    =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ger } [item => '11-0200-007'],
    [name => '建筑业企业资质核定'], [cause => '核定注册人员'],
    [officer => '样本经办人'];

sub order {
	my ($c, $body, %opt) = @_;
	my $answer = $stack->bureau_request('POST',
	    "certificates/$c->{management_no}/copies", headers => {
	    'Content-Type' => 'application/xml',
	    exists $opt{key} && !defined $opt{key} ? () :
	    ('Idempotency-Key' => $opt{key} // '"k' . ++$calls . '"') },
	    content => encode('UTF-8', $body), cert => $opt{cert} || 'beijing',
	    purpose => $purpose);
	return $opt{raw} ? $answer : fits($answer);
}

sub fits {
	my ($answer) = @_;
	return $answer if $answer->{status} >= 300 || $answer->{text} !~
	    /^(?:<\?xml[^>]*>\s*)?<copy /;
	return $answer if fits_schema('api-certificate.xsd', $answer->{content});
	$misfits++;
	diag $answer->{text};
	return $answer;
}

sub get {
	my ($path, %opt) = @_;
	return fits($stack->bureau_get($path, cert => 'beijing', %opt));
}

sub refused {
	my ($what, $answer, $status, $code) = @_;
	is("$answer->{status} " . ($answer->{text} =~ m{<code>([^<]*)</code>}
	    ? $1 : '-'), "$status $code", $what) or diag $answer->{text},
	    $stack->bureau_log;
	return $answer;
}

sub code_of { return $_[0]{text} =~ /<copy [^>]*code="(\w{26})"/ ? $1 : '' }

my $own = certificate('11', 'issued');
my $other = certificate('31', 'issued');
my ($code, $file);

subtest 'a copy is made, sealed and signed, for a matter' => sub {
	my $answer = order($own, order_body(30));
	is($answer->{status}, 201, 'made') or diag $answer->{text}, $stack->bureau_log;
	$code = code_of($answer);
	is($answer->{headers}{location}, "/api/v1/copies/$code", 'where it is');
	like($answer->{text}, qr{<maker>北京样本人事考试院</maker>}, 'by whom');
	like($answer->{text}, qr{<cause>建筑业企业资质核定（11-0200-007）：核定注册人员</cause>},
	    'what for');
	my $first = get("copies/$code");
	is($first->{status}, 200, 'the file');
	$file = $first->{content};
	is(get("copies/$code")->{content}, $file, 'the same to the byte again');
	ok(fits_schema('certificate.xsd', $file), 'as the schema has it');
	ok(xmlsec_accepts($stack->dir . '/ca.pem', $file), 'xmlsec1 takes it');
	like($first->{text}, qr{<maker>北京样本人事考试院</maker>}, 'its maker on it');
	unlike($first->{text}, qr{样本经办人}, 'but not the officer');
	my ($status, $text) = verify_file($stack, $file);
	is($status, 0, 'ecert verify says valid') or diag $text;
	my ($changed) = verify_file($stack, encode('UTF-8',
	    $first->{text} =~ s/核定注册人员/核定其他人员/r));
	isnt($changed, 0, 'and of another cause that it is not');
};

subtest 'whoever is handed it can check it' => sub {
	is(verdict_state($stack->get("/v/$code",
	    { Accept => 'application/xml' })->{text}), 'copy-good', 'by its code');
	my $page = $stack->get("/v/$code")->{text};
	like(main_part($page), qr/北京样本人事考试院/, 'who made it');
	like(main_part($page), qr/建筑业企业资质核定/, 'and for what');
	unlike($page, qr/$own->{id_number}/, 'no number whole');
	my $sent = $stack->request('POST', '/api/v1/verifications',
	    headers => { 'Content-Type' => 'application/xml' }, content => $file);
	is($sent->{status}, 201, 'as a file');
	like($sent->{text}, qr/verdict[^>]*"valid"|>valid</, 'valid') or
	    diag $sent->{text};
};

subtest 'it is the copy of the bureau that made it' => sub {
	my @refusals;
	for my $bureau (qw(shanghai corps ministry)) {
		for my $view ('', '?view=status') {
			my $answer = get("copies/$code$view", cert => $bureau);
			refused("none for $bureau $view", $answer, 404,
			    'copy-not-found');
			push @refusals, $answer->{text};
		}
	}
	push @refusals, get('copies/' . '0' x 26)->{text}, get('copies/x')->{text};
	my %different = map { s/[0-9a-f]{16}//r => 1 } @refusals;
	is(keys %different, 1, 'another\'s and none are the same answer');
	my $status = get("copies/$code?view=status");
	like($status->{text}, qr{ state="good" .*certificateState="issued"},
	    'how it stands');
	my $json = get("copies/$code", headers => { Accept => 'application/json' });
	my $told = JSON::PP->new->utf8->decode($json->{content});
	is("$told->{code} $told->{state}", "$code good", 'or as JSON');
	refused('another view', get("copies/$code?view=all"), 400, 'query-invalid');
};

subtest 'of other provinces by the exact triple alone' => sub {
	refused('by number', order($other, order_body(30)), 404,
	    'certificate-not-found');
	refused('with another name', order($other, order_body(30, { %$other,
	    name => '无此人' })), 404, 'certificate-not-found');
	refused('of one that waits', order(certificate('11', 'approved'),
	    order_body(30)), 404, 'certificate-not-found');
	refused('that is none', order({ management_no => '20229999999999999999' },
	    order_body(30)), 404, 'certificate-not-found');
	for my $bureau (qw(beijing ministry)) {
		my $answer = order($other, order_body(30, $other),
		    cert => $bureau);
		is($answer->{status}, 201, "by the triple, to $bureau")
		    or diag $answer->{text};
		is(get('copies/' . code_of($answer), cert => $bureau)->{status},
		    200, 'and fetched');
	}
	refused('the own one with another name', order($own, order_body(30,
	    { %$own, name => '无此人' })), 404, 'certificate-not-found');
	refused('to a body of a ministry by number', order($own, order_body(30),
	    cert => 'ministry'), 404, 'certificate-not-found');
	for my $state (qw(suspended revoked)) {
		my $c = eval { certificate('11', $state) } or next;
		refused("of one that is $state", order($c, order_body(30)), 409,
		    'not-in-force');
	}
};

# The registry has the last word, whatever a program asks of it.
subtest 'nor does the registry make one' => sub {
	my $call = value("SELECT MAX(bureau_call) FROM bureau_call JOIN bureau "
	    . "USING (bureau) WHERE code = 'beijing' AND outcome = 'admitted'");
	my $create = sub {
		my ($c, $hash, $name, $by) = @_;
		return eval { $db->query('START TRANSACTION; CALL '
		    . "annotation_official_create($by, $hash, $name, $c->{serial}, "
		    . "$c->{version}, 30, x'" . '0f' x 16 . "', 'k', REPEAT('r', "
		    . '32)); ROLLBACK', user => 'ecert_bureau'); 1 } ? 'made'
		    : $@ =~ /not-told|no-such-call/ ? $& : $@;
	};
	my $waiting = certificate('11', 'approved');
	is($create->($own, 'NULL', 'NULL', $call), 'made', 'but of its own province');
	is($create->($other, 'NULL', 'NULL', $call), 'not-told', 'of another');
	is($create->($waiting, 'NULL', 'NULL', $call), 'not-told', 'of one that waits');
	is($create->($own, "x'" . '00' x 16 . "'", "'x'", $call), 'not-told',
	    'with another triple');
	my $refused = value("SELECT MAX(bureau_call) FROM bureau_call WHERE "
	    . "outcome <> 'admitted'");
	is($create->($own, 'NULL', 'NULL', $_), 'no-such-call', 'for no call')
	    for $refused || 0, 999_999_999;
};

subtest 'what is asked must be well formed' => sub {
	refused('no key', order($own, order_body(30), key => undef), 400,
	    'idempotency-key-missing');
	for my $days (0, 91, 'x', '') {
		like(refused("$days days", order($own, order_body($days)), 422,
		    'body-unfit')->{text}, qr{<pointer>/days</pointer>},
		    'and where');
	}
	refused('a name alone', order($own, '<copyOrder xmlns="urn:ecert:api:1">'
	    . '<days>3</days><name>某某</name></copyOrder>'), 422, 'body-unfit');
	refused('another element', order($own, order_body(30)
	    =~ s{</copyOrder>}{<scene>job</scene></copyOrder>}r), 422,
	    'body-unfit');
};

subtest 'a call that is repeated is the same call' => sub {
	my $made = value('SELECT COUNT(*) FROM annotation');
	my $one = order($own, order_body(20), key => '"again"');
	my $two = order($own, order_body(20), key => '"again"');
	is($two->{status}, 201, 'repeated') or diag $two->{text};
	is($two->{content}, $one->{content}, 'with the same answer');
	is($two->{headers}{location}, $one->{headers}{location}, 'and place');
	is(value('SELECT COUNT(*) FROM annotation'), $made + 1, 'made once');
	refused('with other days', order($own, order_body(21), key => '"again"'),
	    422, 'idempotency-differs');
	refused('with another certificate', order($other, order_body(20, $other),
	    key => '"again"'), 422, 'idempotency-differs');
	is(order($other, order_body(20), key => '"again"', cert => 'shanghai')
	    ->{status}, 201, 'another bureau has keys of its own');
	my @kids = map {
		my $pid = fork // die;
		if (!$pid) {
			my $answer = order($own, order_body(9), key => '"race"',
			    raw => 1);
			print {*STDERR} $answer->{text} if $answer->{status} != 201;
			require POSIX;
			POSIX::_exit($answer->{status} == 201 ? 0 : 1);
		}
		$pid } 1 .. 4;
	my $bad = 0;
	waitpid($_, 0), $bad += $? != 0 for @kids;
	is($bad, 0, 'four at once have an answer each');
	is(value('SELECT COUNT(*) FROM annotation'), $made + 3, 'of one copy');
};

subtest 'the holder has three all the same, and sees who made others' => sub {
	my $holder = Holding->new($stack)->sign_in($own);
	my ($path) = grep { $holder->get($_)->{text} =~ /$own->{management_no}/ }
	    $holder->certificates;
	my $page = main_part($holder->get($path)->{text});
	like($page, qr/北京样本人事考试院/, 'the bureau by its name');
	like($page, qr/建筑业企业资质核定/, 'the matter');
	unlike($page, qr/样本经办人/, 'never the officer');
	unlike($page, qr{/holder/copies/}, 'it is not the holder\'s to open');
	like($page, qr/机构为办理行政事项制作或调取加注件/, 'and in who looked');
	is($holder->get("/holder/copies/$code")->{status}, 404, 'nor by its code');
	is($holder->get("/holder/copies/$code/certificate.xml")->{status}, 404,
	    'nor the file');
	is($holder->post("/holder/copies/$code/withdraw")->{status}, 404,
	    'nor to withdraw');
	is(get("copies/$code")->{status}, 200, 'it is as it was');
	my @sent = map { $holder->annotate($path, scene => 'job', days => 5)
	    ->{status} } 1 .. 4;
	is_deeply(\@sent, [303, 303, 303, 409], 'three of their own');
	my $sent = $holder->annotate($path, scene => 'official', days => 5);
	isnt($sent->{status}, 303, 'the scene is none of theirs');
};

subtest 'ten of one certificate, a bureau' => sub {
	my $last;
	for (1 .. 12) {
		$last = order($own, order_body(1));
		last if $last->{status} != 201;
	}
	refused('no more', $last, 409, 'copies-full');
	is(value("SELECT COUNT(*) FROM annotation_official JOIN annotation USING "
	    . "(annotation) JOIN bureau USING (bureau) WHERE serial = "
	    . "$own->{serial} AND bureau.code = 'beijing'"), 10, 'ten');
	is(order($own, order_body(1, $own), cert => 'shanghai')->{status}, 201,
	    'another bureau has its own');
};

subtest 'a copy that is over says so' => sub {
	$db->query("UPDATE annotation SET made_at = made_at - INTERVAL 31 DAY, "
	    . "expires_at = expires_at - INTERVAL 31 DAY WHERE annotation = (SELECT "
	    . "annotation FROM annotation_status WHERE LENGTH('$code') = 26 AND "
	    . "bureau > 0 ORDER BY annotation LIMIT 1)");
	refused('the file', get("copies/$code"), 410, 'copy-gone');
	like(get("copies/$code?view=status")->{text}, qr{ state="expired"},
	    'its state');
	my $page = main_part($stack->get("/v/$code")->{text});
	unlike($page, qr/核定注册人员/, 'its code tells no cause any more');
	is(verdict_state($stack->get("/v/$code",
	    { Accept => 'application/xml' })->{text}), 'copy-expired',
	    'but that it is over');
};

subtest 'what was told is on record' => sub {
	is(value("SELECT COUNT(*) FROM access_event WHERE actor = 'bureau' AND "
	    . 'bureau_call IS NULL'), 0, 'each with its call');
	cmp_ok(value("SELECT COUNT(*) FROM access_event WHERE channel = 'copy' AND "
	    . "serial = $own->{serial}"), '>', 10, 'copies too');
	is(value('SELECT COUNT(*) FROM bureau_call WHERE item_code IS NULL AND '
	    . "outcome = 'admitted'"), 0, 'and its purpose');
};

is($misfits, 0, 'all answers are as the schema says');
unlike($stack->bureau_log_said, qr/\d{15}[0-9X]/,
    'no number of a person in the log');

undef $stack;
done_testing;
