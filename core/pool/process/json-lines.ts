import type { Duplex } from 'node:stream'

export interface JsonLinesOptions {
  /** Longest line that is taken, in bytes. */
  readonly maxLineBytes: number
  receive(message: unknown): void
  /** A line was too long or no JSON. Nothing is received afterwards. */
  onBroken(reason: string): void
}

/**
 * Messages over a socket, one JSON a line. Not the channel that Node gives to its child processes: that one reads messages of any
 * length into memory, and its richer encoding is not made for what comes from strangers.
 *
 * @returns Sends a message; what can no longer be delivered is dropped.
 */
export function openJsonLines(socket: Duplex, options: JsonLinesOptions): (message: unknown) => void {
  let parts: Buffer[] = []
  let length = 0
  let broken = false

  function take(line: Buffer): void {
    parts.push(line)
    const text = Buffer.concat(parts).toString('utf8')
    parts = []
    length = 0
    let message: unknown
    try {
      message = JSON.parse(text)
    } catch {
      abandon('a line is no JSON')
      return
    }
    options.receive(message)
  }

  function abandon(reason: string): void {
    broken = true
    parts = []
    options.onBroken(reason)
  }

  socket.on('data', (chunk: Buffer) => {
    let from = 0
    while (!broken) {
      const end = chunk.indexOf(0x0a, from)
      const rest = chunk.subarray(from, end === -1 ? undefined : end)
      length += rest.length
      if (length > options.maxLineBytes) abandon(`a line is longer than ${options.maxLineBytes} bytes`)
      else if (end === -1) {
        if (rest.length > 0) parts.push(rest)
        return
      } else {
        take(rest)
        from = end + 1
      }
    }
  })
  // The other side is gone: its end is noticed by whoever started it, or by `end` of the socket.
  socket.on('error', () => undefined)

  return (message) => {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\n`)
  }
}
