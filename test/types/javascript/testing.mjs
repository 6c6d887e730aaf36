import { runPlugin } from 'box-skill-runner/testing'
import common from './common.cjs'
import inferred from './inferred.mjs'

const file = { name: 'note.txt', content: 'two words' }

await runPlugin(inferred, { file, options: { style: 'loud' } })
// @ts-expect-error Not one of the values.
await runPlugin(inferred, { file, options: { style: 'quiet' } })
await runPlugin(common, { file, options: { top: 1 } })
// @ts-expect-error A number.
await runPlugin(common, { file, options: { top: '1' } })
