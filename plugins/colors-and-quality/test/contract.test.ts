import { fileURLToPath } from 'node:url'
import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

describePlugin(plugin, {
  fixtures: [
    ...['coffee.jpg', 'cat.webp', 'rocket.avif', 'scan.tiff', 'sign.png', 'signals.gif'].map(fixture),
    {
      file: fixture('coffee.heic'),
      representations: { jpg: { path: fileURLToPath(fixture('coffee.jpg')) } },
    },
  ],
  test: vitest,
})
