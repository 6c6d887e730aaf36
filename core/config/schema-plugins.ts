import {
  bytes,
  choice,
  count,
  listOf,
  milliseconds,
  nameForm,
  namePattern,
  type SchemaNode,
  text,
} from './schema-values.ts'

const allowed = (description: string): SchemaNode => ({ type: 'boolean', description, default: false })

const paths = (description: string): SchemaNode =>
  listOf(description, {
    description: 'A path; a relative one starts at the folder of this file.',
    // Node takes everything after an asterisk for allowed.
    pattern: '^[^*]+$',
    form: 'a path without "*", such as "./models"',
  })

const permissions: SchemaNode = {
  type: 'object',
  description: 'What the processes of the plugin may do, with "isolation": "process" only.',
  default: {},
  additionalProperties: false,
  properties: {
    readPaths: paths('Files and folders that it may read besides its own folder and installed packages.'),
    writePaths: paths(
      'Files and folders that it may write and read, besides its own folder for temporary files.',
    ),
    addons: allowed(
      'Whether it may load native code, which can do anything that the user of the runner may do.',
    ),
    childProcesses: allowed(
      'Whether it may start programs, which can do anything that the user of the runner may do.',
    ),
    workers: allowed('Whether it may start threads, to which the permissions do not apply.'),
  },
}

const instance: SchemaNode = {
  type: 'object',
  description: 'One configured plugin.',
  additionalProperties: false,
  required: ['use'],
  properties: {
    use: text(
      'The plugin: the name of an npm package, or the path of a folder or file, beginning with "./", "../" or "/".',
      {
        minLength: 1,
      },
    ),
    options: {
      type: 'object',
      description:
        "Options of the plugin; which there are, its README says. They are checked against the plugin's own schema.",
      default: {},
      additionalProperties: true,
    },
    threads: count(
      'Worker threads kept for this plugin, and its most. Left out: one, and more while others leave some of "pool.threads" free.',
      'threads',
      {
        minimum: 1,
        maximum: 256,
      },
    ),
    tasksPerThread: count(
      'Files at once in one thread: 1 for work of the processor, more for work that waits.',
      'files',
      {
        minimum: 1,
        maximum: 1_000,
        default: 1,
      },
    ),
    timeoutMs: milliseconds('Longest time for one file, from the moment the plugin starts on it.', {
      minimum: 1,
      default: 60_000,
    }),
    setupTimeoutMs: milliseconds('Longest time for a thread to load the plugin and run its "setup".', {
      minimum: 1,
      default: 60_000,
    }),
    memoryMb: count('Memory that one thread may use; beyond it the thread is ended.', 'megabytes', {
      minimum: 16,
      maximum: 1_048_576,
      default: 512,
    }),
    maxOutputBytes: bytes('Largest result of one run, as JSON.', { minimum: 1, default: 4 * 1024 * 1024 }),
    secrets: listOf('Names of the environment variables that this plugin may see. It sees no others.', {
      description: 'The name of an environment variable.',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      form: 'the name of an environment variable (not its value), such as "OCR_API_KEY"',
    }),
    downloadUrl: {
      type: 'boolean',
      description:
        'Whether the plugin may ask for an address that serves the file without a token for a short while.',
      default: false,
    },
    isolation: choice(
      'Where the code of the plugin runs: in threads of the runner, or, for plugins that you do not trust, in processes of its own that have no token and may do nothing but what "permissions" say.',
      ['thread', 'process'],
      'thread',
    ),
    permissions,
  },
}

/** The instances under `plugins`. */
export const pluginsSection: SchemaNode = {
  type: 'object',
  description:
    'Configured plugins, by a name of your choice that the routes use. One plugin can stand here several times with other options.',
  minProperties: 1,
  propertyNames: { pattern: namePattern, patternErrorMessage: nameForm },
  additionalProperties: instance,
}
