# Lists companies. Needs Python 3.8 or later and nothing else.
import base64, email.utils, hashlib, hmac, os, urllib.request, uuid

date, request_id = email.utils.formatdate(usegmt=True), str(uuid.uuid4())
text = f"x-date: {date}\nx-request-id: {request_id}"
secret = os.environ["ACCESS_KEY_SECRET"].encode()
signature = base64.b64encode(hmac.new(secret, text.encode(), hashlib.sha256).digest()).decode()

request = urllib.request.Request(os.environ["BASE_URL"] + "/v1/resellers/companies?limit=20", headers={
    "X-Date": date,
    "X-Request-Id": request_id,
    "Authorization": f'hmac username="{os.environ["ACCESS_KEY_ID"]}", algorithm="hmac-sha256", '
                     f'headers="x-date x-request-id", signature="{signature}"',
})
with urllib.request.urlopen(request) as answer:
    print(answer.read().decode())
