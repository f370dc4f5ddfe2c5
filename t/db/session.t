#!/usr/bin/perl
# Signing in and staying signed in: the same for everybody, five minutes, five
# tries, fifteen minutes idle, and nothing in the tables that could be used.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Ask;
use Ecert::Stack;
use Encode qw(decode_utf8);
use Sessions;
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 60,
    conf => { database => { pool => 1 } });
$stack->prepare->start_database->migrate;
$stack->populate(60);
my $db = $stack->db;
my $ask = Ecert::Ask->new($stack);

my ($person) = map { [ map { decode_utf8($_) } @$_ ] } $db->rows(
    'SELECT name, id_number FROM certificate WHERE serial = 3');
my ($other) = map { [ map { decode_utf8($_) } @$_ ] } $db->rows(
    'SELECT name, id_number FROM certificate WHERE serial = 4');
my ($approved) = map { [ map { decode_utf8($_) } @$_ ] } $db->rows(
    'SELECT name, id_number FROM certificate WHERE serial = 8');

sub begin {
	$ask->put('holder', @_);
	my ($why, $row) = $ask->put('begin');
	return ($why, @{ $row || [] });
}

# As if it had been so long ago.
sub age {
	my ($table, $column, $minutes) = @_;
	$db->query("UPDATE $table SET $column = $column - INTERVAL $minutes "
	    . 'MINUTE');
}

my ($why, $handle, $code, $phone) = begin(@$person);
is($why, 'ok', 'somebody begins to sign in');
like($handle, qr/^[0-9a-f]{64}\z/, 'with a handle of 256 bits');
like($code, qr/^[0-9]{6}\z/, 'a code of six digits');
is($phone, '12000000003', 'and where it goes');
is_deeply([ $ask->put('finish', $handle, $code) ],
    [ 'ok', [ $person->[0], 1 ] ], 'the code signs the holder in');
is(($ask->put('finish', $handle, $code))[0], 'code-expired', 'once');

# Nobody.
my %nobody = ('a name that is not theirs' => [ '某某', $person->[1] ],
    'another\'s number' => [ $person->[0], $other->[1] ],
    'a number of nobody' => [ '某某', '110000200001010015' ],
    'somebody whose certificate is not issued yet' => $approved);
for my $what (sort keys %nobody) {
	$db->query('DELETE FROM sign_in');
	($why, $handle, $code, $phone) = begin(@{ $nobody{$what} });
	is_deeply([ $why, length $handle, $phone ], [ 'ok', 64, '' ],
	    "$what: begins the same, and nothing is sent");
	is($db->value('SELECT CONCAT(COUNT(*), " ", COUNT(phone)) '
	    . 'FROM sign_in'), '1 0', 'an attempt is written down all the same');
	is(($ask->put('finish', $handle, $code))[0], 'code-wrong',
	    'and not even its code signs anybody in');
}

# The same work: what the storage engine is asked for.
sub work {
	my ($hash, $name) = @_;
	my @row = $db->rows("CALL sign_in_begin(x'$hash', '$name', "
	    . "UNHEX(SHA2(RAND(), 256)), UNHEX(SHA2(RAND(), 256))); "
	    . q{SHOW SESSION STATUS WHERE variable_name IN
	    ('Handler_write', 'Handler_update', 'Handler_commit')},
	    user => 'ecert_web');
	return join ' ', map { "@$_" } grep { @$_ == 2 } @row;
}
my $hash = $db->value('SELECT HEX(id_hash) FROM certificate WHERE serial = 3');
$db->query('DELETE FROM sign_in');
is(work($hash, $person->[0]), work('ee' x 16, '某某'),
    'what is written is the same for somebody and for nobody');

# Five tries.
$db->query('DELETE FROM sign_in');
($why, $handle, $code) = begin(@$person);
my $wrong = sprintf '%06d', ($code + 1) % 1_000_000;
is(($ask->put('finish', $handle, $wrong))[0], 'code-wrong', "wrong: try $_")
    for 1 .. 5;
is(($ask->put('finish', $handle, $code))[0], 'code-too-many-tries',
    'after five the right code is too late');
is(($ask->put('finish', 'ab' x 32, $code))[0], 'code-expired',
    'a handle that is not signs nobody in');
is(($ask->put('finish', $handle, $_))[0], 'code-wrong', 'what is no code')
    for '1234567', '0' x 5000;

# Many at once are five all the same.
$db->query('DELETE FROM sign_in');
($why, $handle, $code) = begin(@$person);
my @many = map { later($db, "CALL sign_in_finish(UNHEX(SHA2('$handle', 256)), "
    . "REPEAT('x', 32))", user => 'ecert_web') } 1 .. 20;
my %many;
$many{ (split /\t/, ($_->())[1])[0] }++ for @many;
is_deeply(\%many, { 'wrong-code' => 5, 'too-many-tries' => 15 },
    'of twenty guesses at once five are looked at');

# Five minutes.
$db->query('DELETE FROM sign_in');
($why, $handle, $code) = begin(@$person);
age('sign_in', 'begun_at', 4);
is(($ask->put('finish', $handle, $wrong))[0], 'code-wrong',
    'after four minutes a code is looked at');
age('sign_in', 'begun_at', 1);
is(($ask->put('finish', $handle, $code))[0], 'code-expired',
    'after five it has expired');

# Five attempts in ten minutes.
$db->query('DELETE FROM sign_in');
begin(@$person) for 1 .. 5;
is((begin(@$person))[0], 'sign-in-too-often', 'a sixth attempt is refused');
is((begin(@$other))[0], 'ok', 'of one person only');
age('sign_in', 'begun_at', 10);
is((begin(@$person))[0], 'ok', 'and for ten minutes');

# Sessions.
$ask->put('holder', @$person);
my ($started, $row) = $ask->put('start');
is($started, 'ok', 'a session starts');
my $token = $row->[0];
like($token, qr/^[0-9a-f]{64}\z/, 'with a token of 256 bits');
is_deeply([ $ask->put('find', $token) ], [ 'ok', [ $person->[0], 1 ] ],
    'which finds its holder');
is_deeply([ $ask->put('find', $_) ], [ 'ok' ], 'another token finds nobody')
    for 'ab' x 32, '', 'x' x 5000, "' OR 1=1 --";
sub seen_ago { return $db->value('SELECT TIMESTAMPDIFF(SECOND, seen_at, '
	. 'UTC_TIMESTAMP()) FROM session') }
$db->query('UPDATE session SET begun_at = begun_at - INTERVAL 31 SECOND, '
    . 'seen_at = seen_at - INTERVAL 20 SECOND');
$ask->put('find', $token);
cmp_ok(seen_ago(), '>=', 20, 'what is used twice in 30 seconds is written once');
$db->query('UPDATE session SET seen_at = seen_at - INTERVAL 11 SECOND');
$ask->put('find', $token);
cmp_ok(seen_ago(), '<', 20, 'and once they are over, again');
age('session', 'begun_at', 14);
age('session', 'seen_at', 14);
is(scalar(@{[ $ask->put('find', $token) ]}), 2,
    'after 14 idle minutes it is there');
age('session', 'begun_at', 14);
age('session', 'seen_at', 14);
is(scalar(@{[ $ask->put('find', $token) ]}), 2,
    'and after another 14: each use counts');
age('session', 'begun_at', 15);
age('session', 'seen_at', 15);
is(scalar(@{[ $ask->put('find', $token) ]}), 1, 'after 15 it has ended');
is(scalar(@{[ $ask->put('find', $token) ]}), 1, 'and stays so');
$token = ($ask->put('start'))[1][0];
$db->query('UPDATE session SET begun_at = begun_at - INTERVAL 12 HOUR');
is(scalar(@{[ $ask->put('find', $token) ]}), 1, 'after 12 hours it has ended, '
    . 'used or not');
$token = ($ask->put('start'))[1][0];
is(($ask->put('end', $token))[0], 'ok', 'a holder signs out');
is(scalar(@{[ $ask->put('find', $token) ]}), 1, 'and is gone');
is(($ask->put('end', $token))[0], 'ok', 'twice is no harm');

# What a thief of the tables has.
$token = ($ask->put('start'))[1][0];
($why, $handle, $code) = begin(@$other);
my $dump = $db->query('SELECT LOWER(HEX(token)) FROM session; '
    . 'SELECT LOWER(HEX(handle)), LOWER(HEX(code)) FROM sign_in');
unlike($dump, qr/$_/, 'no secret stands in the tables')
    for $token, $handle, unpack 'H*', $code;
is($db->value("SELECT COUNT(*) FROM sign_in "
    . "WHERE code = UNHEX(SHA2('$code', 256))"), 0,
    'nor the digest of a code alone');

# Telephones.
for my $bad ('1201234567a', '', '1234', '+8612012345678', '1' x 16) {
	my ($status, $text) = $db->try("CALL holder_phone_set(x'$hash', "
	    . "'$bad')", user => 'ecert_admin');
	ok($status && $text =~ /holder_phone_digits|too long/,
	    'refused: a telephone of ' . (length $bad) . ' characters')
	    or diag $text;
}
is(($db->try("CALL holder_phone_set(x'$hash', '12099999999')",
    user => 'ecert_admin'))[0], 0, 'administrators set one');
$db->query('DELETE FROM sign_in');
is((begin(@$person))[3], '12099999999', 'which is where codes go');
$db->query("CALL holder_phone_set(x'$hash', NULL)", user => 'ecert_admin');
is((begin(@$person))[3], '', 'or take it away');

for my $statement ('SELECT * FROM session', 'SELECT * FROM sign_in',
    'DELETE FROM session', 'SELECT phone FROM holder_phone',
    "CALL holder_phone_set(x'$hash', '12000000000')",
    "CALL retention_purge('session', 1)",
    "CALL retention_purge('sign-in', 1)") {
	my ($status, $text) = $db->try($statement, user => 'ecert_web');
	ok($status && $text =~ /ERROR (?:1142|1370) /,
	    "ecert_web may not: " . substr $statement, 0, 30) or diag $text;
}

undef $ask;
undef $stack;
done_testing;
