import { levelOfLetter } from '../../log_level';
import { timeOfDayMs } from '../date_parts';
import { headWithTime, type LineFormat } from '../line_format';

/** Android: `03-17 16:13:38.811  1702  2395 D WindowManager: …`, or `03-17 16:13:38.811 D/WindowManager( 1702): …`. */
const ANDROID =
  /^(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: {1,8}\d{1,10} {1,8}\d{1,10} ([VDIWEF])(?= )(?: {1,2}([^\s:]{1,128}) {0,64}:)?| ([VDIWEF])\/([^\s:(]{1,128}) {0,64}\( {0,8}\d{1,10}\):)?(?![\d:])/;
export const android: LineFormat = {
  name: 'android',
  read(line, clock) {
    const m = ANDROID.exec(line);
    if (!m) return null;
    const inDayMs = timeOfDayMs(m[3], m[4], m[5], m[6]);
    return headWithTime({
      timestampMs: clock.toMsWithoutYear(Number(m[1]) - 1, Number(m[2]), inDayMs),
      end: m[0].length,
      level: levelOfLetter(m[7] ?? m[9]),
      service: m[8] ?? m[10],
    });
  },
};

/** glog and klog: `I0614 15:16:01.123456  123 file.cc:12] …`, newer ones with a year in front of the month. */
const GLOG = /^([VDIWEF])(\d{4})?(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?![\d:])/;
export const glog: LineFormat = {
  name: 'glog',
  read(line, clock) {
    const m = GLOG.exec(line);
    if (!m) return null;
    const month = Number(m[3]) - 1;
    const day = Number(m[4]);
    const inDayMs = timeOfDayMs(m[5], m[6], m[7], m[8]);
    return headWithTime({
      timestampMs: m[2]
        ? clock.toMs(Number(m[2]), month, day, inDayMs)
        : clock.toMsWithoutYear(month, day, inDayMs),
      end: m[0].length,
      level: levelOfLetter(m[1]),
    });
  },
};

/** Proxifier: `[10.30 16:49:06] chrome.exe *64 - …`, month and day, or the other way round where that is no date. */
const PROXIFIER = /^\[(\d\d)\.(\d\d) (\d\d):(\d\d):(\d\d)\](?: (\S{1,128})(?: \*64)? - )?/;
export const proxifier: LineFormat = {
  name: 'proxifier',
  read(line, clock) {
    const m = PROXIFIER.exec(line);
    if (!m) return null;
    const first = Number(m[1]);
    const second = Number(m[2]);
    const [month, day] = first > 12 ? [second, first] : [first, second];
    return headWithTime({
      timestampMs: clock.toMsWithoutYear(month - 1, day, timeOfDayMs(m[3], m[4], m[5])),
      end: m[0].length,
      service: m[6],
    });
  },
};
