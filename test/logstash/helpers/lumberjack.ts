import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** Sends events as Filebeat does (lumberjack protocol, version 2) and waits until all are acknowledged. */
export async function sendAsBeat(port: number, events: readonly object[]): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  try {
    socket.write(frame('W', [events.length]));
    events.forEach((event, i) => {
      const json = Buffer.from(JSON.stringify(event));
      socket.write(Buffer.concat([frame('J', [i + 1, json.length]), json]));
    });
    await acknowledged(socket, events.length);
  } finally {
    socket.destroy();
  }
}

function frame(type: string, numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 + 4 * numbers.length);
  bytes.write(`2${type}`);
  numbers.forEach((number, i) => bytes.writeUInt32BE(number, 2 + 4 * i));
  return bytes;
}

/** Reads acknowledgements, each `2A` and a number, up to the last. */
async function acknowledged(socket: Socket, last: number): Promise<void> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    bytes = Buffer.concat([bytes, chunk]);
    for (; bytes.length >= 6; bytes = bytes.subarray(6)) {
      if (bytes.readUInt32BE(2) === last) return;
    }
  }
  throw new Error('The connection was closed before all events were acknowledged');
}
