/** For `node --require`: the process's clock is off, as on a machine that keeps no time. */
const shiftMs = Number(process.env.ANOMALIES_TEST_CLOCK_SHIFT_MS);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + shiftMs);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
};
