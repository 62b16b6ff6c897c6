import { setTimeout as pause } from 'node:timers/promises';
import { KeizokuProblem, body, keizoku, rows } from 'keizoku-client';

const api = keizoku({ baseUrl: process.env.KEIZOKU_URL ?? 'http://127.0.0.1:8080', key: process.env.KEIZOKU_API_KEY ?? '' });

// What is sold, and who bought it.
await api.PUT('/v1/plans/{plan_id}', {
  params: { path: { plan_id: 'pro' } },
  body: {
    name: 'Pro',
    product: 'suite',
    core_features: ['report'],
    prices: [{ amount: { amount: '49.00', currency: 'USD' }, interval: 'month', interval_count: 1 }],
  },
});
for (const [account_id, name] of [['globex', 'Globex'], ['initech', 'Initech'], ['umbrella', 'Umbrella']] as const) {
  await api.PUT('/v1/accounts/{account_id}', { params: { path: { account_id } }, body: { name } });
  await api.PUT('/v1/subscriptions/{subscription_id}', {
    params: { path: { subscription_id: `sub-${account_id}` } },
    body: { account_id, plan_id: 'pro', quantity: 10, kind: 'start', effective_at: '2026-01-15T00:00:00Z' },
  });
}

// Every account, page after page.
const names: string[] = [];
for await (const account of rows(cursor => api.GET('/v1/accounts', { params: { query: { limit: 2, ...cursor } } }))) {
  names.push(account.name);
}
console.log('accounts:', names.join(', '));

// One account, seen from every side.
const overview = await body(api.GET('/v1/accounts/{account_id}/overview', { params: { path: { account_id: 'globex' } } }));
console.log('overview:', overview.account_id, overview.account.available);

// Its score, as soon as a run has made one.
let run = await body(api.POST('/v1/score-runs', { body: { day: process.argv[2] ?? '2026-03-01' } }));
while (run.status === 'queued' || run.status === 'running') {
  await pause(500);
  run = await body(api.GET('/v1/score-runs/{id}', { params: { path: { id: run.id } } }));
}
const health = await body(api.GET('/v1/accounts/{account_id}/health', { params: { path: { account_id: 'globex' } } }));
console.log('score:', health.score, health.band, health.top_reasons.map(reason => reason.text).join(' '));

// What is wrong with a request is typed, too.
try {
  await api.GET('/v1/accounts', { params: { query: { limit: 1000 } } });
} catch (refused) {
  if (!(refused instanceof KeizokuProblem)) {
    throw refused;
  }
  console.log('problem:', refused.status, refused.code, refused.errors.map(error => error.pointer).join(' '));
}
