#!/usr/bin/perl
# The schemas accept every sample and refuse each fault named here.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Rendering;
use Test::More;

command_exists('xmllint') or plan skip_all => 'xmllint is not installed';
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

for my $sample (samples()) {
	my ($valid, $why) = validate($sample =~ /^document-/ ? 'certificate' : 'model', model($sample));
	ok $valid, "$sample is valid" or diag $why;
}
my ($valid, $why) = validate('model', slurp("$top/xsl/static/unavailable.xml"));
ok $valid, 'the page for an unavailable service is valid' or diag $why;

# sample, what to replace, by what, why that is wrong
my @faults = (
	['result-issued', 'state="issued"', 'state="approved"', 'an approved certificate is shown to nobody'],
	['result-issued', 'state="issued"', 'state="ok"', 'an unknown state'],
	['result-issued', 'since="2026-03-01"', 'since="2026-02-30"', 'a day that does not exist'],
	['result-issued', '12:00:01+08:00" until', '12:00:01Z" until', 'a time that is not in Beijing time'],
	['result-issued', 'masked="true"', '', 'a certificate on a page without masks'],
	['result-issued', '650***********0027', '650000199001010027', 'a whole ID number on a page'],
	['result-issued', '650***********0027', '650000********0027', 'more of an ID number than may be seen'],
	['result-issued', 'type="111"', 'type="112"', 'a kind of document that is not in GB/T 36903'],
	['result-issued', '<birth>1990-01<', '<birth>1990-01-01<', 'a day of birth'],
	['result-issued', '<birth>1990-01<', '<birth>1990-13<', 'a thirteenth month'],
	['result-issued', '<sex code="2">', '<sex code="3">', 'a code that is not in GB/T 2261.1'],
	['result-issued', '20211100665000000001', '2021 0665', 'a management number with a space'],
	['result-issued', '20211100665000000001', '12345', 'a management number that is too short'],
	['result-issued', '1.2.156.3005.2.', '1.2.156.3005.3.', 'a licence identifier under another root'],
	['result-issued', '<title xml:lang="en">', '<title xml:lang="zh">', 'two Chinese titles'],
	['result-issued', '<issued>2021-12-20</issued>', '', 'no date of issue'],
	['result-issued', 'style="1"', 'style="3"', 'a third style'],
	['result-issued', 'certificate.xml"/>', 'certificate"/>', 'a download that does not end in .xml'],
	['result-issued', 'href="/result', 'href="//result', 'a download from elsewhere'],
	['result-issued', 'urn:ecert:model:1', 'urn:ecert:model:2', 'another namespace'],
	['copy-good', '<verdict state="copy-good"', '<verdict state="good"', 'a state of a copy under another name'],
	['copy-good', 'type="image/svg+xml"', 'type="text/html"', 'a seal picture that is none'],
	['copy-good', 'width-mm="42"', 'width-mm="0"', 'a seal without size'],
	['copy-good', 'address="https:', 'address="javascript:', 'a QR code that leads nowhere'],
	['copy-good', '<svg xmlns="http://www.w3.org/2000/svg"', '<svg xmlns="x"', 'a QR code that is no drawing'],
	['home-errors', 'code="id-check-digit"', 'code="Id Check"', 'a code with capitals'],
	['home-errors', 'name="id_number"', 'name="name"', 'a field twice'],
	['home-errors', '<sentence xml:lang="en">', '<sentence xml:lang="fr">', 'a third language'],
	['home', 'action="/lookup"', 'action="//evil.example"', 'a form that is sent elsewhere'],
	['problem', 'status="503"', 'status="200"', 'a problem with a success status'],
	['catalogue', 'code="06"', 'code="6"', 'a qualification code of one digit'],
	['catalogue', 'list="3"', 'list="5"', 'a paragraph without a list'],
	['sign-in', 'action="/sign-in"', 'action="/sign-in?to=x"', 'a form with a query'],
	['sign-in', 'csrf="q7Hk2VxN0pRbT5wY3mZs8A"', 'csrf=""', 'a form with an empty token'],
	['sign-in-gateway', 'href="/sign-in/gateway"', 'href="//evil.example"', 'a gateway elsewhere'],
	['holder', 'state="suspended"', 'state="approved"', 'an approved certificate in a list'],
	['holder', 'href="/holder/certificates/mT4kQ9bWxY2LrD7e"', 'href="https://evil.example/"', 'a certificate elsewhere'],
	['holder', ' csrf="q7Hk2VxN0pRbT5wY3mZs8A"', '', 'a session without its token'],
	['holder-certificate', '650***********0027', '650000199001010027', 'a whole ID number on a holder\'s page'],
	['holder-certificate', 'annotate state="open"', 'annotate state="maybe"', 'not saying whether a copy can be annotated'],
	['holder-certificate', 'actor="bureau"', 'actor="192.0.2.1"', 'an address in place of who looked'],
	['holder-certificate', 'code="self"', 'code="Own use"', 'a scene that is not a word'],
	['holder-copy', 'state="good"', 'state="unknown"', 'a copy whose state is not known'],
	['holder-copy', 'annotation code="3K7M', 'annotation code="8K7M', 'a code of more than 128 bits'],
	['holder-copy', 'annotation code="3K7M', 'annotation code="3I7M', 'a code with a letter that is not in it'],
	['holder-copy', 'expires="2026-12-20T10:12:33+08:00"', 'expires="2026-12-20"', 'an end without its time'],
	['verification-valid', 'verdict code="valid"', 'verdict code="ok"', 'a verdict of another name'],
	['verification-valid', 'outcome="passed"', 'outcome="good"', 'an outcome that is none of the four'],
	['verification-valid', 'code="algorithms"', 'code="format"', 'a check twice'],
	['verification-valid', ' managementNo="202*************0003"', ' managementNo="20211000663000000003"', 'a whole management number in a report'],
	['verification-valid', '<kept href=', '<other href=', 'not saying where the report is kept'],
	['verification-valid', 'masked="true"', '', 'a certificate beside a report without masks'],
	['verification-valid', ' sha256="', ' sha256="x', 'a digest that is none'],
	['verification-differs', '<difference field="approved"', '<difference', 'a difference of no field'],
	['verify', 'action="/verify"', 'action="https://evil.example/"', 'a file that is sent elsewhere'],
	['document-style1', 'version="1.0"', 'version="2.0"', 'another version'],
	['document-style1', 'specimen="true"', 'specimen="perhaps"', 'not saying whether it is a specimen'],
	['document-style1', 'style="1" version="1"', 'style="1" version="0"', 'a version before the first'],
	['document-style1', '>650000199001010027<', '>650***********0027<', 'a masked ID number in a document'],
	['document-style1', 'style="1"', 'masked="true" style="1"', 'a masked certificate in a document'],
	['document-style1', '<statement>本证书由', '<statement>由', 'a statement that is not the annex\'s'],
	['document-copy', 'code="3V8K', 'code="IV8K', 'a code with a letter that looks like a digit'],
	['document-copy', 'code="3V8K', 'code="8V8K', 'a code of more than 128 bits'],
	['document-copy', 'HEGF"', 'HEG"', 'a code that is too short'],
	['document-copy', '16:00:00+08:00</made>', '08:00:00Z</made>', 'an annotation that is not in Beijing time'],
	['document-copy', '2026-11-25T', '2026-02-30T', 'an annotation of a day that does not exist'],
	['document-copy', '<maker>本人</maker>', '', 'an annotation by nobody'],
	['document-copy', '<cause code="job">', '<cause>', 'a use without its code'],
	['document-copy', '>求职应聘<', '><', 'a use without words'],
	['document-copy', '<expires>2027-02-23T16:00:00+08:00</expires>', '', 'an annotation without end'],
	['document-copy', 'form="GB/T 38540-2020" ', '', 'a seal signature without its form'],
	['document-copy', '197.1.401', '197.1.411', 'a seal signature with another digest'],
	['document-copy', 'covers="certificate"', 'covers="document"', 'a seal over something else'],
	['document-copy', '5qC35pys5Y2w56ug', '5qC35pys5Y2w56u', 'a seal signature that is not base64'],
	['document-copy', '5qC35pys5Y2w56ug', '', 'an empty seal signature'],
	['document-style1', '</document>', '<extra/></document>', 'something after the certificate'],
);

for my $fault (@faults) {
	my ($sample, $from, $to, $name) = @$fault;
	my $text = model($sample);
	my $at = index $text, $from;
	die "$sample has no $from" if $at < 0;
	substr $text, $at, length $from, $to;
	my ($ok) = validate($sample =~ /^document-/ ? 'certificate' : 'model', $text);
	ok !$ok, "refused: $name";
}

my $copy = model('document-copy');
(my $unsealed = $copy) =~ s{<sealSignature.*</sealSignature>}{}s;
ok !(validate('certificate', $unsealed))[0], 'refused: an annotation without a seal';
(my $plain = $copy) =~ s{<annotation.*</annotation>}{}s;
ok +(validate('certificate', $plain))[0], 'a seal may stand without an annotation';
(my $turned = $copy) =~ s{(<annotation.*</annotation>)\s*(<sealSignature.*</sealSignature>)}{$2$1}s;
ok !(validate('certificate', $turned))[0], 'refused: the annotation after the seal';
(my $twice = $copy) =~ s{(<sealSignature.*</sealSignature>)}{$1$1}s;
ok !(validate('certificate', $twice))[0], 'refused: two seals';
(my $nameless = $copy) =~ s{<recipient>.*</recipient>}{};
ok +(validate('certificate', $nameless))[0], 'a recipient need not be named';

my $signed = model('document-style1');
$signed =~ s{</document>}{<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></document>};
($valid, $why) = validate('certificate', $signed);
ok $valid, 'a document may carry a signature' or diag $why;
$signed =~ s{(<Signature[^>]*>)}{$1$1};
ok !(validate('certificate', $signed))[0], 'refused: two signatures';

done_testing;
