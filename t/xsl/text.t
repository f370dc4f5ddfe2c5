#!/usr/bin/perl
# The sentences: complete in both languages, all used, each in its language.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use File::Find;
use Rendering;
use Test::More;

command_exists('xsltproc') or plan skip_all => 'xsltproc is not installed';
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

sub sentences {
	my ($lang) = @_;
	my ($block) = slurp("$top/xsl/text/$lang.xsl") =~ /<xsl:variable name="$lang">(.*)<\/xsl:variable>/s;
	return $block =~ /^    <([a-z][\w.-]*)>(.*?)<\/\1>$/msg;
}

my %zh = sentences('zh');
my %en = sentences('en');
cmp_ok scalar(keys %zh), '>', 80, 'there are sentences';
is_deeply [sort keys %zh], [sort keys %en], 'both languages have the same keys';
is_deeply [grep { $zh{$_} !~ /\S/ } keys %zh], [], 'no Chinese sentence is empty';
is_deeply [grep { $en{$_} !~ /\S/ } keys %en], [], 'no English sentence is empty';
for my $key (sort keys %zh) {
	my @holes = map { scalar(() = $_ =~ /<value\/>/g) } $zh{$key}, $en{$key};
	is $holes[0], $holes[1], "$key: values stand in both" if $holes[0] || $holes[1];
}

my @sheets;
find({ no_chdir => 1, wanted => sub { push @sheets, $_ if /\.xsl$/ } }, "$top/xsl");
my (%used, @prefixes);
for my $sheet (grep { !m{/text/(?:zh|en)\.xsl$} } @sheets) {
	my $code = slurp($sheet);
	$used{$_}++ for $code =~ /\$text\/([a-z][\w.-]*)/g;
	push @prefixes, $code =~ /concat\('([a-z][\w.]*\.?)',/g;
}
is_deeply [grep { !exists $zh{$_} } sort keys %used], [], 'every sentence asked for exists';
my $computed = join '|', map { quotemeta } @prefixes;
is_deeply [grep { !$used{$_} && !/^(?:$computed)/ } sort keys %zh], [], 'every sentence is asked for';

for my $sheet (@sheets) {
	my $code = slurp($sheet);
	my ($name) = $sheet =~ m{/(xsl/.*)};
	unlike $code, qr/disable-output-escaping/, "$name: output is escaped";
	unlike $code, qr/\bdocument\s*\(|<xsl:document|exsl:|xsl:for-each/, "$name: reads nothing while a page is made";
}

# Latin letters that may stand in Chinese sentences.
my $allowed = qr/\.xml|GB\/T|SQL|SHA-256|CSV|XLSX|UTF-8|KB|PDF|MB|XML|Cookie|W3C|GB|U\+00B7|A4|X|x|ca\.pem|certificate\.xml|xmlsec1 --verify --trusted-pem/;
for my $sample (pages()) {
	my $html = render(in_language(model($sample), 'zh'));
	$html =~ s/<meta[^>]*>|<code[^>]*>[^<]*<\/code>|http:\/\/[0-9.:]+\///g;
	$html =~ s/<(\w+)[^>]*\slang="en"[^>]*>.*?<\/\1>//gs;
	$html =~ s/<p class="licence">.*?<\/p>//gs;
	$html =~ s/<(\w+)[^>]*\slang=""[^>]*>.*?<\/\1>//gs;
	my $text = text_of($html);
	$text =~ s/$allowed//g;
	is_deeply [$text =~ /([A-Za-z][A-Za-z ]*)/g], [], "$sample: Chinese pages speak Chinese";
}

# Chinese on English pages is marked as such.
for my $sample (pages()) {
	my $html = render(in_language(model($sample), 'en'));
	$html =~ s/<html[^>]*>//;
	$html =~ s/<article.*?<\/article>//gs;
	$html =~ s/<(div class="mini")[^>]*>.*?<\/div>//gs;
	$html =~ s/<(\w+)[^>]*\slang="zh-CN"[^>]*>.*?<\/\1>//gs;
	$html =~ s/<(\w+)[^>]*\slang=""[^>]*>.*?<\/\1>//gs;
	$html =~ s/use_suggestion.*?<\/button>//gs;
	is_deeply [text_of($html) =~ /(\p{Han}+)/g], [], "$sample: Chinese on English pages is marked";
}

done_testing;
