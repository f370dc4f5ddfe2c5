#!/usr/bin/perl
# ecert import: a file of certificates as examination centres make it, over a
# real registry.  Every mistake is told at its place; nothing comes in by half;
# the same file does not come in twice.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Intake qw(resident write_csv);
use Ecert::Mistakes qw(engineer mistaken @mistakes);
use Ecert::Stack;
use Encode qw(decode encode);
use File::Temp qw(tempdir);
use Test::More;
use Time::HiRes qw(time);

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $dir = tempdir(CLEANUP => 1);
my $stack = Ecert::Stack->new(rows => 40);
$stack->prepare->start_database->migrate;
$stack->populate(40);
my $db = $stack->db;

sub import_file {
	my ($file, @more) = @_;
	return $stack->command('import', $file, '--qualification', '08',
	    '--approved', '2022-01-10', '--source', '样本考试中心', @more);
}

sub count_of {
	my ($table, $where) = @_;
	return $db->value("SELECT COUNT(*) FROM $table"
	    . ($where ? " WHERE $where" : ''));
}

sub slurp {
	my ($file) = @_;
	open my $in, '<:raw', $file or die "$file: $!";
	local $/;
	return decode('UTF-8', scalar <$in>);
}

my $before = count_of('certificate');
my $good = write_csv("$dir/good.csv", [map { engineer($_) } 1 .. 30]);

subtest 'a dry run tells and changes nothing' => sub {
	my ($status, $text) = import_file($good, '--dry-run');
	is($status, 0, 'exit status 0') or diag $text;
	like($text, qr/^30 rows, 0 with faults, encoding UTF-8$/m, 'counted');
	is(count_of('certificate'), $before, 'no certificate');
	is(count_of('import_file'), 0, 'no import');
};

subtest 'a good file is loaded and approved at once' => sub {
	my ($status, $text) = import_file($good);
	is($status, 0, 'exit status 0') or diag $text;
	like($text, qr/^imported and approved: import 1, batch \d+, 30 certi/m,
	    'told with its number');
	is($db->value('SELECT detail FROM admin_event ORDER BY note DESC LIMIT 1'),
	    'import 1 approved: 30 certificates, 0 rows left out', 'written down');
	is(count_of('certificate'), $before + 30, 'thirty certificates');
	my ($row) = $db->rows(encode('UTF-8', 'SELECT s.name, s.id_number, '
	    . 's.sex, s.birth_date, s.approved_on, s.province, s.level, '
	    . 's.specialty, s.state, b.examination FROM certificate_status s '
	    . 'JOIN certificate c USING (serial, version) '
	    . 'JOIN batch b USING (batch) '
	    . "WHERE s.management_no = '" . engineer(7)->{管理号} . "'"));
	my $seven = engineer(7);
	is_deeply([map { decode('UTF-8', $_) } @$row], [ $seven->{姓名},
	    $seven->{证件号码}, 1, $seven->{出生日期}, '2022-01-10',
	    $seven->{省份}, '一级', '结构', 'approved', '202201' ],
	    'with all that the file says, not issued');
	is(count_of('event_chain_fault'), 0, 'the chain is whole');
	is($db->value("SELECT actor FROM event ORDER BY id DESC LIMIT 1"),
	    'ecert_admin@localhost', 'and says who');
};

subtest 'the same file is told, not doubled' => sub {
	my ($status, $text) = import_file($good);
	is($status, 0, 'nothing is left to do: 0');
	like($text, qr/^the file was imported before, and not again: import 1, /m,
	    'told with its number');
	like($text, qr/finished 20\d\d-\d\d-\d\dT/, 'and date');
	is(count_of('certificate'), $before + 30, 'not doubled');
	($status, $text) = $stack->command('import', $good, '--qualification',
	    '08', '--approved', '2022-01-11', '--source', '样本考试中心');
	is($status, 1, 'as something else: 1');
	like($text, qr/\[import-differs\]/, 'by name');
};

my ($lines, $expected) = mistaken();
my $bad = write_csv("$dir/bad.csv", $lines);

subtest 'each of ' . (@mistakes + 2) . ' mistakes is told at its place' => sub {
	my $errors = "$dir/errors.csv";
	my ($status, $text) = import_file($bad, '--errors', $errors);
	is($status, 1, 'exit status 1');
	my $place = qr/^(\d+:\d+): \[([a-z-]+)\]/;
	my %want = map { $_ => 1 } @$expected;
	my %told = map { /$place/ ? ("$1 $2" => 1) : () } split /\n/, $text;
	is_deeply([grep { !$told{$_} } sort keys %want], [], 'all are told');
	is_deeply([grep { !$want{$_} } sort keys %told], [], 'nothing else is');
	is(scalar keys %want, @mistakes + 4, 'as many as were made');
	like($text, qr/\[import-faults\]/, 'the file is refused');
	is(count_of('certificate'), $before + 30, 'nothing came in');

	my @rows = split /\r\n/, slurp($errors);
	is(scalar @rows, @$expected + 1, 'the table to send back has all');
	like($rows[0], qr/^\x{FEFF}"行号 line","列号 column"/, 'and a header');
	my %in_table = map { /^"(\d+)","(\d+)","[^"]*","[^"]*","([a-z-]+)"/
	    ? ("$1:$2 $3" => 1) : () } @rows;
	is_deeply(\%in_table, \%want, 'the same, at the same places');
	like("$text@rows", qr/证件号码的校验|校验码|校验位/, 'in Chinese');
	like("$text@rows", qr/There is no such day\./, 'and in English');
	unlike("$text@rows", qr/\d{15}|阿卜杜拉|张三/,
	    'neither a number nor a name in full');
	like("@rows", qr/"'=\*+1"/, 'a formula is told as text')
	    if "@rows" =~ /cell-formula/;
	is(decode('UTF-8', $db->value('SELECT CONCAT(state, rejected) FROM '
	    . 'import_file ORDER BY import DESC LIMIT 1')),
	    'refused' . (@mistakes + 3), 'the refusal is kept');
	is($db->value('SELECT SUM(faults) FROM import_reject WHERE import = '
	    . '(SELECT MAX(import) FROM import_file)'), scalar @$expected,
	    'and the faults are counted by reason');
};

subtest 'with --accept-valid the others come in' => sub {
	my ($status, $text) = import_file($bad, '--accept-valid');
	is($status, 0, 'exit status 0') or diag $text;
	my $rows = grep { ref } @$lines;
	my $taken = $rows - @mistakes - 3;
	like($text, qr/^imported and approved: import \d+, batch \d+, $taken certi/m,
	    'all rows without a fault');
	is(count_of('certificate'), $before + 30 + $taken, 'and no other');
	is($db->value('SELECT CONCAT_WS(" ", state, row_count, loaded, rejected)'
	    . ' FROM import_file ORDER BY import DESC LIMIT 1'), join(' ',
	    'approved', $rows, $taken, @mistakes + 3), 'counted');
};

# More than is asked about and loaded at a time.
subtest 'what the registry has is told of every part of a long file' => sub {
	my @rows = map { engineer($_) } 70_001 .. 78_503;
	my @taken = (1, 4000, 4001, 8000, 8503);
	@rows[map { $_ - 1 } @taken] = map { engineer($_) } 1 .. @taken;
	my $long = write_csv("$dir/long.csv", \@rows);
	my ($status, $text) = import_file($long);
	is($status, 1, 'refused');
	my @told = map { /^(\d+):\d+: \[(management|person)-in-registry\]/ ?
	    "$1 $2" : () } split /\n/, $text;
	is_deeply([sort @told], [sort map { my $line = $_ + 1;
	    ("$line management", "$line person") } @taken],
	    'number and person, each once');
	($status, $text) = import_file($long, '--accept-valid');
	is($status, 0, 'the others come in') or diag $text;
	is($db->value('SELECT CONCAT_WS(" ", row_count, loaded, rejected)'
	    . ' FROM import_file ORDER BY import DESC LIMIT 1'),
	    '8503 8498 5', 'each once');
};

subtest 'files as spreadsheets make them' => sub {
	my $n = 5000;
	my $one = sub {
		my ($what, $row, %opt) = @_;
		my $file = "$dir/one.csv";
		write_csv($file, [$row], %opt);
		if ($opt{mend}) {
			my $text = slurp($file);
			$text = $opt{mend}->($text);
			open my $out, '>:raw', $file or die $!;
			print $out encode('UTF-8', $text);
			close $out or die $!;
		}
		# Perl itself has no GB18030.
		system("iconv -f UTF-8 -t $opt{into} $file >$file.out && "
		    . "mv $file.out $file") == 0 or die 'iconv' if $opt{into};
		my ($status, $text) = import_file($file, '--dry-run');
		is($status, 0, $what) or diag $text;
	};
	my %rare = (姓名 => '𠮷·𬱖');
	$one->('GB18030, with characters beyond the basic plane',
	    engineer(++$n, %rare), into => 'GB18030');
	$one->('GBK', engineer(++$n), encoding => 'GBK');
	$one->('a mark in front', engineer(++$n, %rare),
	    mend => sub { "\x{FEFF}$_[0]" });
	$one->('tabs', engineer(++$n), mend => sub { $_[0] =~ tr/,/\t/r });
	$one->('="..." and apostrophes', engineer(++$n,
	    管理号 => '="00123456789"',
	    证件号码 => '"=""' . engineer($n)->{证件号码} . '"""',
	    省份 => "'11"));
	my $wide = engineer(++$n);
	tr/0-9/０-９/ for @{$wide}{qw(证件号码 管理号 省份 出生日期)};
	$one->('full-width digits', $wide);
	$one->('names for codes', engineer(++$n, 省份 => '内蒙古',
	    证件类型 => '身份证', 性别 => '', 出生日期 => ''));
	$one->('dates with dots and midnight', engineer(++$n, 出生日期 =>
	    engineer($n)->{出生日期} =~ tr{-}{/}r . ' 0:00:00'));
	$one->('English names', { map { $_->[0] => engineer($n + 1)->{$_->[1]} }
	    [name => '姓名'], [id_number => '证件号码'], [province => '省份'],
	    [management_no => '管理号'], [level => '级别'],
	    [specialty => '专业'] }, columns => [qw(management_no name
	    province id_number specialty level)]);
};

subtest 'files that are no such table are refused as a whole' => sub {
	my $refused = sub {
		my ($what, $code, $bytes) = @_;
		open my $out, '>:raw', "$dir/no.csv" or die $!;
		print $out encode('UTF-8', $bytes);
		close $out or die $!;
		my ($status, $text) = import_file("$dir/no.csv", '--dry-run');
		is($status, 1, "$what: 1");
		like($text, qr/\[\Q$code\E\]/, "$what: $code");
	};
	my $row = '张三,' . resident('11000019900101001') . ",2021090011\n";
	$refused->('a missing column', 'import-columns',
	    "姓名,证件号码,管理号\n$row");
	$refused->('a column twice', 'import-columns',
	    "姓名,证件号码,管理号,省份,name\n");
	$refused->('a header alone', 'import-empty',
	    "姓名,证件号码,管理号,省份\n");
	$refused->('nothing', 'import-empty', '');
	$refused->('an open quote', 'batch-format',
	    "姓名,证件号码,管理号,省份\n\"张三\n");
	$refused->('a workbook', 'batch-format', "PK\x03\x04xxxx");
	$refused->('NUL', 'batch-encoding', "姓\0名\n");
};

subtest 'what it is told must fit' => sub {
	my $try = sub {
		my ($status, $text) = $stack->command('import', @_);
		return "$status " . ($text =~ /^ +\[([a-z][a-z-]+)\] /m ? $1 : '');
	};
	my @rest = ('--source', '样本');
	my $new = write_csv("$dir/new.csv", [ engineer(9000) ]);
	is($try->($new, '--qualification', '99', '--approved', '2022-01-10',
	    @rest), '1 qualification-not-in-force', 'a qualification');
	is($try->($good, '--qualification', '08', '--approved', '2999-01-10',
	    @rest), '1 import-approval-date', 'not in the future');
	is($try->($good, '--qualification', '08', '--approved', '2022-1-10',
	    @rest), '1 import-approval-date', 'a date');
	is($try->("$dir/none.csv", '--qualification', '08', '--approved',
	    '2022-01-10', @rest), '1 file-unreadable', 'a file');
	is($try->($good, '--approved', '2022-01-10', @rest), '64 ',
	    'all three are needed');
	is($try->($good, '--qualification', '08', '--approved', '2022-01-10',
	    '--source', "样\n本"), '64 ', 'a source on one line');
	is($try->($good, '--qualification', '08', '--approved', '2022-01-10',
	    '--encoding', 'utf-16', @rest), '64 ', 'an encoding');
	is($try->($good, '--qualification', '08', '--approved', '2022-01-10',
	    '--examination', '202113', @rest), '64 ', 'a month');
};

subtest 'an import is listed, and one that was cut off can be discarded' => sub {
	my $digest = 'd' x 32;
	$db->query("CALL import_open('$digest', '08', '2022-01-10', '202201', "
	    . "'cut off', 0, 2, 0)", user => 'ecert_admin');
	my $id = $db->value('SELECT MAX(import) FROM import_file');
	my ($status, $text) = $stack->command('import', '--list');
	is($status, 0, '--list: 0');
	like($text, qr/^$id\tloading\t08\t2022-01-10\t/m, 'the one cut off');
	like($text, qr/^1\tapproved\t08\t.*\t样本考试中心$/m, 'and the first');
	($status, $text) = $stack->command('import', '--discard', $id);
	is($status, 0, '--discard: 0') or diag $text;
	is($db->value("SELECT state FROM import_file WHERE import = $id"),
	    'discarded', 'gone');
	($status, $text) = $stack->command('import', '--discard', 1);
	is($status, 1, 'one that ended: 1');
	like($text, qr/\[import-not-open\]/, 'by name');
	is(($stack->command('import', '--discard', 'x'))[0], 64, 'misuse: 64');
};

subtest 'it can be interrupted, shows how far it is, and goes on' => sub {
	my $file = write_csv("$dir/long.csv",
	    [ map { engineer($_) } 20_001 .. 60_000 ]);
	my @command = ($stack->program('ecert'), '-c', $stack->dir
	    . '/admin.conf', 'import', $file, '--qualification', '08',
	    '--approved', '2022-01-10', '--source', 'long');
	# A terminal: a bar that is drawn again and again.  Without exec some
	# shells stay in between, and would take the signal meant for the program.
	my $pid = open my $from, '-|', 'script', '-qefc', "exec @command",
	    '/dev/null' or die "script: $!";
	my ($ecert, $id);
	my $end = time + 30;
	while (!$ecert && time < $end) {
		($ecert) = map { /^ *(\d+) / } grep { /\Q$file\E/ && !/script/ }
		    split /\n/, `ps -eo pid,args`;
	}
	while ($ecert && !$id && time < $end) {
		$id = $db->value('SELECT import FROM import_file WHERE loaded > 0 '
		    . "AND state = 'loading'");
	}
	ok($id, 'it loads');
	kill 'TERM', $ecert if $ecert;
	my $text = decode('UTF-8', do { local $/; <$from> });
	close $from;
	is($? >> 8, 2, 'told to end, it ends: 2');
	like($text, qr/\[import-interrupted\]/, 'and says so');
	like($text, qr{\r[^\r]*检查 checking \[[#.]+\] +\d+% \d+ 行 rows, \d+/s, 剩余 left \d+:\d\d},
	    'a bar with rate and remaining time');
	my $loaded = count_of('certificate', 'batch = (SELECT batch FROM '
	    . "import_file WHERE import = $id)");
	is($db->value("SELECT CONCAT(state, ' ', loaded, ' ', reached) FROM "
	    . "import_file WHERE import = $id"), "loading $loaded $loaded",
	    'rows and place are in step');
	my ($status, $again) = $stack->command(@command[3 .. $#command]);
	is($status, 0, 'the same command goes on') or diag $again;
	like($again, qr/^从第 $loaded 行之后继续 went on behind row $loaded$/m,
	    'where it was');
	unlike($again, qr/[\r\x1B]/, 'without a terminal no bar');
	is(count_of('certificate', 'batch = (SELECT batch FROM import_file '
	    . "WHERE import = $id)"), 40_000, 'all rows, each once');
};

undef $stack;
done_testing;
