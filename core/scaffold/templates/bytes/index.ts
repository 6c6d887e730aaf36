import { createHash } from 'node:crypto'
import { definePlugin } from 'box-skill-runner/plugin'

export default definePlugin({
  name: '{{plugin}}',
  version: '0.1.0',
  description: 'Shows the size and the checksum of a file.',
  extensions: ['{{extensions}}'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      algorithm: { enum: ['sha256', 'sha512'], default: 'sha256', description: 'How the checksum is made.' },
    },
  },
  async run({ file, options, cards, signal }) {
    const hash = createHash(options.algorithm)
    let size = 0
    // In parts, so that a large file does not fill the memory.
    for await (const part of file.stream()) {
      signal.throwIfAborted()
      hash.update(part)
      size += part.length
    }
    // An empty list is no mistake: people read beside the file that nothing was found.
    if (size === 0) return []
    const values = { Size: `${size} bytes`, [options.algorithm]: hash.digest('hex') }
    return [cards.rows({ title: 'File', values })]
  },
})
