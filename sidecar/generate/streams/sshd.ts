import type { Chooser } from '../chooser';
import { syslogTime } from '../timestamps';
import type { LogStream, PlannedLine } from '../types';
import { busyGapMs, OFFICE_ADDRESSES, STAFF, strangerAddress } from '../world';

const GUESSED_USERS = ['admin', 'test', 'oracle', 'ubuntu', 'git', 'postgres', 'pi', 'guest'];

interface Session {
  host: string;
  pid: number;
  user: string;
  address: string;
  port: number;
}

type Writer = (atMs: number, text: string) => PlannedLine;

function writer({ host, pid }: Session): Writer {
  return (atMs, text) => ({ atMs, message: `${syslogTime(atMs)} ${host} sshd[${pid}]: ${text}` });
}

function session(host: string, choose: Chooser): Session {
  return {
    host,
    pid: choose.integer(900, 32_000),
    user: choose.popular(STAFF),
    address: choose.popular(OFFICE_ADDRESSES),
    port: choose.integer(30_000, 61_000),
  };
}

function login(atMs: number, choose: Chooser, who: Session): PlannedLine[] {
  const write = writer(who);
  const { user, address, port } = who;
  const endMs = atMs + 400 + choose.logNormal(90_000, 1);
  return [
    write(atMs, `Connection from ${address} port ${port} on 10.30.0.5 port 22`),
    write(
      atMs + 120,
      `Accepted publickey for ${user} from ${address} port ${port} ssh2: ED25519 SHA256:${choose.hex(20)}`,
    ),
    write(atMs + 180, `pam_unix(sshd:session): session opened for user ${user} by (uid=0)`),
    write(endMs, `Received disconnect from ${address} port ${port}:11: disconnected by user`),
    write(endMs + 20, `pam_unix(sshd:session): session closed for user ${user}`),
  ];
}

function guess(atMs: number, choose: Chooser, who: Session, user: string): PlannedLine[] {
  const write = writer(who);
  const { address, port } = who;
  return [
    write(atMs, `Invalid user ${user} from ${address} port ${port}`),
    write(
      atMs + choose.integer(900, 2500),
      `Failed password for invalid user ${user} from ${address} port ${port} ssh2`,
    ),
    write(atMs + 2700, `Connection closed by ${address} port ${port} [preauth]`),
  ];
}

/** The ssh daemon's lines of auth.log: logins of the staff, and the noise of guessed passwords. */
export function sshdStream(host: string, sessionsPerHour: number): LogStream {
  return {
    host,
    service: 'sshd',
    format: 'sshd',
    gapMs: (atMs, choose) => busyGapMs(sessionsPerHour, atMs, choose),
    work: (atMs, choose) =>
      choose.chance(0.7)
        ? login(atMs, choose, session(host, choose))
        : guess(
            atMs,
            choose,
            { ...session(host, choose), address: `192.0.2.${choose.integer(1, 60)}` },
            choose.popular(GUESSED_USERS),
          ),
    injectors: {
      new_pattern: (atMs, choose) => [
        writer(session(host, choose))(
          atMs,
          'error: buffer_get_string_ret: bad string length 1349676916; corrupted packet on input',
        ),
      ],
      rare_value: (atMs, choose) =>
        login(atMs, choose, {
          ...session(host, choose),
          user: 'svc-legacy',
          address: strangerAddress(choose),
        }).slice(0, 3),
      burst: (atMs, choose, size) => {
        const attacker = { ...session(host, choose), address: strangerAddress(choose) };
        const write = writer(attacker);
        return Array.from({ length: size }, (_, i) =>
          write(
            atMs + i * choose.integer(150, 400),
            `Failed password for invalid user ${choose.pick(GUESSED_USERS)} from ${attacker.address} port ${choose.integer(30_000, 61_000)} ssh2`,
          ),
        );
      },
      wrong_order: (atMs, choose) => {
        const [, accepted, opened, , closed] = login(atMs, choose, session(host, choose));
        const sequence = [closed, opened, accepted];
        // The stamps of syslog stand at the beginning and have to follow the new order.
        return sequence.map(({ message }, i) => {
          const at = atMs + i * 150;
          return { atMs: at, message: syslogTime(at) + message.slice(15) };
        });
      },
    },
  };
}
