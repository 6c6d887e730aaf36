import { defineErrors } from '../spec.ts'

/**
 * Errors of talking to Box. `{call}` is the method and the address, never with a query string, and without the path
 * where the host is not the API's own: paths of download hosts grant access. `{words}` is what Box said, cleaned.
 */
export const boxErrors = defineErrors({
  SKR_BOX_TOKEN_EXPIRED: {
    message: "The event's {direction} token has expired; {call} was not sent.",
    why: 'Box grants the tokens of an event for 24 hours. After that nothing can be read or written for this event.',
    fix: 'Upload a new version of the file to have it processed again, and find out what kept the event waiting for so long.',
  },
  SKR_BOX_UNAUTHORIZED: {
    message: '{call} was answered 401{words}.',
    why: 'Box does not accept the token of the event: it has expired or was revoked, or the clock of this machine is wrong.',
    fix: 'Check the clock, and that the skill is still enabled. Upload a new version of the file to have it processed again.',
  },
  SKR_BOX_FORBIDDEN: {
    message: '{call} was answered 403{words}.',
    why: 'The token is good, but what it may do does not cover this call.',
    fix: "Check in Box's Developer Console that the application is a Custom Skills app and that an administrator has approved it.",
  },
  SKR_BOX_NOT_FOUND: {
    message: '{call} was answered {status}{words}.',
    why: 'What the call names is not there, or not any more: the file was deleted, or moved to where the token does not reach.',
    fix: 'Nothing, if the file was deleted. Otherwise check "box.apiUrl" and the skill id.',
    status: 404,
  },
  SKR_BOX_CONFLICT: {
    message: '{call} was answered {status}{words}.',
    why: 'What the call would change was changed by someone else in the meantime.',
    fix: 'Try again.',
    retryable: true,
  },
  SKR_BOX_REJECTED: {
    message: '{call} was answered {status}{words}.',
    why: 'Box understood the call and refuses what it holds. The same call would be refused again.',
    fix: "Read Box's words in the message. If it names a card, mend the plugin that made it; otherwise please report it.",
  },
  SKR_BOX_RATE_LIMITED: {
    message: '{call} was answered 429{words}.',
    why: 'Box limits the calls of an application and of a user.',
    fix: 'Nothing: it is tried again when Box allows it. If it happens often, lower "pool.threads" or ask Box for a higher limit.',
    retryable: true,
  },
  SKR_BOX_UNAVAILABLE: {
    message: '{call} was answered {status}{words}.',
    why: 'Box, or something on the way to it, cannot serve the call just now.',
    fix: 'Nothing: it is tried again. If it lasts, see https://status.box.com.',
    retryable: true,
  },
  SKR_BOX_NOT_READY: {
    message: '{call} was answered 202: not ready yet.',
    why: 'Box is still preparing the content.',
    fix: 'Nothing: it is tried again.',
    retryable: true,
  },
  SKR_BOX_UNREACHABLE: {
    message: '{call} got no answer: {reason}.',
    why: 'The connection could not be made, or broke before the answer was complete.',
    fix: 'Nothing, if it passes: it is tried again. Otherwise check name resolution, the firewall and "box.apiUrl".',
    retryable: true,
  },
  SKR_BOX_CERTIFICATE_REFUSED: {
    message: '{call} was not sent: the certificate is not trusted ({reason}).',
    why: 'Without a trusted certificate nobody knows who would receive the token.',
    fix: 'Check the clock. Behind a proxy that opens TLS, point NODE_EXTRA_CA_CERTS to its certificate and restart.',
    retryable: true,
  },
  SKR_BOX_TIMEOUT: {
    message: '{call} gave up after {ms} ms: {phase}.',
    why: "A call that hangs would hold a thread and the file's place in line.",
    fix: 'Nothing, if it passes: it is tried again. If Box is slow from here, raise "box.timeoutMs".',
    retryable: true,
  },
  SKR_BOX_REDIRECT_REFUSED: {
    message: '{call} was redirected, and the redirect is not followed: {reason}.',
    why: 'A redirect could lead a call to a place inside the network, to one without encryption, or nowhere.',
    fix: 'If the place is yours, add its host to "box.tokenHosts". Otherwise find out who answers in place of Box.',
  },
  SKR_BOX_LINK_REFUSED: {
    message: 'The place that {call} was redirected to answered {status}.',
    why: 'Links to content are good for a short while and for one use.',
    fix: 'Nothing: a new link is asked for.',
    retryable: true,
  },
  SKR_BOX_TOKEN_HOST_REFUSED: {
    message: '{call} was not sent: the host may not receive a token.',
    why: 'A token goes only to the host of "box.apiUrl", to Box\'s own hosts and to those in "box.tokenHosts", and only over https (http on this machine alone).',
    fix: 'If the host is yours, add it to "box.tokenHosts". Check that "box.apiUrl" begins with https.',
  },
  SKR_BOX_BAD_ANSWER: {
    message: '{call} got an answer that cannot be used: {reason}.',
    why: "The answer is not in Box's form: it was cut short, or something between the runner and Box answered in its place.",
    fix: 'Nothing, if it passes: it is tried again. Otherwise check "box.apiUrl" and whether a proxy changes the answers.',
    retryable: true,
  },
  SKR_BOX_BAD_ID: {
    message: 'The {what} {id} is not a string of digits.',
    why: "Box's ids are digits, and an id becomes part of an address.",
    fix: 'Check who made the event: a real one does not hold such an id.',
  },
  SKR_BOX_CALL_NOT_SUPPORTED: {
    message: 'A call with {what} cannot be sent.',
    why: 'The runner sends JSON, form fields and streams to Box; it uploads no files in parts.',
    fix: 'Use a client of your own for uploads.',
  },
  SKR_BOX_CARDS_CONTENDED: {
    message: 'The cards of file {fileId} changed under each of {tries} tries to write them.',
    why: 'Other skills write to the same file at the same time, and mode "merge" never overwrites what it has not read.',
    fix: 'Nothing: it is tried again later.',
    retryable: true,
  },
})
