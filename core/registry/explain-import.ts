import { dirname, isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deniedBy } from '../errors/denied.ts'
import { fail, type RunnerError, type SourcePosition } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { toReason } from '../errors/wire.ts'

/**
 * Turns what `import()` of a plugin threw into an error that says which file is wrong and what to do.
 *
 * @param thrown Anything: Node's errors of resolving, linking and parsing, esbuild's, or what the plugin itself threw.
 * @param file Path of the entry, named where the error does not tell which file it is about.
 * @param hide Values that must not appear in the message, such as those of secrets.
 */
export function explainImport(thrown: unknown, file: string, hide: readonly string[]): RunnerError {
  // Read once and bounded: the plugin may have thrown an object that answers differently each time, or throws itself.
  const { message, stack = '' } = toReason(thrown, 'SKR_PLUGIN_LOAD_THREW', hide)
  const code = textOf(thrown, 'code')
  const name = textOf(thrown, 'name')
  const reason = sentence(message)
  const importer = importerIn(message) ?? file

  const denied = deniedBy(thrown)
  if (denied !== undefined) return fail('SKR_PLUGIN_NOT_PERMITTED', { file, denied }, { cause: thrown })

  switch (code) {
    case 'ERR_MODULE_NOT_FOUND':
    case 'MODULE_NOT_FOUND':
      return explainMissing(message, importer, file)
    case 'ERR_DLOPEN_FAILED':
      return fail('SKR_PLUGIN_NATIVE_BROKEN', { file, reason: printable(reason, 300), folder: dirname(file) })
    case 'ERR_UNKNOWN_FILE_EXTENSION':
      if (/extension "\.m?ts"/.test(message)) return fail('SKR_PLUGIN_TYPESCRIPT_NO_LOADER', { file })
      return fail('SKR_PLUGIN_IMPORT_REFUSED', { file: importer, reason })
  }
  if (code !== undefined && importCodes.test(code))
    return fail('SKR_PLUGIN_IMPORT_REFUSED', { file: importer, reason })
  if (
    name === 'ReferenceError' &&
    /^(ReferenceError: )?\w+ is not defined in ES module scope/.test(message)
  ) {
    const where = /(file:\/\/\S+?):\d+:\d+/.exec(stack)?.[1]
    return fail('SKR_PLUGIN_MODULE_KIND', {
      file: where === undefined ? file : pathOf(where),
      reason: firstSentence(reason),
    })
  }
  if (name === 'SyntaxError' || name === 'TransformError') return explainSyntax(message, stack, file)
  return fail('SKR_PLUGIN_LOAD_THREW', { file, reason: `${message}${throwerIn(stack)}` }, { cause: thrown })
}

/** Node's codes for imports that lead somewhere, but not to what was asked for. */
const importCodes =
  /^ERR_(PACKAGE_PATH_NOT_EXPORTED|PACKAGE_IMPORT_NOT_DEFINED|INVALID_PACKAGE_|INVALID_MODULE_SPECIFIER|UNSUPPORTED_|IMPORT_A|REQUIRE_|NETWORK_IMPORT|UNKNOWN_BUILTIN_MODULE|UNKNOWN_MODULE_FORMAT)/

function explainMissing(message: string, importer: string, file: string): RunnerError {
  const missing = /Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1] ?? message
  const isPath = /^(\.|\/|file:)/.test(missing) || isAbsolute(missing)
  // It was there when it was looked for; nobody but the runner itself imports the entry.
  if (isPath && pathOf(missing) === file) return fail('SKR_PLUGIN_PATH_NOT_FOUND', { path: file, hint: '' })
  if (isPath) return fail('SKR_PLUGIN_FILE_MISSING', { file: importer, missing: pathOf(missing) })
  const packageName = /^(@[^/]+\/)?[^/]+/.exec(missing)?.[0] ?? missing
  return fail('SKR_PLUGIN_DEPENDENCY_MISSING', {
    file: importer,
    package: packageName,
    folder: dirname(importer),
  })
}

function explainSyntax(message: string, stack: string, file: string): RunnerError {
  // The linker's complaint about a name that the other module does not export is a SyntaxError too.
  const found = positionIn(stack) ?? positionIn(message)
  // The loader for TypeScript names every file as if it ended in .ts.
  const isEntry = found !== undefined && found.file === file.replace(/\.mts$/, '.ts')
  const position = isEntry ? { ...found, file } : found
  if (/does not provide an export named|^(SyntaxError: )?Named export /.test(message)) {
    return fail('SKR_PLUGIN_IMPORT_REFUSED', {
      file: position?.file ?? file,
      reason: sentence(firstSentence(message)),
    })
  }
  const reason = sentence(message.replace(/^SyntaxError: /, '').replace(/^.*? ERROR: /, ''))
  return syntaxError(reason, file, position)
}

/** The error for a file that cannot be parsed; `position` where it is known. */
export function syntaxError(reason: string, file: string, position: SourcePosition | undefined): RunnerError {
  if (position === undefined) return fail('SKR_PLUGIN_SYNTAX', { place: file, reason })
  const place = `${position.file}:${position.line}:${position.column}`
  return fail('SKR_PLUGIN_SYNTAX', { place, reason }, { position })
}

/**
 * The place in what V8 puts before the stack (`/plugin.cjs:3`, the line, carets), or in esbuild's
 * `Transform failed with 1 error: /plugin.ts:4:1: ERROR: …`.
 */
export function positionIn(text: string): SourcePosition | undefined {
  const transform = /errors?:\s(\S.*?):(\d+):(\d+): ERROR:/.exec(text)
  if (transform !== null)
    return { file: pathOf(transform[1] ?? ''), line: Number(transform[2]), column: Number(transform[3]) + 1 }
  const [place = '', , carets = ''] = text.split('\n')
  const head = /^((?:file:\/\/)?\/.*|[A-Za-z]:\\.*):(\d+)$/.exec(place)
  if (head === null) return undefined
  return {
    file: pathOf(head[1] ?? ''),
    line: Number(head[2]),
    column: /^\s*\^+\s*$/.test(carets) ? carets.indexOf('^') + 1 : 1,
  }
}

/** ` (/plugin/index.js:3:7)`: the innermost place of the stack that is not Node's own. */
function throwerIn(stack: string): string {
  const frame = /^\s+at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/m.exec(stack)
  return frame === null ? '' : ` (${pathOf(frame[1] ?? '')}:${frame[2]}:${frame[3]})`
}

function importerIn(message: string): string | undefined {
  const found =
    /imported from (\S.*?)(?: with | resolving | Did you mean |$)/.exec(message)?.[1] ??
    /Require stack: - (.*?)(?: - |$)/.exec(message)?.[1]
  return found === undefined ? undefined : pathOf(found)
}

function pathOf(place: string): string {
  return place.startsWith('file:') ? fileURLToPath(new URL(place)) : place
}

function sentence(message: string): string {
  return message.replace(/[.\s]+$/, '')
}

function firstSentence(message: string): string {
  return message.split(/\. |: - | This file is being/)[0] ?? message
}

function textOf(thrown: unknown, key: string): string | undefined {
  try {
    const value: unknown = Reflect.get(Object(thrown), key)
    return typeof value === 'string' ? value : undefined
  } catch {
    // A property that throws tells nothing.
    return undefined
  }
}
