// A plugin in plain JavaScript whose types follow from definePlugin.
import { definePlugin } from 'box-skill-runner/plugin'

export default definePlugin({
  name: 'inferred',
  version: '1.0.0',
  extensions: ['txt'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      top: { type: 'integer', default: 5, description: 'Words to show.' },
      style: { enum: ['plain', 'loud'], default: 'plain', description: 'How to write them.' },
    },
  },
  async run({ file, options, cards }) {
    const words = (await file.text()).split(/\s+/).slice(0, options.top)
    // @ts-expect-error Not one of the values.
    if (options.style === 'quiet') return []
    // @ts-expect-error No such option.
    options.bottom
    return [cards.keyword({ title: 'Words', entries: words })]
  },
})
