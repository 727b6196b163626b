// Lists companies. Needs Node 18 or later and nothing else.
import { createHmac, randomUUID } from "node:crypto";

const { BASE_URL, ACCESS_KEY_ID, ACCESS_KEY_SECRET } = process.env;
const date = new Date().toUTCString();
const id = randomUUID();
const signature = createHmac("sha256", ACCESS_KEY_SECRET)
  .update(`x-date: ${date}\nx-request-id: ${id}`)
  .digest("base64");

const answer = await fetch(`${BASE_URL}/v1/resellers/companies?limit=20`, {
  headers: {
    "X-Date": date,
    "X-Request-Id": id,
    Authorization: `hmac username="${ACCESS_KEY_ID}", algorithm="hmac-sha256", headers="x-date x-request-id", signature="${signature}"`,
  },
});
if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
console.log(await answer.text());
