import './public_path';
import * as publicModule from './index';

/** How Kibana 8.12's page finds a plugin; see its `__kbnBundles__`. */
__kbnBundles__.define('plugin/anomalies/public', () => publicModule, 'public');
