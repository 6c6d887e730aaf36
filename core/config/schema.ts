import { boxSection } from './schema-box.ts'
import { pluginsSection } from './schema-plugins.ts'
import { routesSection } from './schema-routes.ts'
import { bytes, choice, count, milliseconds, type SchemaNode, section, text } from './schema-values.ts'

/**
 * The one schema of `skill.config.json` (JSON Schema draft-07): the check at the start, the defaults, the shipped
 * `skill.config.schema.json` and the reference in docs/configure.md are all made from it.
 */
export const configSchema: SchemaNode = {
  type: 'object',
  description: 'Configuration of the Skill Runner.',
  additionalProperties: false,
  required: ['plugins', 'routes'],
  properties: {
    $schema: text('Where editors find the schema of this file. The runner does not read it.'),
    server: section('The HTTP server that takes the events.', {
      host: text('Address to listen on; "127.0.0.1" for this machine only.', {
        default: '0.0.0.0',
        minLength: 1,
      }),
      port: {
        type: 'integer',
        description: 'Port to listen on; 0 for any free one.',
        minimum: 0,
        maximum: 65_535,
        default: 8080,
      },
      statusPort: {
        type: 'integer',
        description:
          'Port of their own for /health and /metrics, which are then not answered on the port that Box reaches; 0 for any free one. Not set: they are on that one.',
        minimum: 0,
        maximum: 65_535,
      },
      statusHost: text('Address that "statusPort" listens on; "0.0.0.0" for probes from other machines.', {
        default: '127.0.0.1',
        minLength: 1,
      }),
      bodyLimitBytes: bytes('Largest event that is accepted; those of Box have a few kilobytes.', {
        minimum: 1_024,
        default: 1024 * 1024,
      }),
      shutdownGraceMs: milliseconds(
        'How long a shutdown waits for running work before it hands the work back to the queue.',
        {
          minimum: 0,
          default: 20_000,
        },
      ),
    }),
    box: boxSection,
    queue: section('Where accepted events are kept until they are done.', {
      driver: choice('The engine: "sqlite" is embedded and needs nothing else.', ['sqlite'], 'sqlite'),
      path: text('The database file; relative to this file.', { default: './data/queue.db', minLength: 1 }),
      sealKey: text(
        'Secret that tokens in the queue are encrypted with. Empty: a key file beside the database, made at the first start.',
        { default: '' },
      ),
      maxWaiting: count(
        'Longest line of events that are not done; beyond it Box is asked to come again (503).',
        'events',
        {
          minimum: 1,
          maximum: Number.MAX_SAFE_INTEGER,
          default: 1_000_000,
        },
      ),
      leaseMs: milliseconds('Work whose process has not been heard of for this long is taken over.', {
        minimum: 100,
        default: 30_000,
      }),
      historyDays: count('How long ended events are kept for looking back.', 'days', {
        minimum: 0,
        maximum: 3_650,
        default: 30,
      }),
    }),
    retry: section('How work is tried again that failed for a reason that may pass.', {
      attempts: count('Tries in all, the first one included.', 'tries', {
        minimum: 1,
        maximum: 100,
        default: 5,
      }),
      firstDelayMs: milliseconds(
        'Wait before the second try. It doubles with each further one, plus or minus a quarter by chance.',
        {
          minimum: 0,
          default: 2_000,
        },
      ),
      maxDelayMs: milliseconds('Longest wait between two tries.', { minimum: 0, default: 300_000 }),
    }),
    cards: section(
      'Limits of what is written to a file. Longer lists and texts are cut, with a note that says so.',
      {
        statusCardAfterMs: milliseconds(
          'A "processing" card is written only where the plugins take longer than this.',
          {
            minimum: 0,
            default: 1_500,
          },
        ),
        maxCards: count(
          'Most cards of one plugin on one file; the last one says how many more there were.',
          'cards',
          { minimum: 1, maximum: 1_000, default: 20 },
        ),
        maxEntries: count('Most entries on one card.', 'entries', {
          minimum: 1,
          maximum: 100_000,
          default: 1_000,
        }),
        maxTextChars: count('Longest text of an entry.', 'characters', {
          minimum: 1,
          maximum: 10_000_000,
          default: 30_000,
        }),
        maxTitleChars: count('Longest title of a card.', 'characters', {
          minimum: 1,
          maximum: 10_000,
          default: 200,
        }),
      },
    ),
    files: section('How the content of files is fetched from Box.', {
      maxFileBytes: bytes(
        'Largest file that is downloaded, for routes without a limit of their own. Box makes no text representation of files above 500 MB.',
        { minimum: 1, default: 512 * 1024 * 1024 },
      ),
      downloadTimeoutMs: milliseconds('Longest download of one file.', { minimum: 1, default: 300_000 }),
      representationTimeoutMs: milliseconds(
        'Longest wait for a representation (text, picture, sound) that Box is still making.',
        {
          minimum: 1,
          default: 45_000,
        },
      ),
      tempDir: text(
        'Folder for files that are being worked on; relative to this file. Left out: "skill-runner" in the temporary folder of the system.',
        { minLength: 1 },
      ),
    }),
    pool: section('The worker threads that plugins run in.', {
      threads: count(
        'Worker threads at work at the same time; they go where the work is, and each plugin is sure of one. Left out: as many as the machine has processors.',
        'threads',
        { minimum: 1, maximum: 1_024 },
      ),
      idleMs: milliseconds(
        'A thread that had nothing to do for so long is put away, with the memory that it holds, and started again when there is work.',
        { minimum: 1000, default: 300_000 },
      ),
    }),
    log: section('What is logged.', {
      level: choice(
        'The least important lines that are written.',
        ['debug', 'info', 'warn', 'error', 'silent'],
        'info',
      ),
    }),
    plugins: pluginsSection,
    routes: routesSection,
  },
}
