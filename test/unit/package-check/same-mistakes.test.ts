import { describe, expect, test } from 'vitest'
import { checkPackage } from '../../../core/package-check/check-package.ts'
import { illDefined } from '../registry/ill-defined-plugins.ts'
import { noPlugins } from '../registry/no-plugins.ts'
import { makePluginFolder } from '../registry/plugin-folder.ts'
import { unloadable } from '../registry/unloadable-plugins.ts'

describe.concurrent('the mistakes that a runner would find have the same codes', () => {
  test.each([...unloadable, ...noPlugins, ...illDefined])('a plugin $title: $code', async (wrong) => {
    const own = await makePluginFolder()
    try {
      const entry = await own.write(wrong.files)

      const { problems, warnings } = await checkPackage({
        use: entry,
        folder: own.path,
        runnerVersion: '0.1.0',
        limits: { timeoutMs: 30_000, memoryMb: 256, ...wrong.limits },
      })

      expect(problems.map(({ code }) => code)).toEqual([wrong.code])
      expect(problems[0]?.message).toContain(wrong.says)
      expect(warnings).toEqual([])
    } finally {
      await own.remove()
    }
  })
})
