import { definePlugin } from 'box-skill-runner/plugin'

export default definePlugin({
  name: '{{plugin}}',
  version: '0.1.0',
  description: 'Shows the dates that stand in a text, such as 2024-05-03.',
  extensions: ['{{extensions}}'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      top: { type: 'integer', minimum: 1, maximum: 100, default: 10, description: 'Dates to show at most.' },
    },
  },
  async run({ file, options, cards }) {
    const text = await file.text()
    const dates = [...new Set(text.match(/\b\d{4}-\d{2}-\d{2}\b/g))].sort().slice(0, options.top)
    // An empty list is no mistake: people read beside the file that nothing was found.
    if (dates.length === 0) return []
    return [cards.keyword({ title: 'Dates', entries: dates })]
  },
})
