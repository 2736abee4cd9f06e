import { WebSocket } from "ws";
import type { LiveSocket } from "./live.ts";

/** A receiver that takes nothing for this long is gone. */
const stalledMs = 30_000;
const pingMs = 30_000;

/** A `ws` socket as live delivery sees it. What clients send is not read. */
export function liveSocket(raw: unknown): LiveSocket {
  if (!(raw instanceof WebSocket)) throw new Error("unreachable: served by ws");
  const socket = raw;
  socket.on("error", () => socket.terminate());
  endWhenSilent(socket);
  return {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    send: (frame) => send(socket, frame),
    close: (code) => socket.close(code),
    onClose: (then) => {
      socket.once("close", then);
      // Closed before anybody listened.
      if (socket.readyState === WebSocket.CLOSED) then();
    },
  };
}

function send(socket: WebSocket, frame: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.terminate(), stalledMs);
    socket.send(frame, { binary: true }, (error) => {
      clearTimeout(timer);
      // ws passes null, too, where its types say undefined.
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}

/** TCP alone does not notice a peer that vanished. */
function endWhenSilent(socket: WebSocket): void {
  let isAlive = true;
  socket.on("pong", () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    return socket.ping();
  }, pingMs);
  socket.once("close", () => clearInterval(timer));
}
