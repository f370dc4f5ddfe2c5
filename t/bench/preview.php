<?php
// The same page with what PHP offers: mysqli with a persistent connection,
// DOMDocument, XSLTProcessor.  One GET asks the question of a look-up, builds
// the model, transforms it by the same stylesheets and sends the page; nothing
// is recorded.  settings.php, beside the socket, is written by t/bench/look-up.

const MODEL = 'urn:ecert:model:1';
const FACE = 'urn:ecert:certificate:1';

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$settings = require $_SERVER['SETTINGS'];

function ask(array $settings, array $given): ?array {
	$db = mysqli_init();
	$db->real_connect('p:localhost', 'ecert_web', '', 'ecert', 0,
	    $settings['socket']);
	$db->set_charset('utf8mb4');
	$value = [
		'H' => substr(hash_hmac('sha256', $given['id_number'],
		    hex2bin($settings['key']), true), 0, 16),
		'M' => $given['management_no'],
		'N' => $given['name'],
	];
	$values = array_map(fn($letter) => $value[$letter],
	    str_split($settings['letters']));
	$statement = $db->prepare($settings['select']);
	$statement->bind_param(str_repeat('s', count($values)), ...$values);
	$statement->execute();
	$row = $statement->get_result()->fetch_assoc();
	$statement->close();
	return $row;
}

function add(DOMElement $to, string $name, ?string $text = null,
    array $attributes = []): DOMElement {
	$node = $to->ownerDocument->createElementNS($to->namespaceURI, $name);
	if ($text !== null)
		$node->appendChild($to->ownerDocument->createTextNode($text));
	foreach ($attributes as $key => $value)
		$node->setAttribute($key, $value);
	$to->appendChild($node);
	return $node;
}

function add_some(DOMElement $to, string $name, string $text): void {
	if ($text !== '')
		add($to, $name, $text);
}

function china(int $at, string $form): string {
	return gmdate($form, $at + 8 * 3600);
}

function page(DOMDocument $doc): DOMElement {
	$page = $doc->createElementNS(MODEL, 'page');
	$doc->appendChild($page);
	foreach (['name' => 'result', 'lang' => 'zh', 'path' => '/result/1',
	    'specimen' => 'true'] as $key => $value)
		$page->setAttribute($key, $value);
	add($page, 'service', null, [
		'name-zh' => '专业技术人员职业资格电子证书查询验证',
		'name-en' =>
		    'Verification of Professional Qualification Certificates',
		'operator-zh' => '样本运营单位',
		'operator-en' => 'Specimen Operator',
		'sign-in' => 'code', 'base-url' => 'http://127.0.0.1']);
	return $page;
}

function check(DOMElement $page, array $row): void {
	$form = 'Y-m-d\TH:i:s+08:00';
	$check = add($page, 'check', null, ['at' => china(time(), $form),
	    'until' => china(time() + 600, $form)]);
	add($check, 'verdict', null, ['state' => $row['state'], 'since' =>
	    china((int)$row['UNIX_TIMESTAMP(state_since)'], 'Y-m-d')]);
}

function holder(DOMElement $face, array $row): void {
	$number = $row['id_number'];
	$holder = add($face, 'holder');
	add($holder, 'name', $row['name']);
	add($holder, 'idNumber', substr($number, 0, 3)
	    . str_repeat('*', strlen($number) - 7) . substr($number, -4),
	    ['type' => $row['id_type'], 'typeName' => $row['id_type_zh']]);
	add($holder, 'sex', $row['sex'] == 1 ? '男' : '女',
	    ['code' => $row['sex']]);
	add($holder, 'birth', substr($row['birth_date'], 0, 7));
}

function face(DOMElement $page, array $row): void {
	$face = $page->ownerDocument->createElementNS(FACE, 'certificate');
	$page->appendChild($face);
	$face->setAttribute('style', $row['style']);
	$face->setAttribute('version', $row['version']);
	$face->setAttribute('masked', 'true');
	add($face, 'title', $row['title_zh'], ['xml:lang' => 'zh']);
	add($face, 'title', $row['title_en'], ['xml:lang' => 'en']);
	add($face, 'statement', $row['statement']);
	$list = add($face, 'authorities');
	foreach (explode(';', $row['authorities']) as $authority)
		add_some($list, 'authority', $authority);
	add_some($face, 'issuer', $row['issuer']);
	holder($face, $row);
	$node = add($face, 'qualification', null,
	    ['code' => $row['qualification']]);
	add_some($node, 'level', $row['level']);
	add_some($node, 'specialty', $row['specialty']);
	add($face, 'approved', $row['approved_on']);
	add($face, 'managementNo', $row['management_no']);
	add($face, 'issued', $row['issued_on']);
	add($face, 'licence', sprintf('1.2.156.3005.2.%s.%s.%012d.%03d.X',
	    $row['licence_type'], $row['licence_issuer'], $row['serial'],
	    $row['version']));
	add($face, 'seal', $row['seal_name'], ['code' => $row['seal_code']]);
}

$row = ask($settings, $_GET);
if ($row === null) {
	http_response_code(404);
	exit;
}
$doc = new DOMDocument('1.0');
$page = page($doc);
check($page, $row);
face($page, $row);
add($page, 'download', null, ['href' => '/result/YlzbH6HLDrJLBExflchj4gQjcrDY'
    . 'uYEGanZUmZQaFYBE1FhRxLyXzNGiiEmMf5A/certificate.xml']);
$sheet = new DOMDocument();
$sheet->load($settings['sheet']);
$processor = new XSLTProcessor();
$processor->importStylesheet($sheet);
$text = $processor->transformToXml($doc);
header('Content-Type: text/html; charset=UTF-8');
header('Content-Length: ' . strlen($text));
echo $text;
