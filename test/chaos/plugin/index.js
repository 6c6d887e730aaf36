import { definePlugin, SkillError } from 'box-skill-runner/plugin'

/** Shows the first word of the file; the others say how hard it makes that. */
export default definePlugin({
  name: 'chaos',
  version: '1.0.0',
  extensions: ['txt'],
  async run({ file, cards, signal }) {
    const [word, ...moods] = (await file.text()).split(' ')
    if (moods.includes('busy') && Math.random() < 0.6)
      throw new SkillError('skills_unknown_error', 'The service is busy.', { retryable: true })
    if (moods.includes('slow')) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      signal.throwIfAborted()
    }
    return [cards.keyword({ title: 'Word', entries: [word] })]
  },
})
