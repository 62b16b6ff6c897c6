import { Client } from 'lago-javascript-client';
import { again, base, key } from './again.mjs';

const lago = Client(key, { baseUrl: `${base}/api/v1` });
const started = Math.floor(Date.now() / 1000) - 3600;
const event = number => ({
  transaction_id: `tx-${number}`,
  external_subscription_id: 'acme',
  code: 'api_request',
  timestamp: started - number,
  properties: { quantity: number + 0.5, region: 'eu west' },
});
const events = Array.from({ length: 20 }, (_, number) => event(number));
const one = await again(() => lago.events.createEvent({ event: events[0] }));
if (one.data.event.transaction_id !== 'tx-0') throw new Error(JSON.stringify(one.data));
const many = await again(() => lago.events.createBatchEvents({ events: events.slice(1) }));
if (many.data.events.length !== 19) throw new Error(JSON.stringify(many.data));
