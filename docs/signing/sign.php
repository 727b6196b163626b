<?php
// Lists companies. Needs PHP 7.4 or later and nothing else.
$date = gmdate('D, d M Y H:i:s') . ' GMT';
$bytes = bin2hex(random_bytes(16));
$bytes[12] = '4';
$bytes[16] = dechex(8 | hexdec($bytes[16]) & 3);
$id = preg_replace('/^(.{8})(.{4})(.{4})(.{4})(.{12})$/', '$1-$2-$3-$4-$5', $bytes);
$signature = base64_encode(hash_hmac('sha256', "x-date: $date\nx-request-id: $id", getenv('ACCESS_KEY_SECRET'), true));

$answer = file_get_contents(getenv('BASE_URL') . '/v1/resellers/companies?limit=20', false, stream_context_create(['http' => [
    'header' => [
        "X-Date: $date",
        "X-Request-Id: $id",
        'Authorization: hmac username="' . getenv('ACCESS_KEY_ID') . '", algorithm="hmac-sha256", '
            . 'headers="x-date x-request-id", signature="' . $signature . '"',
    ],
]]));
if ($answer === false) {
    exit(1);
}
echo $answer, "\n";
