// A CommonJS plugin.
const { definePlugin, SkillError } = require('box-skill-runner/plugin')

module.exports = definePlugin({
  name: 'common',
  version: '1.0.0',
  extensions: ['txt'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { top: { type: 'integer', default: 5, description: 'Lines to show.' } },
  },
  async run({ file, options, cards }) {
    const lines = (await file.text()).split('\n').slice(0, options.top)
    // @ts-expect-error Box has no such code.
    if (lines.length === 0) throw new SkillError('skills_empty', 'There are no lines.')
    return [cards.transcript({ title: 'Lines', entries: lines })]
  },
})
