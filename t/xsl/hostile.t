#!/usr/bin/perl
# Text from outside comes out as the text it is.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Rendering;
use Test::More;

command_exists('xsltproc') or plan skip_all => 'xsltproc is not installed';
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

my @texts = (
	q(<&'"]]>{document('x')}) . "\x{20000}",
	q(<script>alert(1)</script>),
	q("><img src=x onerror=alert(1)>),
	q({$text/home.title} &amp; &#60;b&#62;),
	q(</dd></dl><h1>证书有效</h1>),
	"\x{202e}gnp.exe\x{30edd}",
);

sub escaped {
	my ($text) = @_;
	my %entity = ('<' => '&lt;', '>' => '&gt;', '&' => '&amp;', '"' => '&quot;', "'" => '&#39;');
	$text =~ s/([<>&"'])/$entity{$1}/g;
	return $text;
}

# sample, where the text goes in, where it comes out
my @places = (
	['a name on the face', 'result-issued', qr/(?<=<name>)[^<]*/, qr/<div class="item name">.*?<dd>(.*?)<\/dd>/s],
	['a title on the face', 'result-issued', qr/(?<=<title xml:lang="zh">)[^<]*/, qr/<p class="title">(.*?)<\/p>/s],
	['the statement', 'result-issued', qr/(?<=<statement>)[^<]*/, qr/<p class="statement">(.*?)<\/p>/s],
	['a seal', 'result-issued', qr/(?<=mohrss-zyzg">)[^<]*/, qr/<span class="seal-of">(.*?)<\/span>/s],
	['a typed name', 'home-errors', qr/(?<=name="name" value=")[^"]*/, qr/<input [^>]*?id="name"[^>]*? value=(?|"(.*?)"|'(.*?)')/s],
	['a suggestion', 'home-errors', qr/(?<=<suggestion>)[^<]*/, qr/name="use_suggestion" value=(?|"(.*?)"|'(.*?)')>/s],
	['a sentence', 'problem', qr/(?<=<sentence xml:lang="zh">)[^<]*/, qr/<h1>.*?<\/h1><p>(?:系统.*?<\/p><p>)?(.*?)<\/p>/s],
	['the service', 'home', qr/(?<=name-zh=")[^"]*/, qr/<p class="service"><a[^>]*><img[^>]*><span>(.*?)<\/span>/s],
	['a recipient', 'holder-copy', qr/(?<=<recipient>)[^<]*/, qr/<dt>接收方<\/dt><dd[^>]*>(.*?)<\/dd>/s],
	['a typed recipient', 'holder-certificate-errors', qr/(?<=name="recipient" value=")[^"]*/, qr/<input [^>]*?id="recipient"[^>]*? value=(?|"(.*?)"|'(.*?)')/s],
	['a bureau', 'holder-certificate', qr/(?<=actor-name=")[^"]*/, qr/机构接口查询<\/td><td[^>]*><span[^>]*>(.*?)<\/span>/s],
	['a bureau\'s matter', 'holder-certificate', qr/(?<=matter=")[^"]*/, qr/事项：<span[^>]*>(.*?)<\/span>/s],
	['a bureau\'s cause', 'holder-certificate', qr/(?<=cause=")[^"]*/, qr/事由：<span[^>]*>(.*?)<\/span>/s],
	['a holder', 'holder', qr/(?<=<session name=")[^"]*/, qr/持证人：<span[^>]*>(.*?)<\/span>/s],
	['a scene', 'holder-certificate', qr/(?<=<name xml:lang="zh">)[^<]*/, qr/<option value="self">(.*?)<\/option>/s],
	['a qualification', 'catalogue', qr/(?<=<title xml:lang="zh">)[^<]*/, qr/<th scope="row"><span lang="zh-CN">(.*?)<\/span>/s],
);

for my $place (@places) {
	my ($name, $sample, $in, $out) = @$place;
	my $plain = render(model($sample));
	for my $text (@texts) {
		my $model = model($sample);
		my $safe = escaped($text);
		$model =~ s/$in/$safe/ or die "$sample: no $name";
		my $html = render($model);
		my ($got) = $html =~ $out;
		is decoded($got // ''), $text, "$name: literally";
		is scalar(() = $html =~ /<[a-z]/g), scalar(() = $plain =~ /<[a-z]/g), "$name: no new element";
	}
}

done_testing;
