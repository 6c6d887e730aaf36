import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: [
    'german.txt',
    'japanese.txt',
    'readme.md',
    'page.html',
    'ports.csv',
    'server.log',
    'texts/minutes-en.txt',
    'texts/report-ja.txt',
    'documents/letter-en.pdf',
    'documents/letter-it.docx',
  ].map(fixture),
  test: vitest,
})
