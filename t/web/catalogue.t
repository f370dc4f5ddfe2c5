#!/usr/bin/perl
# The catalogue's page: the notice's 31 qualifications, in its order.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Test::More;

# 人社厅发〔2021〕97号, paragraphs 2 (24 of them) and 3 (7).
my @names = split /\n/, <<'END';
注册城乡规划师
注册测绘师
注册核安全工程师
注册建筑师
监理工程师
造价工程师
建造师
勘察设计注册工程师
注册验船师
护士执业资格
注册安全工程师
注册消防工程师
注册计量师
执业药师
社会工作者职业资格
经济专业技术资格
环境影响评价工程师
机动车检测维修专业技术人员职业资格
卫生专业技术资格
审计专业技术资格
设备监理师
统计专业技术资格
出版专业技术人员职业资格
翻译专业资格
拍卖师
工程咨询（投资）专业技术人员职业资格
资产评估师
房地产经纪专业人员职业资格
公路水运工程试验检测专业技术人员职业资格
税务师
银行业专业人员职业资格
END

my $stack = Ecert::Stack->new(rows => 20)->start;
my $page = $stack->get('/catalogue');
my $english = $stack->get('/catalogue?lang=en');
my $model = $stack->get('/catalogue', { Accept => 'application/xml' });
my @entries = $model->{text} =~ m{<entry\b.*?</entry>}gs;

sub in_each {
	my ($pattern) = @_;
	return map { /$pattern/ ? $1 : '?' } @entries;
}

is($page->{status}, 200, 'the page is there');
is(@names, 31, 'the notice has 31 qualifications');
is_deeply([in_each(qr{<name>(.*?)</name>})], \@names,
    'the model has them all, in the order of the notice');
is_deeply([in_each(qr/ list="(\d)"/)], [(2) x 24, (3) x 7],
    '24 of paragraph 2, then 7 of paragraph 3');
is_deeply([in_each(qr/ style="(\d)"/)], [(1) x 24, (2) x 7],
    'those in style 1, these in style 2');

subtest 'the page shows them in that order, in either language' => sub {
	for my $text ($page->{text}, $english->{text}) {
		my $at = 0;
		for my $name (@names) {
			my $found = index main_part($text), $name, $at;
			ok($found >= 0, $name) or next;
			$at = $found + length $name;
		}
	}
};

subtest 'each has its English title and its seal on the page' => sub {
	for my $entry (@entries) {
		my ($title) = $entry =~ m{<title xml:lang="en">(.*?)</title>};
		my ($seal) = $entry =~ m{<seal code="[a-z-]+">(.*?)</seal>};
		like($english->{text}, qr/\Q$title\E/, $title);
		like($page->{text}, qr/\Q$seal\E/, $seal);
	}
};

subtest 'a change of the catalogue is seen at once' => sub {
	my $etag = $page->{headers}{etag};
	is($stack->get('/catalogue', { 'If-None-Match' => $etag })->{status},
	    304, 'unchanged before');
	$stack->db->query("UPDATE seal SET name_zh = '改名之章' "
	    . "WHERE code = 'caa'");
	my $now = $stack->get('/catalogue', { 'If-None-Match' => $etag });
	is($now->{status}, 200, 'another page afterwards');
	like(main_part($now->{text}), qr/改名之章/, 'with the new name');
};

undef $stack;
done_testing;
