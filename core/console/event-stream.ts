import type { ServerResponse } from 'node:http'

/** Server-sent events to every page that is open. */
export interface EventStream {
  /** Takes a connection over: sends `first`, and from then on every event. */
  join(response: ServerResponse, headers: Readonly<Record<string, string>>, first: string): void
  /** Sends an event to all. */
  send(name: string, data: unknown): void
  close(): void
}

/** Shorter than what proxies and browsers take for a dead connection. */
const heartbeatMs = 15_000
/** How long a page waits before it connects again. */
const reconnectMs = 1000

/**
 * Every connection begins with a whole snapshot, also one that comes back: then nothing can have been missed, and no events
 * have to be kept.
 */
export function createEventStream(): EventStream {
  const open = new Set<ServerResponse>()
  const heartbeat = setInterval(() => {
    for (const response of open) response.write(':\n\n')
  }, heartbeatMs)
  heartbeat.unref()
  return {
    join(response, headers, first) {
      response.writeHead(200, {
        ...headers,
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      })
      response.write(`retry: ${reconnectMs}\n${first}`)
      open.add(response)
      response.on('close', () => open.delete(response))
    },
    send(name, data) {
      const text = eventText(name, data)
      for (const response of open) response.write(text)
    },
    close() {
      clearInterval(heartbeat)
      for (const response of open) response.end()
    },
  }
}

/** One event in the form of the stream. JSON has no line ends of its own, so it is one line. */
export function eventText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
