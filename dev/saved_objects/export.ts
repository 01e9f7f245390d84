/** `npm run export:saved-objects`: writes the dashboards as a file that Kibana imports, kibana/anomalies.ndjson. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedObjectsNdjson } from './ndjson';

const file = join(__dirname, '../../kibana/anomalies.ndjson');
writeFileSync(file, savedObjectsNdjson());
console.log(file);
