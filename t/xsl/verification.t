#!/usr/bin/perl
# What stands on the page of a verified file: the verdict in words, each check
# with its outcome, the registry's face beside it, what it does not prove.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Rendering;
use Test::More;

command_exists('xsltproc') or plan skip_all => 'xsltproc is not installed';
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

my $tick = qr/M13\.5 24\.8/;
my %of = (		# model => [tone, heading in Chinese, in English]
	'verification-valid' => ['issued', '证书有效', 'The certificate is valid'],
	'verification-not-valid' => ['revoked', '不能认定为有效', 'This cannot be taken as valid'],
	'verification-differs' => ['revoked', '不能认定为有效', 'This cannot be taken as valid'],
	'verification-undecided' => ['unchecked', '未能得出结论', 'No conclusion could be reached'],
	'verification-report' => ['issued', '核验报告真实，未被改动', 'The report is genuine and unaltered'],
);

sub heading { return $_[0] =~ /<h1>(.*?)<\/h1>/s ? text_of($1) : undef }
sub banner { return $_[0] =~ /<main[^>]*>(<div role="status".*?<\/h1>)/s ? $1 : '' }
sub checks { return $_[0] =~ /(<li class="(?:passed|failed|could-not-check|not-applicable)">.*?<\/li>)/sg }

for my $sample (sort keys %of) {
	my ($tone, @words) = @{ $of{$sample} };
	my ($zh, $en) = map { render(in_language(model($sample), $_)) } qw(zh en);
	is heading($zh), $words[0], "$sample: the verdict in Chinese";
	is heading($en), $words[1], "$sample: and in English";
	like banner($zh), qr/class="verdict $tone"/, "$sample: in its colour, first of all";
	like $zh, qr/<meta name="robots" content="noindex/, "$sample: is no matter of search engines";
	is !!(banner($zh) =~ $tick), $tone eq 'issued', "$sample: a tick only for what is valid";
	is scalar(my @shown = checks($zh)), scalar(() = model($sample) =~ /<check code=/g), "$sample: every check is shown";
	like text_of($zh), qr/不证明出示文件的人就是持证人/, "$sample: what it does not prove";
	like text_of($en), qr/does not prove that who presents/, "$sample: in English too";
}

# The four outcomes, by sign and by word.
my $base = model('verification-valid');
my (%sign, %word);
for my $outcome (qw(passed failed could-not-check not-applicable)) {
	my %say = (passed => '通过', failed => '未通过', 'could-not-check' => '未能检查', 'not-applicable' => '不适用');
	(my $model = $base) =~ s{(<check code="algorithms" outcome=)"\w+"(.*?<word xml:lang="zh">).*?<}{$1"$outcome"$2$say{$outcome}<}s;
	my ($check) = grep { /算法/ } checks(render($model));
	my ($svg) = $check =~ /(<svg.*?<\/svg>)/s;
	ok !$sign{$svg}++, "$outcome: a sign of its own";
	is !!($svg =~ $tick), $outcome eq 'passed', "$outcome: a tick only where it passed";
	like $check, qr/<strong class="outcome">$say{$outcome}<\/strong>/, "$outcome: and its word";
}

(my $strange = $base) =~ s/verdict code="valid"/verdict code="splendid"/;
is heading(render($strange)), '未能得出结论', 'a verdict that is not known is no conclusion';
unlike banner(render($strange)), $tick, 'and has no tick';
($strange = $base) =~ s/(code="algorithms" outcome=)"passed"/$1"splendid"/;
like render($strange), qr/<li class="could-not-check">/, 'nor is an outcome that is not known a pass';

my $valid = render($base);
like $valid, qr/<article class="face/, 'the face follows the checks';
like text_of($valid), qr/以下内容来自登记库，不是来自所上传的文件/, 'and is said to be the registry\'s';
like $valid, qr{<a class="language"[^>]*href="/verify\?lang=en"}, 'the page does not tell its own address';
like $valid, qr{href="/verify/reports/\w{26}/report\.xml"}, 'the report can be downloaded';
(my $sealed = $base) =~ s{<kept (href="[^"]*")/>}{<kept $1 sealed="true"><sealPicture type="image/png" width-mm="42" height-mm="42">AAAA</sealPicture></kept>} or die;
ok +(validate('model', $sealed))[0], 'the seal of a report fits the model';
like render($sealed), qr{<img class="service-seal" src="data:image/png;base64,AAAA" alt="本服务的电子印章" width="159" height="159"/?>}, 'and is shown';
like text_of(render($sealed)), qr/载有本服务的电子印章和数字签名/, 'and told of';
unlike text_of($valid), qr/电子印章和数字签名/, 'but not where there is none';
unlike render(model('verification-report')), qr/<article|登记库中的证书（现在）/, 'a report has no face';

my $differs = render(model('verification-differs'));
like $differs, qr/文件与登记不一致之处.*<th scope="row">批准日期<\/th><td [^>]*>[\d-]+</s, 'where the file differs is told by field';
like text_of($differs), qr/签名真实，但与登记库中的记录不符/, 'and what to do';
unlike $valid, qr/class="entries differences"/, 'nothing is told where nothing differs';

unlike render(model('verification-report')), qr/<h1>证书有效/, 'a genuine report is not a valid certificate';
(my $mixed = model('verification-valid')) =~ s/verdict code="valid"/verdict code="genuine"/;
unlike render($mixed), qr/<h1>证书有效/, 'nor is a word for the other kind';
my $unkept = render(model('verification-undecided'));
like text_of($unkept), qr/核验报告未能保存/, 'a report that is not kept says so';
unlike $unkept, qr{/verify/reports/}, 'and has no address';
my $altered = text_of(render(model('verification-not-valid')));
like $altered, qr/未通过：文件内容与数字签名一致文件内容在签名之后被改动过/, 'the check that failed heads the page';

(my $hostile = $base) =~ s{<detail>[^<]*}{<detail>&lt;script&gt;alert(1)&lt;/script&gt;};
unlike render($hostile), qr/<script/, 'what a file brings along is escaped';

my $form = render(model('verify'));
like $form, qr/<form [^>]*action="\/verify"[^>]*enctype="multipart\/form-data"/, 'a file is sent by a plain form';
like $form, qr/<input type="file" id="file" name="file" [^>]*aria-describedby="file-hint"/, 'with a real input';
like text_of($form), qr/最大 2 MB/, 'which says the bound';
like $form, qr/<form [^>]*action="\/v" method="get"/, 'or a code is typed';
my $errors = render(model('verify-errors'));
like $errors, qr/<title>错误：/, 'a fault is told in the title';
like $errors, qr/<a href="#file">请选择要核验的文件。/, 'and leads to the field';
like render(model('home')), qr{<a href="/verify">上传核验</a>}, 'the start page leads here';

done_testing;
