import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: [
    ...['report.pdf', 'japanese.pdf', 'report.docx', 'budget.xlsx', 'lock.pptx'].map(fixture),
    ...['handbook.odt', 'budget.ods', 'lock.odp', 'handbook.rtf', 'handbook.html'].map(fixture),
    ...['keeper.epub', 'reply.eml', 'delivery.msg'].map(fixture),
    {
      file: fixture('handbook.doc'),
      representations: { extracted_text: 'The lamp is lit at sunset.' },
    },
  ],
  test: vitest,
})
