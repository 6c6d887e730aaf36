import { defineErrors } from '../spec.ts'

/** Errors that answer a request to the invocation URL. Every 401 has a code of its own, so that a log line tells what to mend. */
export const intakeErrors = defineErrors({
  SKR_INTAKE_UNSIGNED: {
    message: 'The event is not signed.',
    why: 'Only a signature proves that Box sent it. Box signs once keys were generated for the app.',
    fix: "Generate signature keys for the app in Box's developer console and put them into the configuration.",
    status: 401,
  },
  SKR_INTAKE_HEADER_MISSING: {
    message: 'The header {header} is missing.',
    why: 'The signature cannot be checked without it.',
    fix: 'See whether a proxy in front of the runner removes headers. Box sends this one with every signed event.',
    status: 401,
  },
  SKR_INTAKE_HEADER_DOUBLED: {
    message: 'The header {header} stands in the request more than once.',
    why: 'Box sends it once. Two values let a proxy and the runner each believe another one.',
    fix: 'See whether a proxy in front of the runner adds headers of its own.',
    status: 401,
  },
  SKR_INTAKE_SIGNATURE_ALGORITHM: {
    message: 'The signature is made by an unknown algorithm.',
    why: 'Only HmacSHA256 is known.',
    fix: 'If the event is from Box, look for an update of the runner: Box has introduced a new algorithm.',
    status: 401,
  },
  SKR_INTAKE_SIGNATURE_VERSION: {
    message: 'The signature is of an unknown version.',
    why: 'Only version 1 is known.',
    fix: 'If the event is from Box, look for an update of the runner: Box has introduced a new version.',
    status: 401,
  },
  SKR_INTAKE_TIMESTAMP_UNREADABLE: {
    message: 'The delivery timestamp is not an ISO 8601 date and time with an offset.',
    why: 'The age of the event cannot be told, and an old one could be replayed.',
    fix: 'See whether a proxy in front of the runner changes the header box-delivery-timestamp.',
    status: 401,
  },
  SKR_INTAKE_TIMESTAMP_STALE: {
    message: 'The event was signed {seconds} seconds ago; at most {limit} are accepted.',
    why: 'An old event may be one that somebody recorded and sends again.',
    fix: 'Set the clock of this machine (NTP). If it is right, look for what delays requests on their way.',
    status: 401,
  },
  SKR_INTAKE_TIMESTAMP_FUTURE: {
    message: 'The event was signed {seconds} seconds in the future; at most {limit} are accepted.',
    why: 'A timestamp ahead of time would stay valid for too long.',
    fix: 'Set the clock of this machine (NTP); it is slow.',
    status: 401,
  },
  SKR_INTAKE_SIGNATURE_MISMATCH: {
    message: 'No signature of the event matches a configured key.',
    why: 'The event is not from Box, was changed on its way, or the keys are not those of this app.',
    fix: "Compare the configured keys with those in Box's developer console, and see that no proxy rewrites the body.",
    status: 401,
  },
  SKR_INTAKE_KEY_EMPTY: {
    message: 'There is no signature key to check the event with.',
    why: 'Anyone can sign with an empty key, so every event is refused.',
    fix: 'Set "signatureKeys.primary" of this app, for instance by the environment variable that the configuration names.',
    status: 500,
    retryable: true,
  },

  SKR_INTAKE_BODY_EMPTY: {
    message: 'The request has no body.',
    why: 'An event is a JSON object in the body of a POST.',
    fix: 'Send the event as the body, with content-type application/json.',
    status: 400,
  },
  SKR_INTAKE_NOT_JSON: {
    message: 'The body is not JSON in UTF-8.',
    why: 'An event is a JSON object.',
    fix: 'Send what Box sends: one JSON object. See whether a proxy cuts or rewrites the body.',
    status: 400,
  },
  SKR_INTAKE_NOT_OBJECT: {
    message: 'The body is JSON, but not an object.',
    why: 'An event is a JSON object.',
    fix: 'Send one event for each request, not a list.',
    status: 400,
  },
  SKR_INTAKE_NOT_SKILL_EVENT: {
    message: 'The event is not a skill invocation.',
    why: 'Its "type" is not "skill_invocation". Webhooks of Box carry no tokens for the file, for instance.',
    fix: 'Point the invocation URL of a Custom Skill here, and other senders elsewhere.',
    status: 400,
  },
  SKR_INTAKE_NOT_FILE: {
    message: 'The source of the event is not a file.',
    why: 'Only files have content and cards.',
    fix: 'Nothing has to be done where it is a folder: a skill works on files only.',
    status: 400,
  },
  SKR_INTAKE_NO_NAME: {
    message: 'The event does not name its file.',
    why: "The name's extension decides which plugins run.",
    fix: 'If the event is from Box, report it with its field names, without its tokens.',
    status: 400,
  },
  SKR_INTAKE_NO_TOKEN: {
    message: 'The event has no {direction} token.',
    why: 'The file cannot be read, or its cards cannot be written, without it.',
    fix: 'Send a whole event: recorded events often have their tokens taken out.',
    status: 400,
  },
  SKR_INTAKE_ID_MISSING: {
    message: 'The event has no {field}.',
    why: 'Nothing can be done for an event without it.',
    fix: 'If the event is from Box, report it with its field names, without its tokens.',
    status: 400,
  },
  SKR_INTAKE_ID_INVALID: {
    message: '{field} of the event is not an id of Box.',
    why: "Box's ids are digits, at most {limit} of them, as a string or a whole number.",
    fix: 'If the event is from Box, report it with its field names, without its tokens.',
    status: 400,
  },
  SKR_INTAKE_TEXT_TOO_LONG: {
    message: '{field} of the event is longer than {limit} characters.',
    why: "Box's own values are far shorter; the limit keeps the queue and the log in bounds.",
    fix: 'If the event is from Box, report it with its field names, without its tokens.',
    status: 400,
  },

  SKR_INTAKE_SKILL_NOT_ALLOWED: {
    message: 'The skill {skillId} is not in "allow.skillIds".',
    why: 'The event is genuine, but this runner is to serve other skills only.',
    fix: 'Add the id to "allow.skillIds", or leave the list empty to allow any.',
    status: 403,
  },
  SKR_INTAKE_ENTERPRISE_NOT_ALLOWED: {
    message: 'The enterprise {enterpriseId} is not in "allow.enterpriseIds".',
    why: 'The event is genuine, but this runner is to serve other enterprises only.',
    fix: 'Add the id to "allow.enterpriseIds", or leave the list empty to allow any.',
    status: 403,
  },

  SKR_INTAKE_UNKNOWN_APP: {
    message: 'No skill app is configured for this address.',
    why: '"POST /skills" serves "box.signatureKeys", "POST /skills/NAME" serves "box.apps.NAME".',
    fix: "Compare the invocation URL in Box's developer console with the apps in the configuration.",
    status: 404,
  },
  SKR_INTAKE_NOT_FOUND: {
    message: 'There is nothing at this address.',
    why: 'The runner has /skills and /skills/NAME; /health/live, /health/ready and /metrics are on the same port, or alone on "server.statusPort" where that is set.',
    fix: "Compare the path with the invocation URL in Box's developer console; a proxy may add or remove a prefix.",
    status: 404,
  },
  SKR_INTAKE_METHOD: {
    message: 'This address takes {allow} only.',
    why: 'Box posts its events; a browser that opens the address does not.',
    fix: 'Use "skill-runner check --url" to try the invocation URL.',
    status: 405,
  },
  SKR_INTAKE_BODY_TOO_LARGE: {
    message: 'The body is larger than {limit} bytes.',
    why: "Box's events have a few kilobytes; the limit keeps the memory in bounds.",
    fix: 'Raise "server.bodyLimitBytes" if Box really sends larger events.',
    status: 413,
  },
  SKR_INTAKE_MEDIA_TYPE: {
    message: 'The content-type is not application/json.',
    why: 'Box sends its events as JSON.',
    fix: 'Send content-type application/json.',
    status: 415,
  },
  SKR_INTAKE_ENCODED_BODY: {
    message: 'The body is compressed.',
    why: 'Box signs and sends plain bytes; a small compressed body can unpack to a huge one.',
    fix: 'Send the body without content-encoding, and see that no proxy compresses requests.',
    status: 415,
  },
  SKR_INTAKE_MALFORMED: {
    message: 'The request is not valid HTTP.',
    why: 'It could not be read to its end.',
    fix: 'See whether a proxy in front of the runner or the network cuts requests.',
    status: 400,
  },
  SKR_INTAKE_TOO_SLOW: {
    message: 'The request did not arrive in time.',
    why: 'Slow requests hold connections that Box needs.',
    fix: 'See what delays requests on their way. Box sends the event again.',
    status: 408,
    retryable: true,
  },
  SKR_INTAKE_HEADERS_TOO_LARGE: {
    message: 'The headers of the request are too large.',
    why: 'Box sends less than two kilobytes of headers; at most {limit} bytes are accepted.',
    fix: 'See whether a proxy in front of the runner adds large headers, such as cookies.',
    status: 431,
  },
  SKR_INTAKE_SHUTTING_DOWN: {
    message: 'The runner is shutting down.',
    why: 'It finishes what it has, and takes no new events.',
    fix: 'Nothing has to be done: Box sends the event again.',
    status: 503,
    retryable: true,
  },
  SKR_INTAKE_INTERNAL: {
    message: 'The runner failed to take the event.',
    why: 'The cause is written to the log of the runner.',
    fix: 'Read the log line with this code. Box sends the event again.',
    status: 500,
    retryable: true,
  },

  SKR_CHECK_URL_INVALID: {
    message: 'The address to check is not an http or https URL without a user name, query or fragment.',
    why: 'Box posts to exactly the invocation URL, such as https://skills.example.com/skills.',
    fix: "Give the URL as it stands in Box's developer console.",
  },
  SKR_CHECK_NO_KEY: {
    message: 'There is no signature key to sign the test event with.',
    why: 'The runner at the other end refuses unsigned events.',
    fix: 'Run the check with the configuration, and the environment variables, of the deployed runner.',
  },
  SKR_CHECK_NAME: {
    message: 'The name {host} does not resolve: {detail}.',
    why: 'Box looks the name up in public DNS.',
    fix: 'Create a DNS record for the name, or correct the URL.',
  },
  SKR_CHECK_ADDRESS_PRIVATE: {
    message: 'The URL leads to {address}, which is not a public address.',
    why: "Box's servers have to reach it from the Internet.",
    fix: 'Use a public name. Inside a private network this check still tells whether the runner works.',
  },
  SKR_CHECK_PLAIN_HTTP: {
    message: 'The address is plain http.',
    why: 'The events hold tokens for reading and changing files, which anyone on the way could take.',
    fix: 'Put the runner behind a proxy with TLS and use https.',
  },
  SKR_CHECK_CERTIFICATE: {
    message: 'The certificate is not trusted: {detail}.',
    why: 'A sender that checks certificates refuses to deliver.',
    fix: 'Install a certificate from a public authority, with its whole chain, for exactly this name.',
  },
  SKR_CHECK_CERTIFICATE_EXPIRES: {
    message: 'The certificate expires in {days} days.',
    why: 'Deliveries stop on that day.',
    fix: 'Renew the certificate, and see why that did not happen by itself.',
  },
  SKR_CHECK_UNREACHABLE: {
    message: 'No answer from the server: {detail}.',
    why: 'The connection failed, broke off, or stayed silent.',
    fix: 'See that the runner and the proxy are up, and that the firewall lets the port through.',
  },
  SKR_CHECK_STATUS: {
    message: 'The signed test event was answered {status}{detail}.',
    why: 'Box wants 200; anything else is a failed delivery.',
    fix: 'Mend what the answer says. 401: other keys or a wrong clock. 404: another path. 502 or 504: the proxy does not reach the runner.',
  },
  SKR_CHECK_NOT_RUNNER: {
    message: 'The answer is 200, but not from a Skill Runner.',
    why: 'Something else answers at this address, and events would be lost there.',
    fix: 'Correct the URL, or the path that the proxy hands on.',
  },
  SKR_CHECK_SLOW: {
    message: 'The answer took {ms} ms; Box gives up after {limit} ms.',
    why: 'A late answer is a failed delivery, and the event comes again.',
    fix: 'Look at the load of the machine, at its disk, and at the way there.',
  },
  SKR_CHECK_NOT_REFUSED: {
    message: '{what} was answered {status} instead of 401.',
    why: 'Anyone who knows the address could have files processed, or fill the queue.',
    fix: 'Set "box.signature" to "required" with the keys of the app, and see that a proxy does not answer by itself.',
  },
})
