import { createInterface } from 'node:readline/promises'
import { formatProblem } from '../config/explain.ts'
import { isRunnerError } from '../errors/error.ts'
import { parseExtensions } from '../scaffold/extensions.ts'
import { type PluginNames, pluginNames } from '../scaffold/plugin-name.ts'

/** What an author has said of a new plugin; what is undefined was left open. */
export interface NewAnswers {
  readonly names?: PluginNames
  readonly extensions?: readonly string[]
  readonly typeScript?: boolean
}

/** What is taken where nothing is said, and offered where it is asked. */
export const usualAnswers = { extensions: ['txt'], typeScript: true } as const

/**
 * Asks for what was left open, again where an answer will not do. The end of the input counts as the empty answer to all
 * further questions, which only the name has no default for.
 */
export async function askNew(
  known: NewAnswers,
  terminal: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
): Promise<NewAnswers> {
  const lines = createInterface(terminal)
  let open = true
  const closed = new Promise<undefined>((resolve) => {
    lines.once('close', () => {
      open = false
      resolve(undefined)
    })
  })
  const ask = async <T>(
    question: string,
    read: (answer: string) => T,
    preset?: T,
  ): Promise<T | undefined> => {
    while (open) {
      const answer = await Promise.race([lines.question(`${question} `), closed])
      if (answer === undefined || (answer.trim() === '' && preset !== undefined)) break
      try {
        return read(answer)
      } catch (error) {
        if (!isRunnerError(error)) throw error
        terminal.output.write(`${formatProblem(error)}\n`)
      }
    }
    return preset
  }
  try {
    const names = known.names ?? (await ask('Name of the plugin (such as invoice-dates):', pluginNames))
    const extensions =
      known.extensions ??
      (await ask('Extensions of the files that it takes (txt):', parseExtensions, usualAnswers.extensions))
    const typeScript =
      known.typeScript ??
      (await ask('TypeScript? (Y/n)', (answer) => !/^n/i.test(answer.trim()), usualAnswers.typeScript))
    return {
      ...(names && { names }),
      ...(extensions && { extensions }),
      ...(typeScript !== undefined && { typeScript }),
    }
  } finally {
    lines.close()
  }
}
