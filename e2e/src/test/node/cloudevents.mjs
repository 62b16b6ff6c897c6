import { CloudEvent, HTTP, emitterFor, httpTransport, Mode } from 'cloudevents';
import { again, base, key } from './again.mjs';

const url = `${base}/v1/events`;
const started = Date.now() - 3600_000;
const event = number =>
  new CloudEvent({
    id: `ce-${number}`,
    source: '/cloudevents-story',
    type: 'report.opened',
    subject: 'acme',
    time: new Date(started - number * 1000).toISOString(),
    accountid: 'acct 1',
    data: { user_id: 'u-6', value: number + 0.5, report: `r ${number} 報告` },
  });

// The SDK's own transport, in both modes.
const headers = { authorization: `Bearer ${key}` };
await emitterFor(httpTransport(url))(event(0), { headers });
await emitterFor(httpTransport(url), { mode: Mode.STRUCTURED })(event(1), { headers });

// The SDK's messages over a client that sees the answer, tried again, each in one mode and then in the other.
async function send(message) {
  const answer = await fetch(url, { method: 'POST', headers: { ...message.headers, ...headers }, body: message.body });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return body;
}
for (let number = 0; number < 20; number++) {
  const same = event(number);
  await again(() => send(HTTP.binary(same)));
  const repeat = await send(HTTP.structured(same));
  if (repeat.duplicate !== 1) throw new Error(JSON.stringify(repeat));
}
