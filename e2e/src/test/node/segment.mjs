import { Analytics } from '@segment/analytics-node';
import { base, key } from './again.mjs';

const analytics = new Analytics({ writeKey: key, host: base, flushAt: 100 });
analytics.on('error', failure => {
  console.error(failure);
  process.exitCode = 1;
});
analytics.identify({ userId: 'u-7', traits: { department: 'Sales', role: 'admin' } });
analytics.group({ userId: 'u-7', groupId: 'acme', traits: { seat: 'full' } });
for (let number = 0; number < 20; number++) {
  analytics.track({
    userId: 'u-7',
    event: 'report.opened',
    properties: { quantity: number + 0.5, report: `r ${number} 報告` },
    context: { groupId: 'acme' },
    timestamp: new Date(Date.now() - 3600_000 - number * 1000),
  });
}
analytics.page({ userId: 'u-7', name: 'Pricing', properties: { url: '/pricing' }, context: { groupId: 'acme' } });
analytics.alias({ userId: 'u-7', previousId: 'anonymous-1' });
await analytics.closeAndFlush({ timeout: 60_000 });
