# A file of certificates with one of each of the mistakes that an import tells,
# and where and by which code it is told.
#
#	my ($lines, $expected) = mistaken();
#	write_csv($file, $lines);	# expected: "LINE:COLUMN code" each
package Ecert::Mistakes;

use strict;
use warnings;
use utf8;

use Ecert::Intake qw(person @columns);
use Exporter qw(import);

our @EXPORT_OK = qw(engineer mistaken @mistakes);

# 结构 alone has levels.
sub engineer {
	my ($n, %other) = @_;
	return person($n, 级别 => '一级', 专业 => '结构', %other);
}

# What is wrong, where it is told, and the words for it.  The third engineer must
# be in the registry.
my $passport = sub { (证件类型 => '普通护照', 证件号码 => "E1234$_[0]", @_[1 .. $#_]) };
our @mistakes = (
	[ 姓名 => 'name-empty', 姓名 => '' ],
	[ 姓名 => 'name-too-long', 姓名 => '张' x 101 ],
	[ 姓名 => 'name-separator', 姓名 => '阿卜杜拉•买买提' ],
	[ 姓名 => 'name-private-use', 姓名 => "张\x{E863}" ],
	[ 姓名 => 'name-encoding', 姓名 => "张\x{202E}三" ],
	[ 姓名 => 'name-lost-character', 姓名 => '张?' ],
	[ 姓名 => 'name-with-digits', 姓名 => '张三２' ],
	[ 证件类型 => 'id-type-unknown', 证件类型 => '工作证' ],
	[ 证件号码 => 'id-empty', 证件号码 => '' ],
	[ 证件号码 => 'id-character', 证件号码 => '1100001990010100_X' ],
	[ 证件号码 => 'id-length', 证件号码 => '11000019900101001' ],
	[ 证件号码 => 'id-date', 证件号码 => '110000199013010010' ],
	[ 证件号码 => 'id-check-digit', 证件号码 => '110000199001010010' ],
	[ 证件号码 => 'batch-number-rounded', 证件号码 => '1.1E+17' ],
	[ 证件号码 => 'id-not-resident', 证件号码 => 'E12345678' ],
	[ 证件号码 => 'id-is-resident', 证件类型 => '414' ],
	[ 性别 => 'sex-missing', $passport->(17, 性别 => '') ],
	[ 性别 => 'sex-unknown', 性别 => '男女' ],
	[ 性别 => 'sex-differs', sub { 性别 => $_[0]{性别} eq '男' ? '女' : '男' } ],
	[ 出生日期 => 'date-missing', $passport->(20, 出生日期 => '') ],
	[ 出生日期 => 'date-unreadable', 出生日期 => '九十年代' ],
	[ 出生日期 => 'date-two-digit-year', 出生日期 => '90-1-2' ],
	[ 出生日期 => 'date-serial-number', 出生日期 => '32874' ],
	[ 出生日期 => 'date-not-in-calendar', 出生日期 => '1990-02-30' ],
	[ 出生日期 => 'birth-differs', 出生日期 => '1959-01-02' ],
	[ 出生日期 => 'birth-day-missing', $passport->(26, 出生日期 => '1990-01') ],
	[ 出生日期 => 'birth-after-approval',
	    $passport->(27, 出生日期 => '2022-01-10') ],
	[ 出生日期 => 'birth-improbable',
	    $passport->(28, 出生日期 => '1899-01-01') ],
	[ 批准日期 => 'approved-date-differs', 批准日期 => '2022-01-09' ],
	[ 管理号 => 'management-no-empty', 管理号 => '' ],
	[ 管理号 => 'management-no-character', 管理号 => '2021_0900111000000' ],
	[ 管理号 => 'batch-number-rounded', 管理号 => '2.02109E+19' ],
	[ 管理号 => 'management-zeros-lost', 管理号 => '2109001110000000' ],
	[ 管理号 => 'management-in-registry',
	    管理号 => engineer(3)->{管理号} ],
	[ 证件号码 => 'person-in-registry',
	    map { $_ => engineer(3)->{$_} } qw(证件号码 性别 出生日期) ],
	[ 省份 => 'province-missing', 省份 => '' ],
	[ 省份 => 'province-unknown', 省份 => '99' ],
	[ 级别 => 'level-missing', 级别 => '' ],
	[ 级别 => 'level-unknown', 级别 => '特级' ],
	[ 级别 => 'level-not-of-specialty', 专业 => '土木' ],
	[ 专业 => 'specialty-missing', 专业 => '' ],
	[ 专业 => 'specialty-unknown', 专业 => '园林' ],
	[ 专业 => 'cell-encoding', 专业 => "结\x{FFFD}" ],
	[ 专业 => 'cell-too-long', 专业 => '"' . '结构' x 200 . '"' ],
	[ 省份 => 'cell-spreadsheet-error', 省份 => '#N/A' ],
	[ 出生日期 => 'cell-formula', 出生日期 => '=A2+1' ],
	[ row => 'batch-cells', 专业 => '结构,多一格' ],
);

# Between the mistakes good rows, a quoted line end, an empty line: the lines
# told must be those that an editor shows.
sub mistaken {
	my (@lines, @expected);
	my $line = 2;
	my $n = 1000;
	my $place = sub {
		my ($column, $code) = @_;
		my ($i) = grep { $columns[$_] eq $column } 0 .. $#columns;
		push @expected, sprintf '%d:%d %s', $line,
		    defined $i ? $i + 1 : 0, $code;
	};
	my $put = sub { push @lines, $_[0]; $line += $_[1] || 1 };
	for my $mistake (@mistakes) {
		my ($column, $code, @change) = @$mistake;
		$put->(engineer(++$n)) for 1 .. 10;
		my $row = engineer(++$n);
		@change = $change[0]->($row) if ref $change[0];
		$place->($column, $code);
		$put->({ %$row, @change });
	}
	$put->(engineer(++$n, 姓名 => "\"张\r\n\""), 2);
	$put->('');
	my ($first, $same, $again) = map { engineer($n + $_) } 1 .. 3;
	$place->(管理号 => 'management-twice-in-file');
	$place->(证件号码 => 'person-twice-in-file');
	$put->($first);
	$place->(管理号 => 'management-twice-in-file');
	$put->({ %$same, 管理号 => $first->{管理号} });
	$place->(证件号码 => 'person-twice-in-file');
	$put->({ %$again, map { $_ => $first->{$_} } qw(证件号码 性别 出生日期) });
	return (\@lines, \@expected);
}

1;
