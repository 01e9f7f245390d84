import { headWithTime, type LineFormat } from '../line_format';
import { timeOfEpoch } from './epoch';
import { readIsoTime } from './iso';

/** `time="2023-07-25T10:00:01Z" level=info msg=…`, its time among the first five keys. */
const LOGFMT =
  /^(?:[\w.]{1,32}=(?:"[^"]{0,256}"|[^\s"]{0,256}) ){0,4}?(?:time|ts|timestamp|t)="?(?:(?=\d{4}-)|(1\d{9})(\d{3})?(?:\.(\d{1,9}))?(?=["\s]|$))/;
export const logfmt: LineFormat = {
  name: 'logfmt',
  read(line, clock) {
    const m = LOGFMT.exec(line);
    if (!m) return null;
    const timestampMs = m[1]
      ? timeOfEpoch(m[1], m[2], m[3])
      : (readIsoTime(line, m[0].length, clock)?.timestampMs ?? Number.NaN);
    // A level may stand in front of the time.
    return headWithTime({ timestampMs, end: 0 });
  },
};
