import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: [
    'application.docx',
    'booking.pdf',
    'payroll.xlsx',
    'payroll.csv',
    'support-mail.eml',
    'web.env',
    'minutes.txt',
  ].map(fixture),
  test: vitest,
})
