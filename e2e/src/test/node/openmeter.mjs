import { OpenMeter } from '@openmeter/sdk';
import { again, base, key } from './again.mjs';

const openmeter = new OpenMeter({ baseUrl: base, apiKey: key });
const event = number => ({
  id: `om-${number}`,
  source: '/openmeter-story',
  type: 'tokens',
  subject: 'acme',
  time: new Date(Date.now() - 3600_000 - number * 1000),
  data: { user_id: 'u-9', value: number + 0.5, model: 'small model' },
});
const events = Array.from({ length: 20 }, (_, number) => event(number));
await again(() => openmeter.events.ingest(events[0]));
await again(() => openmeter.events.ingest(events.slice(1)));
