#!/usr/bin/perl
# The catalogue is the notice's: names, order, levels, styles, seals, sentences.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Encode qw(decode_utf8);
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

# 人社厅发〔2021〕97号, paragraphs 2 and 3, copied from the text.
my @notice = map { [ 2, $_ ] } split /\n/, <<'END';
注册城乡规划师
注册测绘师
注册核安全工程师
注册建筑师（一、二级）
监理工程师
造价工程师（一级）
建造师（一级）
勘察设计注册工程师
注册验船师
护士执业资格
注册安全工程师（中级）
注册消防工程师（一级）
注册计量师（一、二级）
执业药师
社会工作者职业资格（初、中、高级）
经济专业技术资格（初、中级）
环境影响评价工程师
机动车检测维修专业技术人员职业资格
卫生专业技术资格（初、中级）
审计专业技术资格（初、中级）
设备监理师
统计专业技术资格（初、中级）
出版专业技术人员职业资格（初、中级）
翻译专业资格
END
push @notice, map { [ 3, $_ ] } split /\n/, <<'END';
拍卖师
工程咨询（投资）专业技术人员职业资格
资产评估师
房地产经纪专业人员职业资格
公路水运工程试验检测专业技术人员职业资格
税务师
银行业专业人员职业资格
END

my $db = Ecert::Database->start(fast => 1)->load;

sub entries {
	my ($columns, $where) = @_;
	return map { [ map { decode_utf8($_) } @$_ ] } $db->rows(
	    "SELECT $columns FROM catalogue_entry $where ORDER BY code");
}

# 造价工程师 + 一级 -> 造价工程师（一级）, as the notice writes it.
sub as_in_notice {
	my ($name, $levels) = @_;
	return $name if $levels eq '';
	$levels =~ s/级//g;
	$levels =~ s/；/、/g;
	return "$name（${levels}级）";
}

my @entry = entries('code, paragraph, ordinal, name_zh, levels, style, '
    . 'seal_code, valid_from', '');
is(scalar @entry, 31, 'there are 31 qualifications');
is_deeply([ map { [ $_->[1], as_in_notice(@$_[3, 4]) ] } @entry ], \@notice,
    'paragraph, name and levels are the notice\'s, in its order');
is_deeply([ map { $_->[2] } @entry ], [ 1 .. 24, 1 .. 7 ],
    'ordinals count within each paragraph');
is_deeply([ map { $_->[0] } @entry ], [ map { sprintf '%02d', $_ } 1 .. 31 ],
    'codes count from 01');
is_deeply([ grep { $_->[5] != $_->[1] - 1 } @entry ], [],
    'paragraph 2 has style 1, paragraph 3 has style 2');
is_deeply([ grep { ($_->[6] eq 'mohrss-zyzg') != ($_->[5] == 1) } @entry ], [],
    'style 1, and only it, has the ministry\'s seal');
is_deeply([ grep { $_->[7] ne '2021-12-17' } @entry ], [],
    'all are in force from the day of the notice');
is(decode_utf8($db->value(
    "SELECT name_zh FROM seal WHERE code = 'mohrss-zyzg'")),
    '中华人民共和国人力资源和社会保障部专业技术人员职业资格证书专用章',
    'the ministry\'s seal has the name in paragraph 1');

sub statement {
	my ($code) = @_;
	return decode_utf8($db->value("SELECT statement_zh FROM "
	    . "qualification_edition WHERE qualification = '$code'"));
}
is(statement('06'), '本证书由中华人民共和国人力资源和社会保障部、住房和城乡建设部、'
    . '交通运输部、水利部批准颁发，表明持证人通过国家统一组织的考试，取得造价工程师职业资格。',
    'style 1: the sentence of the annex with several authorities');
is(statement('16'), '本证书由中华人民共和国人力资源和社会保障部批准颁发，'
    . '表明持证人通过国家统一组织的考试，取得经济专业技术资格。',
    'style 1: one authority, and a name that ends in 资格 already');
is(statement('26'), '本证书由中华人民共和国人力资源和社会保障部、国家发展和改革委员会监制，'
    . '中国工程咨询协会颁发，表明持证人通过国家统一组织的考试，'
    . '具有工程咨询（投资）专业技术人员的职业水平和能力。',
    'style 2: the sentence of the annex with its issuer');
is($db->value(q{SELECT COUNT(*) FROM qualification_edition
WHERE title_zh NOT LIKE '%资格' OR title_zh LIKE '%资格%资格'}), 0,
    'every title ends in 资格 once');
is($db->value(q{SELECT COUNT(*) FROM qualification_edition e
WHERE authorities <> (SELECT GROUP_CONCAT(name_zh ORDER BY ordinal
SEPARATOR ';') FROM qualification_authority a
WHERE a.qualification = e.qualification AND a.edition = e.edition)}), 0,
    'the joined authorities are the listed ones');
is($db->value(q{SELECT COUNT(*) FROM qualification_edition
WHERE licence_type IS NOT NULL OR licence_issuer IS NOT NULL}), 0,
    'no licence code is shipped: none is public');

is_deeply([ entries('specialties', "WHERE code = '08'") ],
    [ [ '结构（一级、二级）；土木；公用设备；电气；化工；环保' ] ],
    'a specialty shows the levels that it alone has');
is($db->value(q{SELECT COUNT(*) FROM qualification_variant
WHERE qualification = '08'}), 7, '08: two of 结构 and one of each other');
is($db->value(q{SELECT COUNT(*) FROM qualification_variant
WHERE qualification = '15'}), 3, '15: three levels');
is($db->value(q{SELECT COUNT(*) FROM qualification q WHERE NOT EXISTS
(SELECT 1 FROM qualification_variant v WHERE v.qualification = q.code)}), 0,
    'every qualification has a variant');
is($db->value('SELECT COUNT(*) FROM province'), 35,
    'GB/T 2260 has 34 provinces; the Corps is beside them');

# Loading it again changes nothing and keeps what an operator edited.
my $version = $db->value('SELECT version FROM catalogue_version');
like($version, qr/^[0-9a-f]{32}\z/, 'the catalogue has a version');
my @count = map { "(SELECT COUNT(*) FROM $_)" } qw(seal style qualification
    qualification_edition qualification_authority qualification_level
    qualification_specialty qualification_variant id_type province
    reason_class);
my $before = $db->query('SELECT ' . join ', ', @count);
$db->run_file("$FindBin::Bin/../../sql/catalogue.sql");
is($db->query('SELECT ' . join ', ', @count), $before,
    'loading it again adds nothing');
is($db->value('SELECT version FROM catalogue_version'), $version,
    'and its version stays');
$db->query(q{UPDATE qualification_edition SET title_en = 'Cost Consultant'
WHERE qualification = '06'});
isnt($db->value('SELECT version FROM catalogue_version'), $version,
    'an edited title changes the version');
$db->run_file("$FindBin::Bin/../../sql/catalogue.sql");
is($db->value(q{SELECT title_en FROM catalogue_entry WHERE code = '06'}),
    'Cost Consultant', 'and outlives another load');

# What certificates say follows each edit of what it is made of.
my $face = q{SELECT f.variant, f.qualification, f.edition, f.style, f.title_zh,
f.title_en, f.level, f.specialty, f.authorities, f.issuer, f.statement,
f.seal_code, f.seal_name, f.licence_type, f.licence_issuer FROM variant_face f
ORDER BY f.variant};
my $truth = q{SELECT v.variant, v.qualification, v.edition, q.style, q.title_zh,
q.title_en, IFNULL(l.name_zh, ''), IFNULL(p.name_zh, ''), q.authorities,
IFNULL(q.issuer, ''), q.statement_zh, s.code, s.name_zh,
IFNULL(q.licence_type, ''), IFNULL(q.licence_issuer, '')
FROM qualification_variant v
JOIN qualification_edition q USING (qualification, edition)
JOIN seal s ON s.code = q.seal
LEFT JOIN qualification_level l ON l.qualification = v.qualification
AND l.level = v.level
LEFT JOIN qualification_specialty p ON p.qualification = v.qualification
AND p.specialty = v.specialty ORDER BY v.variant};
my $variants = $db->value('SELECT COUNT(*) FROM qualification_variant');
ok($db->query($face) eq $db->query($truth), 'each variant has its face');
is(scalar(my @faces = $db->rows($face)), $variants, 'all of them');
for my $edit (
    [q{UPDATE qualification_edition SET title_zh = '样本师', style = 1, seal =
    'mohrss-zyzg', issuer = NULL, style_from = (SELECT MIN(valid_from) FROM style
    WHERE style.style = 1) WHERE qualification = '31'}, 'an edition'],
    [q{UPDATE qualification_level SET name_zh = '样级' LIMIT 1}, 'a level'],
    [q{UPDATE qualification_specialty SET name_zh = '样本专业' LIMIT 1},
    'a specialty'],
    [q{UPDATE seal SET name_zh = '样本印章'}, 'the seals'],
    [q{UPDATE qualification_variant SET level = NULL, specialty = NULL
    WHERE qualification = '15' LIMIT 1}, 'a variant'],
    [q{INSERT INTO qualification_edition (qualification, edition, valid_from,
    valid_until, style, style_from, seal, title_zh, title_en, authorities,
    statement_zh, source) SELECT qualification, 9, '1990-01-01', '1990-01-02', 1,
    (SELECT MIN(valid_from) FROM style WHERE style.style = 1), seal, title_zh,
    title_en, authorities, '样本', '样本' FROM qualification_edition
    WHERE qualification = '06' LIMIT 1; INSERT INTO qualification_variant
    (qualification, edition) VALUES ('06', 9)}, 'a new variant'],
    [q{DELETE FROM qualification_variant WHERE edition = 9}, 'one less']) {
	my ($sql, $what) = @$edit;
	my $was = $db->query($face);
	$db->query($sql);
	ok($db->query($face) ne $was, "$what: the faces follow");
	ok($db->query($face) eq $db->query($truth), 'and are what it says');
}

# Dated: a qualification that ended, or has not begun, is not in the list.
$db->query(q{UPDATE qualification_edition SET valid_until = '2022-01-01'
WHERE qualification = '31'; UPDATE qualification_edition
SET valid_from = '9000-01-01' WHERE qualification = '30'});
is(scalar(entries('code', '')), 29,
    'what is not in force today is not in the list');

done_testing;
