import { defineErrors } from '../spec.ts'

export const sandboxErrors = defineErrors({
  SKR_SANDBOX_REFUSED: {
    message: 'The sandbox refused: {reason}',
    why: 'Box would answer the same request with {status} {code}.',
    fix: 'Check the ids and names that you passed: `sandbox.files()` lists what is there.',
  },
  SKR_SANDBOX_CONTENT_NOT_READABLE: {
    message: 'The content at {path} could not be read: {reason}',
    why: 'A file that is uploaded by its path is copied from there.',
    fix: 'Check that the path names a file that may be read.',
  },
  SKR_SANDBOX_NO_CARDS: {
    message: 'File {file} did not get the cards that were waited for: {reason}. Last write: {last}.',
    why: 'Cards come when the event was delivered and the skill has written them.',
    fix: 'Look at `sandbox.deliveries()` for how the event was answered and at `sandbox.requests()` for what the skill did.',
  },
  SKR_SANDBOX_NO_INVOCATION_URL: {
    message: 'The sandbox does not know where to send events.',
    why: 'An event is posted to the invocation URL of a skill.',
    fix: 'Start the sandbox with `invocationUrl`, or call `sandbox.deliverTo(url)` first.',
  },
  SKR_SANDBOX_NOT_LISTENING: {
    message: 'The sandbox cannot listen on port {port} of 127.0.0.1: {reason}',
    why: 'The sandbox is a server on this machine and needs a port of its own.',
    fix: 'Choose another port, or 0 for any that is free.',
  },
  SKR_SANDBOX_NO_ANSWER: {
    message: 'There was no answer within {ms} ms.',
    why: 'Box waits for 10 seconds and then counts the delivery as failed.',
    fix: 'Find out what keeps the invocation URL from answering: nothing but the durable append should come before the 200.',
    retryable: true,
  },
})
