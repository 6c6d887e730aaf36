import { expect, test } from 'vitest'
import { crash } from './crash.ts'

test('killed over and over, it loses nothing, doubles nothing and keeps the order', {
  timeout: 300_000,
}, async () => {
  const report = await crash({ kills: 6, seed: 20_260_101 })

  expect(report.acknowledged).toBe(report.versions)
  expect(report.verdict).toMatchObject({ lost: [], doubled: [], disordered: [], unfinished: [], wrong: [] })
  expect(Object.keys(report.states).sort()).toEqual(['succeeded', 'superseded'])
})
