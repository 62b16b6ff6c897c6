import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { base, key } from './again.mjs';

const client = new RudderAnalytics(key, { dataPlaneUrl: base, flushAt: 100, flushInterval: 60_000 });
client.identify({ userId: 'u-8', traits: { department: 'Ops' } });
client.group({ userId: 'u-8', groupId: 'acme' });
for (let number = 0; number < 20; number++) {
  client.track({
    userId: 'u-8',
    event: 'report.opened',
    properties: { quantity: number + 0.5, report: `r ${number} 報告` },
    context: { groupId: 'acme' },
    timestamp: new Date(Date.now() - 3600_000 - number * 1000),
  });
}
await new Promise((resolve, reject) => client.flush(failure => (failure ? reject(failure) : resolve())));
process.exit(0);
