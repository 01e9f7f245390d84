const ADDRESS = /(?:rhost=|from |addr=)\[?((?:\d{1,3}\.){3}\d{1,3})/;

/** The remote address that a line of a syslog daemon names, undefined where it names none. */
export function addressInSyslog(line: string): string | undefined {
  return ADDRESS.exec(line)?.[1];
}
