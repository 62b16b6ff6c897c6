// Verifies a webhook as a receiver would: node verify-webhook.mjs SECRET ID TIMESTAMP SIGNATURE BODY
import { Webhook } from 'standardwebhooks';

const [secret, id, timestamp, signature, body] = process.argv.slice(2);
// The suite's clock may run ahead of this machine's.
Date.now = () => Number(timestamp) * 1000;
const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
const payload = new Webhook(secret).verify(body, headers);
let forged = false;
try {
  new Webhook(secret).verify(body + ' ', headers);
} catch {
  forged = true;
}
if (!forged) throw new Error('a forged body was accepted');
console.log(payload.type);
