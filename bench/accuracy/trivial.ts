import type { AccuracyFigures, Rows } from '../../sidecar/evaluate';
import { accuracyOf } from '../../sidecar/evaluate/report';
import type { ProtocolData } from './protocols';

/** Words with which a line says by itself that something is bad. */
const SEVERITY_WORD = /FATAL|FAILURE|SEVERE/;

/** What needs no detector at all, so that a detector has something to beat. */
export function trivialDetector({ train, test }: ProtocolData, top: number) {
  return test.sessions
    ? { name: 'session length, off the usual', figures: sessionLength(train, test, top) }
    : { name: 'severity word in the line', figures: severityWord(test, top) };
}

/** How far a session's number of lines is off the training median; the strangest 3 % of training are flagged. */
function sessionLength(train: Rows, test: Rows, top: number): AccuracyFigures {
  const learned = [...lengths(train).values()].map(({ lines }) => lines).sort((a, b) => a - b);
  const median = learned[learned.length >> 1];
  const off = (lines: number) => Math.abs(Math.log(lines / median));
  const usual = learned.map(off).sort((a, b) => a - b);
  const threshold = usual[Math.floor((1 - top) * (usual.length - 1))];
  const judged = [...lengths(test).values()];
  const scores = Float64Array.from(judged, ({ lines }) => off(lines));
  const flagged = scores.map((score) => (score > threshold ? 1 : 0));
  const truth = Uint8Array.from(judged, ({ label }) => label);
  return accuracyOf(scores, Uint8Array.from(flagged), truth, top);
}

function lengths({ sessions = [], labels }: Rows) {
  const found = new Map<string, { lines: number; label: number }>();
  sessions.forEach((session, i) => {
    const held = found.get(session) ?? { lines: 0, label: 0 };
    found.set(session, { lines: held.lines + 1, label: Math.max(held.label, labels?.[i] ?? 0) });
  });
  return found;
}

function severityWord({ events, labels }: Rows, top: number): AccuracyFigures {
  const flagged = Uint8Array.from(events, ({ raw }) => (SEVERITY_WORD.test(raw) ? 1 : 0));
  return accuracyOf(Float64Array.from(flagged), flagged, labels, top);
}
