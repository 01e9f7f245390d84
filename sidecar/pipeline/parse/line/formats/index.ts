import type { LineFormat } from '../line_format';
import { basicIso, piped, shortCompact } from './compact';
import { dayMonthName, twoDigitYear, yearLast } from './day_and_month';
import { cluster, epoch } from './epoch';
import { iso, laterIso } from './iso';
import { logfmt } from './logfmt';
import { android, glog, proxifier } from './programs';
import { syslog, syslog5424 } from './syslog';
import { access, ctime } from './web';

/**
 * In the order of trial: what says most about a line comes first. But for the last two, which look behind other
 * columns, they exclude each other, so that the order may change with the lines.
 */
export const LINE_FORMATS: readonly LineFormat[] = [
  iso,
  syslog,
  syslog5424,
  access,
  ctime,
  shortCompact,
  basicIso,
  piped,
  dayMonthName,
  yearLast,
  twoDigitYear,
  android,
  glog,
  proxifier,
  logfmt,
  cluster,
  laterIso,
  epoch,
];
