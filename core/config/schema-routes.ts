import type { FileKind } from '../plugin.ts'
import { bytes, ids, listOf, type SchemaNode, text } from './schema-values.ts'

/** Written as a record so that the compiler notices a kind that is missing here. */
const kinds: Readonly<Record<FileKind, true>> = {
  audio: true,
  video: true,
  image: true,
  document: true,
  other: true,
}

const route: SchemaNode = {
  type: 'object',
  description: 'Which files go to which plugins. A file must meet all conditions that the route names.',
  additionalProperties: false,
  required: ['plugins'],
  properties: {
    extensions: listOf(
      'Extensions of the files, without a dot in front, in upper or lower case; "*" for any.',
      {
        description: 'An extension.',
        pattern: '^(\\*|[^.*/\\\\\\s]+(\\.[^.*/\\\\\\s]+)*)$',
        form: 'an extension without a dot in front, such as "txt" or "tar.gz", or "*" for any',
      },
    ),
    kinds: {
      type: 'array',
      description: "Kinds of files, by Box's own lists of extensions.",
      uniqueItems: true,
      default: [],
      items: { type: 'string', description: 'A kind of file.', enum: Object.keys(kinds) },
    },
    skillIds: ids('Only events of these skills. Empty: of any.'),
    parentFolderIds: ids('Only files that lie directly in one of these folders. Empty: in any.'),
    minFileBytes: bytes('Only files of at least this size.', { minimum: 0 }),
    maxFileBytes: bytes(
      'Largest file for this route; people see a status card on larger ones. Left out: "files.maxFileBytes".',
      {
        minimum: 1,
      },
    ),
    plugins: {
      type: 'array',
      description: 'Names of the plugins that run, in the order in which their cards stand.',
      minItems: 1,
      uniqueItems: true,
      items: text('A name under "plugins".'),
    },
  },
}

/** The keys that a route may have. */
export const routeKeys: readonly string[] = Object.keys(route.properties ?? {})

/** The list under `routes`. */
export const routesSection: SchemaNode = {
  type: 'array',
  description:
    'From files to plugins. A file goes to the most specific route that takes it: one that names its longest extension, else one for its kind, else one for "*"; among equals to the first.',
  minItems: 1,
  items: route,
}
