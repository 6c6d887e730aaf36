import { describe, expect, test } from 'vitest'
import type { RunnerError } from '../../../core/errors/error.ts'
import { describePlugin } from '../../../core/registry/describe.ts'
import { loadPlugin } from '../../../core/registry/load-plugin.ts'
import { illDefined } from './ill-defined-plugins.ts'
import { noPlugins } from './no-plugins.ts'
import { makePluginFolder } from './plugin-folder.ts'
import { problemsOf } from './problems-of.ts'
import { unloadable } from './unloadable-plugins.ts'
import type { WrongPlugin } from './wrong-plugin.ts'

async function inFolder(wrong: WrongPlugin, look: (entry: string) => Promise<unknown>) {
  const folder = await makePluginFolder()
  try {
    const problems = await problemsOf(look(await folder.write(wrong.files)))
    return { problems, folder: folder.path }
  } finally {
    await folder.remove()
  }
}

function expectOnly(
  { problems, folder }: { problems: readonly RunnerError[]; folder: string },
  wrong: WrongPlugin,
) {
  expect(problems.map((problem) => problem.code)).toEqual([wrong.code])
  expect(problems[0]?.message).toContain(folder)
  expect(problems[0]?.message).toContain(wrong.says)
  expect(problems[0]?.fix).toContain(wrong.fix)
}

describe.concurrent('described in a thread of its own', () => {
  test.each([...unloadable, ...noPlugins.slice(0, 1), ...illDefined.slice(0, 1)])(
    'a plugin $title is refused with $code',
    async (wrong) => {
      const found = await inFolder(wrong, (entry) =>
        describePlugin(
          { use: entry, entry, folder: entry, root: entry },
          { timeoutMs: 30_000, memoryMb: 256, ...wrong.limits },
        ),
      )

      expectOnly(found, wrong)
    },
  )
})

describe('loaded', () => {
  test.each([...noPlugins, ...illDefined])('a plugin $title is refused with $code', async (wrong) => {
    const found = await inFolder(wrong, (entry) => loadPlugin(entry))

    expectOnly(found, wrong)
  })
})
