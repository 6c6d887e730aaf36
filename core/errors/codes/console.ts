import { defineErrors } from '../spec.ts'

/** Errors of the page that `dev` serves, and of previews. */
export const consoleErrors = defineErrors({
  SKR_CONSOLE_NOT_BUILT: {
    message: 'The page is not there: {folder}',
    why: 'The page is part of the build of this package.',
    fix: 'In a clone of the repository run `npm run build`; otherwise install the package again.',
  },
  SKR_CONSOLE_PORT_IN_USE: {
    message: 'The page cannot be served on port {port} of 127.0.0.1: {detail}',
    why: '--console-port names the one port to use.',
    fix: 'Choose another port, or leave --console-port out to have a free one taken.',
  },
  SKR_CONSOLE_HOST_REFUSED: {
    message: 'This page is not served under the name "{host}".',
    why: 'A web page elsewhere could reach this one under a name of its own that leads to this machine.',
    fix: 'Open http://127.0.0.1:{port} instead.',
    status: 403,
  },
  SKR_CONSOLE_ORIGIN_REFUSED: {
    message: 'The request comes from another origin: {origin}.',
    why: 'Only the page itself may read and change what stands here, not other pages that are open in the browser.',
    fix: 'Use the page. A program sends the page’s own address as the header "Origin".',
    status: 403,
  },
  SKR_CONSOLE_UNKNOWN_PATH: {
    message: 'There is nothing here.',
    why: 'The server has the page and what the page asks for.',
    fix: 'Open the address that the command printed.',
    status: 404,
  },
  SKR_CONSOLE_UNKNOWN_FILE: {
    message: 'There is no file with the id {id}.',
    why: 'It was deleted, or the command was started anew since: the sandbox forgets at its end.',
    fix: 'Reload the page.',
    status: 404,
  },
  SKR_CONSOLE_NO_NAME: {
    message: 'The upload has no name.',
    why: 'A file in Box has a name, and its extension decides which plugins run.',
    fix: 'Send it as ?name=… with the content as the body of type application/octet-stream.',
    status: 400,
  },
  SKR_CONSOLE_NAME_REFUSED: {
    message: 'The sandbox does not take the file "{name}": {reason}',
    why: 'Box would refuse it, too.',
    fix: 'Rename the file: no slashes, no blanks at its ends, at most 255 characters.',
    status: 400,
  },
  SKR_CONSOLE_REQUEST_FAILED: {
    message: 'The request failed: {detail}',
    why: 'The server met something that it did not expect.',
    fix: 'Try again; the output of the command may say more.',
    status: 500,
  },
  SKR_CONSOLE_NOT_DELIVERED: {
    message: 'The runner did not take the event; it answered: {answer}.',
    why: 'Only an event that was answered with 200 is worked on.',
    fix: 'Read the output of the command, which may say why. The sandbox sends the event again a few times, as Box does.',
  },
  SKR_CONSOLE_HTML_NOT_WRITTEN: {
    message: 'The preview {path} could not be written: {detail}',
    why: '--html names the file to write.',
    fix: 'Check that the folder is there and may be written.',
  },
})
