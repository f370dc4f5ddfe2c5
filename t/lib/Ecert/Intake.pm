# Files of invented certificates to import.  Nobody in them exists: the area of
# each resident number is a province and 0000, which is no area.
#
#	my @rows = map { person($_) } 1 .. 100;
#	write_csv("$dir/file.csv", \@rows);
package Ecert::Intake;

use strict;
use warnings;
use utf8;

use Carp qw(croak);
use Digest::SHA qw(hmac_sha256_hex);
use Encode qw(encode);
use Exporter qw(import);

our @EXPORT_OK = qw(person resident write_csv load_data @columns);

our @columns = qw(姓名 证件类型 证件号码 性别 出生日期 批准日期 管理号 省份 级别 专业);

my @weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
my @provinces = qw(11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45
    46 50 51 52 53 54 61 62 63 64 65);
my @surnames = qw(张 王 李 赵 陈 杨 黄 周 吴 徐);
my @given = qw(伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛);

# 17 digits and their check character (GB 11643-1999).
sub resident {
	my ($digits) = @_;
	my $sum = 0;
	$sum += substr($digits, $_, 1) * $weights[$_] for 0 .. 16;
	return $digits . substr('10X98765432', $sum % 11, 1);
}

# The n-th person, the same for everybody, of up to ten millions: a row by
# column, as write_csv() takes it.
sub person {
	my ($n, %other) = @_;
	my $serial = $n % 1000;
	my $day = int($n / 1000);
	my $birth = sprintf '%04d%02d%02d', 1960 + int($day / 336) % 40,
	    1 + int($day / 28) % 12, 1 + $day % 28;
	my $province = $provinces[$n % @provinces];
	my %row = (
		姓名 => $surnames[$n % 10] . $given[$n % 15]
		    . $given[int($n / 15) % 15],
		证件类型 => '',
		证件号码 => resident(sprintf '%s0000%s%03d', $province,
		    $birth, $serial),
		性别 => $serial % 2 ? '男' : '女',
		出生日期 => join('-', unpack 'A4A2A2', $birth),
		批准日期 => '',
		管理号 => sprintf('202109001%s%09d', $province, $n),
		省份 => $province, 级别 => '', 专业 => '',
		%other,
	);
	return \%row;
}

# header: the names of the columns, @columns unless said otherwise; encoding,
# UTF-8 unless said otherwise; raw lines stand as they are.
sub write_csv {
	my ($file, $rows, %opt) = @_;
	my @names = @{ $opt{columns} || \@columns };
	open my $out, '>:raw', $file or croak "$file: $!";
	my $encoding = $opt{encoding} || 'UTF-8';
	for my $row ({ map { $_ => $_ } @names }, @$rows) {
		my $line = ref $row ? join(',', map {
		    defined $row->{$_} ? $row->{$_} : '' } @names) : $row;
		print $out encode($encoding, "$line\r\n");
	}
	close $out or croak "$file: $!";
	return $file;
}

# The same persons as rows of the registry's table, past all that an import does:
# load_data($db, $file, first => 1, last => 1000, key => bytes, batch =>,
# variant =>) writes the file and returns what loads it when it is called.
sub load_data {
	my ($db, $file, %opt) = @_;
	open my $out, '>:raw', $file or croak "$file: $!";
	for my $n ($opt{first} .. $opt{last}) {
		my $row = person($n);
		my $id = $row->{证件号码};
		print $out encode('UTF-8', join("\t", 1, $row->{管理号},
		    $row->{姓名}, 111, $id, substr(hmac_sha256_hex($id,
		    $opt{key}), 0, 32), $row->{性别} eq '男' ? 1 : 2,
		    $row->{出生日期}, '2022-01-10', $row->{省份},
		    $opt{variant}, $opt{batch}) . "\n");
	}
	close $out or croak "$file: $!";
	return sub { $db->query("LOAD DATA INFILE '$file' INTO TABLE "
	    . 'certificate CHARACTER SET utf8mb4 (version, management_no, '
	    . 'name, id_type, id_number, @h, sex, birth_date, approved_on, '
	    . 'province, variant, batch) SET id_hash = UNHEX(@h)',
	    user => 'root') };
}

1;
