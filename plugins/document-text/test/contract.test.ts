import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../index.ts'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: ['report.pdf', 'japanese.pdf', 'report.docx', 'budget.xlsx', 'lock.pptx'].map(fixture),
  test: vitest,
})
