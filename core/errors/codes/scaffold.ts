import { defineErrors } from '../spec.ts'

/** Errors of making a new plugin. */
export const scaffoldErrors = defineErrors({
  SKR_NEW_NAME_MISSING: {
    message: 'The new plugin has no name.',
    why: 'Its folder, its package and its line in a config are called after it. It is asked for on a terminal only.',
    fix: 'Run `skill-runner new invoice-dates`, with a name of your own.',
  },
  SKR_NEW_NAME_INVALID: {
    message: '"{name}" cannot be the name of a plugin.',
    why: 'A name begins with a lower-case letter and has at most 64 lower-case letters, digits and dashes; a scope such as @acme/ may stand in front.',
    fix: 'Use a name such as "{example}".',
  },
  SKR_NEW_EXTENSIONS_INVALID: {
    message: '"{found}" is not a list of extensions.',
    why: 'The runner sends a plugin the files that end in what it names.',
    fix: 'Write them with commas between, such as --extensions txt,md, or "*" for any file.',
  },
  SKR_NEW_FOLDER_NOT_EMPTY: {
    message: 'The folder {folder} is not empty: it holds {first}.',
    why: 'A new plugin is never written over files that are there.',
    fix: 'Take another folder with --folder, or empty this one.',
  },
  SKR_NEW_FOLDER_IS_FILE: {
    message: '{folder} is a file, or below one.',
    why: 'A new plugin is a folder of files.',
    fix: 'Take another folder with --folder.',
  },
  SKR_NEW_FOLDER_NOT_WRITABLE: {
    message: 'The plugin cannot be written to {folder}: {reason}.',
    why: 'The operating system refused it.',
    fix: 'Check the permissions and the space on the disk, or take another folder with --folder.',
  },
})
