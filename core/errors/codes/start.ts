import { defineErrors } from '../spec.ts'

/** Errors of starting the server. */
export const startErrors = defineErrors({
  SKR_START_PORT_IN_USE: {
    message: 'Port {port} on {host} is taken.',
    why: 'Another process, perhaps another runner, listens there.',
    fix: 'End that process, or set another "server.port" or "server.statusPort", whichever it is.',
  },
  SKR_START_CANNOT_LISTEN: {
    message: 'The server cannot listen on {host}:{port}: {detail}',
    why: 'The operating system refused the address or the port.',
    fix: 'Check "server.host" and "server.port". Ports below 1024 need special rights.',
  },
})
