import { definePlugin } from 'box-skill-runner/plugin'

/** As little work as a plugin can do: what is measured is the runner. */
export default definePlugin({
  name: 'load',
  version: '1.0.0',
  extensions: ['txt'],
  async run({ file, cards }) {
    return [cards.keyword({ title: 'Word', entries: [await file.text()] })]
  },
})
