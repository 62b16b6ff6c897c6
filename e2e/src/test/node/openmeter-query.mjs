import { OpenMeter } from '@openmeter/sdk';
import { base, key } from './again.mjs';

const openmeter = new OpenMeter({ baseUrl: base, apiKey: key });
const answer = await openmeter.meters.query('story-tokens', { windowSize: 'DAY', groupBy: ['model'], subject: ['acme'] });
console.log(JSON.stringify(answer));
