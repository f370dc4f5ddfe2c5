#!/usr/bin/perl
# The import's side of the database: who may do what, and that no order of
# calls leaves half a file in force.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Digest::MD5 qw(md5_hex);
use Ecert::Database;
use Ecert::Intake qw(person);
use Encode qw(encode);
use Sessions;
use Test::More;
use Time::HiRes qw(sleep time);

my $db = Ecert::Database->start(fast => 1)->load->populate(60, '5c' x 32);
my @admin = (user => 'ecert_admin');
my $variant = $db->value('SELECT MIN(variant) FROM qualification_variant '
    . "WHERE qualification = '14'");
my $other = $db->value('SELECT MIN(variant) FROM qualification_variant '
    . "WHERE qualification = '01'");

# 'ok', or the word of the refusal, or the number of another error.
sub try {
	my ($statement, @who) = @_;
	my ($status, $text) = $db->try($statement, @who ? @who : @admin);
	return 'ok' unless $status;
	return $1 if $text =~ /ERROR 1644 \(45000\).*: (\S+)$/m;
	return $text =~ /ERROR (\d+)/ ? $1 : $text;
}

sub open_import {
	my ($letter, $rows, %opt) = @_;
	return try(sprintf "CALL import_open(REPEAT('%s', 32), '%s', '%s', "
	    . "'202109', '%s', %d, %d, %d)", $letter, $opt{code} || '14',
	    $opt{day} || '2022-01-10', $opt{source} || 'centre',
	    $opt{accept_valid} || 0, $rows, $opt{rejected} || 0);
}

sub newest { return $db->value('SELECT MAX(import) FROM import_file') }

sub json {
	my (@people) = @_;
	return '[' . join(',', map { sprintf
	    '["%s","%s","111","%s","%s",%d,"%s","%s",%d]', $_->{管理号},
	    $_->{姓名}, $_->{证件号码}, md5_hex($_->{证件号码}), $_->{性别} eq '男' ? 1 : 2,
	    $_->{出生日期}, $_->{省份}, $_->{variant} || $variant } @people)
	    . ']';
}

sub rows {
	my ($import, $after, $reached, @people) = @_;
	return try(sprintf "CALL import_rows(%d, %d, %d, %d, '%s')", $import,
	    $after, $reached, scalar @people, json(@people));
}

sub finish {
	my ($import, $rejected, $faults) = @_;
	return try("CALL import_finish($import, $rejected, '"
	    . ($faults || '[]') . "')");
}

sub in_batch {
	my ($import) = @_;
	return $db->value('SELECT COUNT(*) FROM certificate WHERE batch = '
	    . "(SELECT batch FROM import_file WHERE import = $import)");
}

subtest 'a file goes in by pieces and is approved as a whole' => sub {
	is(open_import('a', 4), 'ok', 'opened');
	my $import = newest();
	is(rows($import, 0, 2, map { person($_) } 1, 2), 'ok', 'two rows');
	is(rows($import, 0, 2, map { person($_) } 1, 2), 'import-moved',
	    'not twice');
	is(rows($import, 2, 3, map { person($_) } 3, 4), 'import-moved',
	    'nor more than were read');
	is(finish($import, 0), 'import-incomplete', 'not before the end');
	is(try("CALL batch_approve((SELECT batch FROM import_status "
	    . "WHERE import = $import), NULL)"), 'import-unfinished',
	    'nor by hand');
	is(try('SELECT 1 FROM event WHERE batch = (SELECT batch FROM '
	    . "import_status WHERE import = $import) HAVING COUNT(*) > 0 "
	    . 'INTO @x'), 'ok', 'no event');
	is(rows($import, 2, 4, map { person($_) } 3, 4), 'ok', 'the rest');
	is(finish($import, 0), 'ok', 'finished');
	is(finish($import, 0), 'import-not-open', 'once');
	is(rows($import, 4, 5, person(5)), 'import-not-open', 'and closed');
	is(try("CALL import_discard($import)"), 'import-not-open',
	    'nor discarded any more');
	is($db->value('SELECT GROUP_CONCAT(DISTINCT state) FROM '
	    . 'certificate_status s JOIN certificate c USING (serial, version) '
	    . 'WHERE c.batch = (SELECT batch FROM import_file '
	    . "WHERE import = $import)"), 'approved', 'approved, not issued');
	is(open_import('a', 4), 'ok', 'asked for again, it is told');
	is(newest(), $import, 'as the same');
	is(open_import('a', 4, source => 'x'), 'import-differs',
	    'as another, refused');
};

subtest 'a row that cannot be takes its piece with it' => sub {
	is(open_import('b', 2), 'ok', 'opened');
	my $import = newest();
	my %bad = (
		'a wrong check character' =>
		    { %{ person(10) }, 证件号码 => person(10)->{证件号码}
		    =~ s/(.)$/$1 eq '1' ? 2 : 1/er },
		'another qualification' => { %{ person(10) },
		    variant => $other },
		'a number that is there' => { %{ person(10) },
		    管理号 => person(1)->{管理号} },
		'no birth' => { %{ person(10) }, 出生日期 => 'x' },
	);
	for my $what (sort keys %bad) {
		isnt(rows($import, 0, 2, person(11), $bad{$what}), 'ok', $what);
		is(in_batch($import), 0, "$what: nothing stays");
	}
	is(try("CALL import_rows($import, 0, 2, 2, 'x')") =~ /^\d+$/ ? 1 : 0, 1,
	    'what is no JSON is refused');
	is(try("CALL import_rows($import, 0, 2, 2, '[]')"), 'import-rows',
	    'and rows that are not there');
	is($db->value("SELECT reached FROM import_file WHERE import = $import"),
	    0, 'it has not moved');
	is(try("CALL import_discard($import)"), 'ok', 'discarded');
};

subtest 'what was cut off can be taken away' => sub {
	is(open_import('c', 3), 'ok', 'opened');
	my $import = newest();
	is(rows($import, 0, 1, person(20)), 'ok', 'a row');
	my $all = $db->value('SELECT COUNT(*) FROM certificate');
	my $batches = $db->value('SELECT COUNT(*) FROM batch');
	is(try("START TRANSACTION; CALL import_discard($import)"),
	    'in-transaction', 'in transactions of its own');
	is(try("CALL import_discard($import)"), 'ok', 'discarded');
	is($db->value('SELECT COUNT(*) FROM certificate'), $all - 1,
	    'its row is gone');
	is($db->value('SELECT COUNT(*) FROM batch'), $batches - 1,
	    'and its batch');
	is(rows($import, 1, 2, person(21)), 'import-not-open', 'for good');
	is(open_import('c', 3), 'ok', 'the file may come again');
	isnt(newest(), $import, 'as another import');
	is(try('CALL import_discard(' . newest() . ')'), 'ok', 'and so on');
};

subtest 'rows that were left out are counted, and why' => sub {
	is(open_import('d', 3, accept_valid => 1, rejected => 2), 'ok', 'opened');
	my $import = newest();
	is(rows($import, 0, 2, person(30)), 'ok', 'one row of the first two');
	is(finish($import, 1), 'import-incomplete', 'all must be accounted for');
	is(finish($import, 2, '[["id-date",2],["name-empty",1]]'), 'ok',
	    'finished');
	is($db->query("SELECT reason, faults FROM import_fault "
	    . "WHERE import = $import ORDER BY reason", @admin),
	    "id-date\t2\nname-empty\t1\n", 'by reason');
	is(open_import('e', 3, rejected => 2), '4025',
	    'unless all or nothing was asked for');
	my $refuse = "CALL import_refuse(REPEAT('f', 32), '14', '2022-01-10', "
	    . "'202109', 'centre', 0, 5, 3, '[[\"id-date\",3]]')";
	is(try($refuse), 'ok', 'a refusal is kept');
	is(try($refuse), 'ok', 'and again');
	is($db->value("SELECT COUNT(*) FROM import_file WHERE state = 'refused'"),
	    1, 'once');
};

subtest 'editions are those of the day' => sub {
	my $on = sub { $db->value("SELECT edition_on('$_[0]', '$_[1]')", @admin) };
	is($on->('14', '2022-01-10'), 1, 'in force');
	is($on->('14', '2010-01-10'), 1, 'before the catalogue: the first');
	is($on->('25', '2020-01-01'), 2, 'an earlier edition');
	is($on->('25', '2021-12-17'), 1, 'its successor from its first day');
	is($on->('99', '2022-01-10'), undef, 'no such qualification');
	is(open_import('g', 1, code => '99'), 'qualification-not-in-force',
	    'and no import of it');
};

subtest 'what the registry has is found, but not its own rows' => sub {
	is(open_import('h', 2), 'ok', 'opened');
	my $import = newest();
	my ($hash) = $db->rows('SELECT HEX(c.id_hash), v.variant, c.management_no '
	    . 'FROM certificate c JOIN certificate_status s USING (serial, version) '
	    . "JOIN qualification_variant v USING (variant) WHERE s.state = 'issued' "
	    . 'LIMIT 1');
	my ($gone) = $db->rows('SELECT HEX(c.id_hash), c.variant, c.management_no '
	    . 'FROM certificate c JOIN certificate_status s USING (serial, version) '
	    . "WHERE s.state = 'revoked' LIMIT 1");
	is(rows($import, 0, 1, person(40)), 'ok', 'a row');
	my $check = sub {
		my ($as, @rows) = @_;
		my $json = '[' . join(',', map { qq([$_->[0],"$_->[1]","$_->[2]",$_->[3]]) }
		    @rows) . ']';
		my @found = $db->rows("CALL import_check($as, '$json')", @admin);
		return join " ", sort split /\n/, @found ? $found[0][0] : "";
	};
	my $own = person(40)->{管理号};
	is($check->($import, [ 1, $own, '', 0 ]), '', 'its own row is none');
	is($check->(0, [ 1, $own, '', 0 ]), 'N 1', "another's is");
	is($check->(0, [ 1, 'XXXXXX', $hash->[0], $hash->[1] ],
	    [ 2, $hash->[2], '', 0 ]), 'N 2 P 1', 'number and person');
	is($check->(0, [ 1, 'XXXXXX', $hash->[0], $other ]),
	    $hash->[1] == $other ? 'P 1' : '', 'of another qualification: free');
	is($check->(0, [ 1, $gone->[2], $gone->[0], $gone->[1] ]), 'N 1',
	    'a revoked one frees the person, not the number');
	is($check->(0), '', 'no rows');
	is(try("CALL import_discard($import)"), 'ok', 'discarded');
};

# The same person under another management number.
sub again {
	my ($n, $number, %opt) = @_;
	return { %{ person($n) }, 管理号 => $number, %opt };
}

sub rows_call {
	my ($import, @people) = @_;
	return sprintf "CALL import_rows(%d, 0, %d, %d, '%s')", $import,
	    scalar @people, scalar @people, json(@people);
}

subtest 'one person has one qualification once, whoever brings it' => sub {
	my @import = map { is(open_import($_, 2), 'ok', "$_ opened"); newest() }
	    qw(j k);
	is(rows($import[0], 0, 2, person(50), again(50, 'TWIN-1')),
	    'import-clash', 'twice in one piece');
	is(rows($import[0], 0, 1, person(50)), 'ok', 'once');
	is(rows($import[0], 1, 2, again(50, 'TWIN-1')), 'import-clash',
	    'and again in the next');
	is(rows($import[1], 0, 1, again(50, 'TWIN-1')), 'import-clash',
	    'or in a file that was checked before');
	is(in_batch($import[1]), 0, 'of which nothing stays');
	my $another = $db->value('SELECT MIN(b.variant) FROM '
	    . 'qualification_variant a JOIN qualification_variant b USING '
	    . "(qualification, edition) WHERE a.variant = $variant AND "
	    . '(b.level_key, b.specialty_key) <> (a.level_key, a.specialty_key)');
	SKIP: {
		skip 'the qualification has one variant', 1 unless $another;
		is(rows($import[1], 0, 1, again(50, 'TWIN-1',
		    variant => $another)), 'ok', 'another specialty is another');
	}
	is(try("CALL import_discard($_)"), 'ok', 'discarded') for @import;
};

# Two connections that have both been told that nobody is there yet; each reads
# from before the other wrote.
for my $isolation ('READ COMMITTED', 'REPEATABLE READ') {
	subtest "two at once, $isolation" => sub {
		my @import = map { is(open_import($_, 1), 'ok', "$_ opened");
		    newest() } qw(l m);
		my @call = (rows_call($import[0], person(51)),
		    rows_call($import[1], again(51, 'TWIN-2')));
		my $begin = "SET TRANSACTION ISOLATION LEVEL $isolation; START "
		    . 'TRANSACTION; SELECT COUNT(*) FROM certificate_status; ';
		my $first = later($db, "$begin$call[0]; SELECT SLEEP(2); COMMIT",
		    @admin);
		my $end = time + 60;
		sleep 0.02 until time > $end || $db->value('SELECT COUNT(*) FROM '
		    . "information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'",
		    user => 'root');
		my ($status, $said) = $db->try("SET innodb_lock_wait_timeout = 60; "
		    . "$begin$call[1]; COMMIT", @admin);
		isnt($status, 0, 'the second is refused');
		like($said, qr/import-clash/, 'by name');
		is(($first->())[0], 0, 'the first is not');
		is(in_batch($_->[0]), $_->[1], 'and so stands the registry')
		    for [$import[0], 1], [$import[1], 0];
		is(try("CALL import_discard($_)"), 'ok', 'discarded') for @import;
	};
}

subtest 'nobody writes but through these doors' => sub {
	my @denied = ("INSERT INTO certificate (batch) VALUES (1)",
	    "INSERT INTO import_file (import) VALUES (1)",
	    "UPDATE import_file SET state = 'approved'",
	    'DELETE FROM import_reject', 'DELETE FROM batch',
	    "CALL import_faults(1, '[]')", 'SELECT * FROM import_file');
	for my $statement (@denied) {
		like(try($statement), qr/^1(142|370)$/, "administrator: $statement");
	}
	for my $user (qw(ecert_web ecert_report)) {
		like(try($_, user => $user), qr/^1(142|370)$/, "$user: $_")
		    for @denied, 'SELECT * FROM import_status',
		    'CALL import_discard(1)', "CALL import_check(0, '[]')",
		    "CALL import_rows(1, 0, 1, 1, '[]')";
	}
};

is($db->value('SELECT COUNT(*) FROM event_chain_fault'), 0,
    'the chain is whole');

undef $db;
done_testing;
